package io.stickermill.delivery.telegram;

import io.stickermill.platform.ledger.Claim;
import io.stickermill.platform.ledger.Ledger;
import io.stickermill.schemas.Replay;
import io.stickermill.schemas.Topics;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The ledger of sends, with what each came to. */
final class Deliveries {

    /** The failure of what was cancelled: nobody is to be told of it, and no replay brings it back. */
    private static final String CANCELLED = "CANCELLED";

    /** The kind of a sheet that shows a job's sticker in every style. */
    static final String SHEET = "sheet";

    private final JdbcClient database;
    private final Ledger ledger;

    Deliveries(JdbcClient database, Ledger ledger) {
        this.database = database;
        this.ledger = ledger;
    }

    Claim claim(UUID id) {
        return ledger.claim(id);
    }

    /** Lengthens a claim, after a wait that has used a part of it. */
    void renew(UUID id, Claim.Granted claim) {
        ledger.renew(id, claim);
    }

    void release(UUID id, Claim.Granted claim) {
        ledger.release(id, claim);
    }

    /** One more send of it has an outcome that nobody knows. Gives how many there are now. */
    int outcomeUnknown(UUID id) {
        return database.sql("""
                update deliveries set unknown_outcomes = unknown_outcomes + 1 where id = ? returning unknown_outcomes
                """).param(id).query(Integer.class).single();
    }

    int unknownOutcomes(UUID id) {
        return database.sql("select unknown_outcomes from deliveries where id = ?")
                .param(id)
                .query(Integer.class)
                .optional()
                .orElse(0);
    }

    /**
     * Ends a send under its claim.
     *
     * @return false if the claim was lost meanwhile: another has it, or has ended it
     */
    boolean end(UUID id, Claim.Granted claim, End end) {
        return database.sql("""
                update deliveries
                   set state = :state, kind = :kind, job_id = :job, chat_id = :chat, telegram_message_id = :message,
                       telegram_file_id = :file, failure = :failure, event_topic = :topic, event = :event,
                       ended_at = now(), dead_lettered = dead_lettered or :dead
                 where id = :id and claim_token = :token and state = 'claimed'
                """)
                        .param("id", id)
                        .param("token", claim.token())
                        .param("state", end.failure() == null ? "done" : "failed")
                        .param("kind", end.kind())
                        .param("job", end.jobId())
                        .param("chat", end.chatId())
                        .param("message", end.messageId())
                        .param("file", end.fileId())
                        .param("failure", end.failure())
                        .param(
                                "topic",
                                end.event() == null ? null : end.event().topic().name())
                        .param("event", end.event() == null ? null : end.event().encoded())
                        .param("dead", end.deadLettered())
                        .update()
                == 1;
    }

    /** Ends a send that has not begun. False if it has: it is claimed, or has ended. */
    boolean cancel(UUID id, UUID jobId, long chatId, EndEvent event) {
        return database.sql("""
                insert into deliveries (id, state, job_id, chat_id, failure, event_topic, event, ended_at)
                values (:id, 'failed', :job, :chat, '%s', :topic, :event, now())
                on conflict (id) do update
                   set state = 'failed', job_id = excluded.job_id, chat_id = excluded.chat_id,
                       failure = excluded.failure, event_topic = excluded.event_topic, event = excluded.event,
                       ended_at = now(), dead_lettered = false
                 where deliveries.state = 'free'
                """.formatted(CANCELLED))
                        .param("id", id)
                        .param("job", jobId)
                        .param("chat", chatId)
                        .param("topic", event.topic().name())
                        .param("event", event.encoded())
                        .update()
                == 1;
    }

    /** Ends a send that will not begin: its sticker is not made, or can't be read. Nothing if it has begun or ended. */
    void giveUp(UUID id, UUID jobId, long chatId, String failure, @Nullable EndEvent event, boolean deadLettered) {
        database.sql("""
                insert into deliveries (id, state, job_id, chat_id, failure, event_topic, event, dead_lettered, ended_at)
                values (:id, 'failed', :job, :chat, :failure, :topic, :event, :dead, now())
                on conflict (id) do update
                   set state = 'failed', job_id = excluded.job_id, chat_id = excluded.chat_id,
                       failure = excluded.failure, event_topic = excluded.event_topic, event = excluded.event,
                       dead_lettered = deliveries.dead_lettered or excluded.dead_lettered, ended_at = now()
                 where deliveries.state = 'free'
                """)
                .param("id", id)
                .param("job", jobId)
                .param("chat", chatId)
                .param("failure", failure)
                .param("topic", event == null ? null : event.topic().name())
                .param("event", event == null ? null : event.encoded())
                .param("dead", deadLettered)
                .update();
    }

    /**
     * Frees a send that has failed and lies in the dead letters, for their replay. Each replay does so once, so that its
     * record, read again, finds what became of it.
     *
     * @return false if it has not failed, is no dead letter, or this replay has freed it before
     */
    boolean reopen(UUID id, Replay replay) {
        return database.sql("""
                update deliveries
                   set state = 'free', failure = null, event_topic = null, event = null, ended_at = null,
                       claim_token = null, lease_until = null, replay = :replay
                 where id = :id and state = 'failed' and dead_lettered and replay is distinct from :replay
                """)
                        .param("id", id)
                        .param("replay", replay.toString())
                        .update()
                == 1;
    }

    /** Claims that should have been taken over long ago. */
    long expiredClaims() {
        return database.sql("""
                select count(*) from deliveries where state = 'claimed' and lease_until < now() - interval '1 min'
                """).query(Long.class).single();
    }

    /** Whether it has arrived only by a replay, after it had failed. */
    boolean cameByReplay(UUID id) {
        return database.sql(
                        "select exists (select 1 from deliveries where id = ? and state = 'done' and replay is not null)")
                .param(id)
                .query(Boolean.class)
                .single();
    }

    boolean wasCancelled(UUID id) {
        return database.sql("select failure from deliveries where id = ? and state = 'failed'")
                .param(id)
                .query(String.class)
                .optional()
                .filter(CANCELLED::equals)
                .isPresent();
    }

    /** The messages that show a job's sticker in every style. */
    List<Integer> sheetsOf(UUID jobId) {
        return database.sql(
                        "select telegram_message_id from deliveries where job_id = ? and kind = ? and state = 'done'")
                .params(jobId, SHEET)
                .query((row, _) -> row.getInt("telegram_message_id"))
                .list();
    }

    String stateOf(UUID id) {
        return database.sql("select state from deliveries where id = ?")
                .param(id)
                .query((row, _) -> row.getString("state"))
                .optional()
                .orElse("free");
    }

    /** The event of an ended send, to be published again. Empty for replies, which have none. */
    Optional<EndEvent> eventOf(UUID id) {
        return database.sql("select event_topic, event from deliveries where id = ? and event is not null")
                .param(id)
                .query((row, _) ->
                        new EndEvent(Topics.named(row.getString("event_topic")).orElseThrow(), row.getBytes("event")))
                .optional();
    }
}
