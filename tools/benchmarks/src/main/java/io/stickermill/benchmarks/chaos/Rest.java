package io.stickermill.benchmarks.chaos;

import io.stickermill.common.Until;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The state of a stack in which every job has ended and no group has anything left to read. */
final class Rest {

    private static final Duration PATIENCE = Duration.ofMinutes(6);

    private Rest() {}

    /**
     * Waits for it; what is not at rest then is judged as it is.
     *
     * @param say told how far it is
     */
    static void await(
            ChaosStack stack, List<Photo> photos, List<SentPack> packs, Collection<UUID> paid, Consumer<String> say)
            throws Exception {
        AtomicReference<String> said = new AtomicReference<>("");
        boolean atRest = Until.every(Duration.ofSeconds(2)).forAtMost(PATIENCE).isTrue(() -> {
            long open = open(stack, photos, paid) + openPacks(stack, packs);
            Map<String, Long> lag = new BrokerHands(stack.bootstrap()).lag();
            String now = open + " photos, orders and packs open, lag " + lag;
            if (!now.equals(said.getAndSet(now))) {
                say.accept("waiting: " + now);
            }
            return open == 0 && lag.values().stream().allMatch(behind -> behind == 0);
        });
        if (atRest) {
            // Status messages and the last rows may be a moment behind.
            Thread.sleep(3000);
        } else {
            say.accept("not at rest after " + PATIENCE.toMinutes() + " minutes");
        }
    }

    private static long openPacks(ChaosStack stack, List<SentPack> packs) throws SQLException {
        var done = stack.rows("select id from delivery.packs where done_at is not null").stream()
                .map(row -> row.get("id"))
                .collect(Collectors.toSet());
        return packs.stream().filter(pack -> !done.contains(pack.id())).count();
    }

    private static long open(ChaosStack stack, List<Photo> photos, Collection<UUID> paid) throws SQLException {
        var ended = stack.rows("select id from history.jobs where ended_at is not null").stream()
                .map(row -> row.get("id"))
                .collect(Collectors.toSet());
        return Stream.concat(photos.stream().map(Photo::jobId), paid.stream())
                .filter(job -> !ended.contains(job))
                .count();
    }
}
