package io.stickermill.history.rebuild;

import io.stickermill.history.intake.KeptEvents;
import io.stickermill.history.intake.KeptEvents.Kept;
import io.stickermill.platform.event.TopicScan;
import io.stickermill.platform.event.TopicScan.Found;
import io.stickermill.schemas.ConsumerGroup;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Reads all that the topics hold and hands it to the code that keeps history; goes on from where it was when asked again. */
final class TopicReading {

    private static final Logger log = LoggerFactory.getLogger(TopicReading.class);

    /** Events a transaction. */
    private static final int BATCH = 200;

    private static final Duration LOOK = Duration.ofMillis(500);

    private final KeptEvents kept;
    private final TopicScan topics;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final Map<TopicPartition, Long> reached = new HashMap<>();
    private long refused;

    TopicReading(KeptEvents kept, TopicScan topics, PlatformTransactionManager transactions, Clock clock) {
        this.kept = kept;
        this.topics = topics;
        this.transactions = new TransactionTemplate(transactions);
        // Also while a replacement holds its lock in a transaction of its own.
        this.transactions.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.clock = clock;
    }

    /** From when on all events are in the topics still, whichever it is. */
    Instant horizon() {
        Instant now = clock.instant();
        Instant horizon = Instant.EPOCH;
        for (Kept<?> kind : kept.all()) {
            // The broker may keep more for a while; only so much is promised.
            Instant promised = now.minus(kind.topic().retention());
            Instant whole = topics.wholeSince(kind.topic());
            Instant from = whole.isAfter(promised) ? whole : promised;
            horizon = from.isAfter(horizon) ? from : horizon;
        }
        return horizon;
    }

    /** Reads on to where the topics end now. Gives the number of events. */
    long toTheEnd() {
        long count = 0;
        for (Kept<?> kind : kept.all()) {
            count += toTheEnd(kind);
        }
        return count;
    }

    /** Events that could not be kept here; live, such a one lies in the dead letters. */
    long refused() {
        return refused;
    }

    /**
     * Waits until the service has finished with all that was read here.
     *
     * @return how many events it has not finished with when the patience is over
     */
    long awaitService(Duration patience) throws InterruptedException {
        Instant deadline = clock.instant().plus(patience);
        long behind = topics.unfinished(ConsumerGroup.HISTORY, reached);
        while (behind > 0 && clock.instant().isBefore(deadline)) {
            Thread.sleep(LOOK);
            behind = topics.unfinished(ConsumerGroup.HISTORY, reached);
        }
        return behind;
    }

    private <T extends SpecificRecord> long toTheEnd(Kept<T> kind) {
        Map<TopicPartition, Long> ends = topics.ends(kind.topic());
        List<Found<T>> batch = new ArrayList<>(BATCH);
        long count = topics.read(kind.topic(), Map.copyOf(reached), ends, found -> {
            batch.add(found);
            if (batch.size() == BATCH) {
                keep(kind, batch);
            }
        });
        keep(kind, batch);
        reached.putAll(ends);
        return count;
    }

    private <T extends SpecificRecord> void keep(Kept<T> kind, List<Found<T>> batch) {
        try {
            transactions.executeWithoutResult(
                    _ -> batch.forEach(event -> kind.keeper().accept(event.value(), event::header)));
        } catch (RuntimeException e) {
            batch.forEach(event -> keep(kind, event));
        }
        batch.clear();
    }

    private <T extends SpecificRecord> void keep(Kept<T> kind, Found<T> event) {
        try {
            transactions.executeWithoutResult(_ -> kind.keeper().accept(event.value(), event::header));
        } catch (RuntimeException e) {
            refused++;
            log.warn("an event of {} can't be kept", kind.topic().name(), e);
        }
    }
}
