package io.stickermill.delivery.set;

import com.pengrad.telegrambot.model.Sticker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a set as Telegram shows it says about the parts that we know. Stickers are known again by their unique id. Those that
 * nobody knows are the awaited ones, in the order in which they were added; what is left over its owner has added.
 *
 * @param seen parts that are in the set, by the sticker's place
 * @param foreign stickers that the owner has added, by their places
 * @param gone parts that the owner has taken out
 */
record Reconciliation(Map<Integer, Part> seen, Map<Integer, Sticker> foreign, List<Part> gone) {

    /** What Telegram shows lags: a part that came a moment ago may be missing there and is not gone. */
    static final Duration SETTLED = Duration.ofMinutes(1);

    /** @param known the set's parts, by rising number */
    static Reconciliation of(List<Part> known, List<Sticker> shown, Instant now) {
        Instant settled = now.minus(SETTLED);
        // The same picture twice has the same unique id.
        Map<String, Deque<Part>> byUniqueId = new HashMap<>();
        List<Part> awaited = new ArrayList<>();
        List<String> justRemoved = new ArrayList<>();
        for (Part part : known) {
            if (part.isAwaited()) {
                awaited.add(part);
            }
            if (part.state() == Part.State.REMOVED
                    && part.uniqueId() != null
                    && part.since().isAfter(settled)) {
                justRemoved.add(part.uniqueId());
            }
        }
        known.stream()
                .filter(part -> part.state() == Part.State.IN && part.uniqueId() != null)
                .sorted(Comparator.comparing(Part::place, Comparator.nullsLast(Comparator.naturalOrder())))
                .forEach(part -> byUniqueId
                        .computeIfAbsent(part.uniqueId(), _ -> new ArrayDeque<>())
                        .add(part));
        Map<Integer, Part> seen = new HashMap<>();
        List<Integer> unknown = new ArrayList<>();
        for (int place = 0; place < shown.size(); place++) {
            Deque<Part> same = byUniqueId.get(shown.get(place).fileUniqueId());
            Part part = same == null ? null : same.poll();
            if (part != null) {
                seen.put(place, part);
            } else if (!justRemoved.remove(shown.get(place).fileUniqueId())) {
                unknown.add(place);
            }
        }
        // What we add comes to the end.
        int first = Math.max(0, unknown.size() - awaited.size());
        Map<Integer, Sticker> foreign = new HashMap<>();
        for (int i = 0; i < unknown.size(); i++) {
            int place = unknown.get(i);
            if (i < first) {
                foreign.put(place, shown.get(place));
            } else {
                seen.put(place, awaited.get(i - first));
            }
        }
        List<Part> gone = Stream.concat(
                        byUniqueId.values().stream().flatMap(Deque::stream),
                        // What was added and never seen: its owner was quicker, or the set had the same file already.
                        awaited.stream().skip(unknown.size()).filter(part -> part.state() == Part.State.IN))
                .filter(part -> part.since().isBefore(settled))
                .toList();
        return new Reconciliation(seen, foreign, gone);
    }
}
