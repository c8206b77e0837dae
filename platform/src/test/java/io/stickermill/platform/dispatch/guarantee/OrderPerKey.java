package io.stickermill.platform.dispatch.guarantee;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One record of a key at a time, and none starts before all those before it were finished once. A suffix may be done
 * again after a kill.
 */
public final class OrderPerKey implements ProcessingGuarantee {

    private final Map<String, String> underWay = new HashMap<>();
    private final Map<String, Integer> finished = new HashMap<>();
    private final List<String> violations = new ArrayList<>();

    @Override
    public void onStarted(String member, String key, int number) {
        String other = underWay.put(key, member + " " + number);
        if (other != null) {
            violations.add(key + ": " + member + " starts " + number + " beside " + other);
        }
        if (number > finished.getOrDefault(key, -1) + 1) {
            violations.add(key + ": " + member + " starts " + number + " before " + (number - 1) + " is finished");
        }
    }

    @Override
    public void onFinished(String member, String key, int number) {
        underWay.remove(key);
        finished.merge(key, number, Math::max);
    }

    @Override
    public void onKilled(String member) {
        underWay.values().removeIf(work -> work.startsWith(member + " "));
    }

    @Override
    public void assertHeld() {
        assertThat(violations).as("violations of the order").isEmpty();
    }
}
