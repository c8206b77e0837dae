package io.stickermill.platform.metric;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets only those of our meters through that are declared, and keeps their labels within what is declared. Comes before filters
 * that add labels to all meters.
 */
public final class DeclaredMeters implements MeterFilter {

    private static final Logger log = LoggerFactory.getLogger(DeclaredMeters.class);
    private static final String OURS = "stickermill.";

    private final Set<String> complained = ConcurrentHashMap.newKeySet();

    @Override
    public Meter.Id map(Meter.Id id) {
        Optional<Metric> metric = Metric.named(id.getName());
        if (metric.isEmpty()) {
            return id;
        }
        List<Tag> bounded = new ArrayList<>();
        for (Tag tag : id.getTagsAsIterable()) {
            Optional<Label> label = metric.get().label(tag.getKey());
            String value =
                    label.map(declared -> declared.bounded(tag.getValue())).orElse(Label.OTHER);
            if (!value.equals(tag.getValue())) {
                complain("metric " + id.getName() + " may not have " + tag.getKey() + "=" + tag.getValue());
            }
            if (label.isPresent()) {
                bounded.add(Tag.of(tag.getKey(), value));
            }
        }
        return id.replaceTags(bounded);
    }

    @Override
    public MeterFilterReply accept(Meter.Id id) {
        if (!id.getName().startsWith(OURS) || id.syntheticAssociation() != null) {
            return MeterFilterReply.NEUTRAL;
        }
        Set<String> labels = id.getTags().stream().map(Tag::getKey).collect(Collectors.toSet());
        // An operator may have added labels of their own (management.metrics.tags).
        boolean declared = Metric.named(id.getName())
                .filter(metric -> metric.labels().stream().map(Label::key).allMatch(labels::contains))
                .isPresent();
        if (!declared) {
            complain("metric " + id.getName() + labels + " is not declared, and not measured");
            return MeterFilterReply.DENY;
        }
        return MeterFilterReply.NEUTRAL;
    }

    /** Once each, and no more of them than a log can bear. */
    private void complain(String words) {
        if (complained.size() < 100 && complained.add(words)) {
            log.error(words);
        }
    }
}
