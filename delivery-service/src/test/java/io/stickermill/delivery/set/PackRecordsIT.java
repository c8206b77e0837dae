package io.stickermill.delivery.set;

import static org.assertj.core.api.Assertions.assertThat;

import io.stickermill.platform.dispatch.Delivery;
import io.stickermill.platform.dispatch.Outcome;
import io.stickermill.platform.fixture.ServiceSchema;
import io.stickermill.schemas.ChatKind;
import io.stickermill.schemas.GenerationFailed;
import io.stickermill.schemas.GenerationFailure;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.StickerReady;
import io.stickermill.schemas.StickerShape;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is heard of parts that the tables don't know. */
class PackRecordsIT {

    private static final JdbcClient DATABASE = JdbcClient.create(ServiceSchema.migrated("delivery"));

    private final PackRecords records =
            new PackRecords(new PackRows(DATABASE), null, null, Duration.ofDays(1), Clock.systemUTC());
    private final UUID job = UUID.randomUUID();
    private final UUID sticker = Ids.sticker(job, 0);

    /** Found by chaos: they circled through all retries after a database was brought back from a copy. */
    @Test
    void whatARecoveryKnowsTheEndOfIsWaitedForByNobody() throws Exception {
        assertThat(ready()).isInstanceOf(Outcome.Retry.class);
        assertThat(failed()).isInstanceOf(Outcome.Retry.class);

        DATABASE.sql("""
                insert into deliveries (id, kind, state, attempts, job_id, chat_id, telegram_message_id, telegram_file_id, event_topic,
                                        event, ended_at)
                values (?, 'sticker', 'done', 1, ?, 7, 0, 'file', 'sticker-delivered', '', now())
                """).params(sticker, job).update();

        assertThat(ready()).isInstanceOf(Outcome.Done.class);
        assertThat(failed()).isInstanceOf(Outcome.Done.class);
    }

    private Outcome ready() throws Exception {
        var event = StickerReady.newBuilder()
                .setStickerId(sticker)
                .setJobId(job)
                .setSessionId(Ids.session(job))
                .setPackBatchId(UUID.randomUUID())
                .setPackIndex(0)
                .setUserId(Ids.user(1, 7))
                .setChatId(7)
                .setChatKind(ChatKind.PRIVATE)
                .setShape(StickerShape.CUT_OUT)
                .setWidth(512)
                .setHeight(300)
                .setQuality(90)
                .setRequestedAt(Instant.EPOCH)
                .setReceivedAt(Instant.EPOCH)
                .setReadyAt(Instant.EPOCH)
                .build();
        return records.ready().handle(event, delivery());
    }

    private Outcome failed() {
        var event = GenerationFailed.newBuilder()
                .setJobId(job)
                .setPackBatchId(UUID.randomUUID())
                .setPackIndex(0)
                .setChatId(7)
                .setChatKind(ChatKind.PRIVATE)
                .setReason(GenerationFailure.TOO_SMALL)
                .setFailedAt(Instant.EPOCH)
                .build();
        return records.failed(event, delivery());
    }

    private static Delivery delivery() {
        Instant now = Instant.now();
        return new Delivery("sticker-ready", 0, 1, null, now, 1, Map.of(), now);
    }
}
