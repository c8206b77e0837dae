package io.stickermill.delivery.recovery;

import io.stickermill.platform.event.TopicScan;
import io.stickermill.schemas.DeliveryFailed;
import io.stickermill.schemas.GenerationFailed;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.StickerDelivered;
import io.stickermill.schemas.Topic;
import io.stickermill.schemas.Topics;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows of sends that the ledger has forgotten, made again from the events that tell of their end. */
class LedgerRecovery {

    private static final String FORGOTTEN = "FORGOTTEN";

    private final TopicScan topics;
    private final SaidTexts texts;
    private final JdbcClient database;

    LedgerRecovery(TopicScan topics, SaidTexts texts, JdbcClient database) {
        this.topics = topics;
        this.texts = texts;
        this.database = database;
    }

    /**
     * What was brought back.
     *
     * @param delivered rows of stickers that arrived
     * @param failed rows of stickers that did not, and never will
     * @param replies rows of texts that were said
     */
    record Recovered(long delivered, long failed, long replies) {}

    Recovered recover(Instant since) {
        long[] counts = new long[3];
        topics.read(Topics.STICKER_DELIVERED, since, found -> counts[0] += delivered(found));
        topics.read(Topics.DELIVERY_FAILED, since, found -> counts[1] += failed(found));
        texts.notMadeSince(since, this::notMade);
        texts.since(since, said -> counts[2] += ended(said.id(), "reply", null, said.chatId(), FORGOTTEN, null, null));
        return new Recovered(counts[0], counts[1], counts[2]);
    }

    /** Generation works on the job once more; nobody is to see its steps. */
    private void closeStatus(UUID jobId, long chatId) {
        database.sql("""
                insert into status_messages (job_id, chat_id, step, closed) values (?, ?, 7, true)
                on conflict (job_id) do update set closed = true
                """).params(jobId, chatId).update();
    }

    private int delivered(TopicScan.Found<StickerDelivered> found) {
        StickerDelivered event = found.value();
        closeStatus(event.getJobId(), event.getChatId());
        return database.sql("""
                insert into deliveries (id, kind, state, attempts, job_id, chat_id, telegram_message_id,
                                        telegram_file_id, event_topic, event, ended_at)
                values (:id, 'sticker', 'done', 1, :job, :chat, :message, :file, :topic, :event, now())
                on conflict (id) do update
                   set state = 'done', job_id = :job, chat_id = :chat, telegram_message_id = :message,
                       telegram_file_id = :file, failure = null, event_topic = :topic, event = :event,
                       ended_at = now(), claim_token = null
                 where deliveries.state <> 'done'
                """)
                .param("id", event.getStickerId())
                .param("job", event.getJobId())
                .param("chat", event.getChatId())
                .param("message", event.getTelegramMessageId())
                .param("file", event.getTelegramFileId())
                .param("topic", Topics.STICKER_DELIVERED.name())
                .param("event", found.encoded())
                .update();
    }

    /** Generation may make it this time; the user has been told that it does not come. */
    private void notMade(GenerationFailed event) {
        UUID id = Ids.sticker(event.getJobId(), 0);
        ended(id, "sticker", event.getJobId(), event.getChatId(), "NOT_MADE: " + event.getReason(), null, null);
        noteDeadLetter(id, event.getDeadLettered());
    }

    private void noteDeadLetter(UUID id, boolean deadLettered) {
        if (deadLettered) {
            database.sql("update deliveries set dead_lettered = true where id = ? and state = 'failed'")
                    .param(id)
                    .update();
        }
    }

    private int failed(TopicScan.Found<DeliveryFailed> found) {
        DeliveryFailed event = found.value();
        int recovered = ended(
                event.getStickerId(),
                "sticker",
                event.getJobId(),
                event.getChatId(),
                event.getReason().name(),
                Topics.DELIVERY_FAILED,
                found.encoded());
        noteDeadLetter(event.getStickerId(), event.getDeadLettered());
        return recovered;
    }

    private int ended(
            UUID id,
            String kind,
            @Nullable UUID jobId,
            long chatId,
            String failure,
            @Nullable Topic<?> topic,
            byte @Nullable [] event) {
        if (jobId != null) {
            closeStatus(jobId, chatId);
        }
        return database.sql("""
                insert into deliveries (id, kind, state, attempts, job_id, chat_id, failure, event_topic, event, ended_at)
                values (:id, :kind, 'failed', 1, :job, :chat, :failure, :topic, :event, now())
                on conflict (id) do update
                   set state = 'failed', failure = :failure, event_topic = :topic, event = :event, ended_at = now(),
                       claim_token = null
                 where deliveries.state not in ('done', 'failed')
                """)
                .param("id", id)
                .param("kind", kind)
                .param("job", jobId)
                .param("chat", chatId)
                .param("failure", failure)
                .param("topic", topic == null ? null : topic.name())
                .param("event", event)
                .update();
    }
}
