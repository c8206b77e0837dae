package io.stickermill.delivery.telegram;

import io.stickermill.delivery.telegram.End.Why;
import io.stickermill.platform.ledger.Claim;
import io.stickermill.platform.ledger.Ledger;
import io.stickermill.schemas.Replay;
import io.stickermill.schemas.Topics;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** The ledger of sends in the table {@code deliveries}. */
final class SendsTable implements Sends {

    private final JdbcClient database;
    private final TransactionOperations transaction;
    private final Ledger ledger;

    SendsTable(JdbcClient database, TransactionOperations transaction, Duration lease) {
        this.database = database;
        this.transaction = transaction;
        this.ledger = new Ledger(database, "deliveries", lease);
    }

    @Override
    public Claimed claim(UUID id) {
        return Objects.requireNonNull(transaction.execute(_ -> switch (ledger.claim(id)) {
            case Claim.Granted grant -> mine(id, grant);
            case Claim.LeasedByAnother(Duration remaining) -> new Claimed.Anothers(remaining);
            case Claim.Ended _ -> ended(id).<Claimed>map(over -> over).orElse(new Claimed.Anothers(Duration.ZERO));
        }));
    }

    private Claimed mine(UUID id, Claim.Granted grant) {
        return database.sql(
                        grant.takenOver()
                                ? """
                update deliveries set unknown_outcomes = unknown_outcomes + 1 where id = ?
                returning unknown_outcomes, replay is not null as by_replay
                """
                                : "select unknown_outcomes, replay is not null as by_replay from deliveries where id = ?")
                .param(id)
                .query((row, _) -> new Claimed.Mine(grant, row.getInt("unknown_outcomes"), row.getBoolean("by_replay")))
                .single();
    }

    @Override
    public boolean renew(UUID id, Claim.Granted grant) {
        return ledger.renew(id, grant);
    }

    @Override
    public void release(UUID id, Claim.Granted grant) {
        ledger.release(id, grant);
    }

    @Override
    public int releaseUnknown(UUID id, Claim.Granted grant) {
        return database.sql("""
                update deliveries set unknown_outcomes = unknown_outcomes + 1, state = 'free', lease_until = now()
                 where id = ? and claim_token = ? and state = 'claimed'
                returning unknown_outcomes
                """)
                .params(id, grant.token())
                .query(Integer.class)
                .optional()
                .orElse(0);
    }

    @Override
    public boolean end(Item item, Claim.Granted grant, End end, @Nullable EndEvent event) {
        return written("""
                update deliveries
                   set state = :state, kind = :kind, job_id = :job, chat_id = :chat, telegram_message_id = :message,
                       telegram_file_id = :file, failure = :failure, event_topic = :topic, event = :event,
                       event_traceparent = :traceparent,
                       ended_at = now(), dead_lettered = dead_lettered or :dead
                 where id = :id and claim_token = :token and state = 'claimed'
                """, item, end, event).param("token", grant.token()).update() == 1;
    }

    @Override
    public boolean endUnclaimed(Item item, End.Failed end, @Nullable EndEvent event) {
        return written("""
                insert into deliveries (id, kind, state, job_id, chat_id, telegram_message_id, telegram_file_id, failure,
                                        event_topic, event, event_traceparent, dead_lettered, ended_at)
                values (:id, :kind, :state, :job, :chat, :message, :file, :failure, :topic, :event,
                        :traceparent, :dead, now())
                on conflict (id) do update
                   set state = excluded.state, job_id = excluded.job_id, chat_id = excluded.chat_id,
                       failure = excluded.failure, event_topic = excluded.event_topic, event = excluded.event,
                       event_traceparent = excluded.event_traceparent,
                       dead_lettered = not :cancelled and (deliveries.dead_lettered or excluded.dead_lettered),
                       ended_at = now()
                 where deliveries.state = 'free'
                """, item, end, event)
                        .param("cancelled", end.why() == Why.CANCELLED)
                        .update()
                == 1;
    }

    private JdbcClient.StatementSpec written(String sql, Item item, End end, @Nullable EndEvent event) {
        JdbcClient.StatementSpec statement = database.sql(sql)
                .param("id", item.id())
                .param("kind", item.kind().column())
                .param("job", item.jobId())
                .param("chat", item.chatId())
                .param("topic", event == null ? null : event.topic().name())
                .param("event", event == null ? null : event.encoded())
                .param("traceparent", event == null ? null : event.traceparent());
        return switch (end) {
            case End.Arrived(int messageId, String fileId) ->
                statement
                        .param("state", "done")
                        .param("message", messageId)
                        .param("file", fileId)
                        .param("failure", null)
                        .param("dead", false);
            case End.Failed failed ->
                statement
                        .param("state", "failed")
                        .param("message", null)
                        .param("file", null)
                        .param("failure", failed.words())
                        .param("dead", failed.deadLettered());
        };
    }

    @Override
    public boolean reopen(UUID id, Replay replay) {
        return database.sql("""
                update deliveries
                   set state = 'free', failure = null, event_topic = null, event = null, event_traceparent = null, ended_at = null,
                       claim_token = null, lease_until = null, replay = :replay
                 where id = :id and state = 'failed' and dead_lettered and replay is distinct from :replay
                """)
                        .param("id", id)
                        .param("replay", replay.toString())
                        .update()
                == 1;
    }

    @Override
    public Optional<Claimed.Over> ended(UUID id) {
        return database.sql("""
                select state, telegram_message_id, telegram_file_id, coalesce(failure, '') as failure, dead_lettered,
                       event_topic, event, event_traceparent, replay is not null as by_replay
                  from deliveries where id = ? and state in ('done', 'failed')
                """).param(id).query(SendsTable::over).optional();
    }

    private static Claimed.Over over(ResultSet row, int number) throws SQLException {
        String topic = row.getString("event_topic");
        End end = row.getString("state").equals("done")
                ? new End.Arrived(row.getInt("telegram_message_id"), row.getString("telegram_file_id"))
                : End.Failed.read(row.getString("failure"), row.getBoolean("dead_lettered"));
        EndEvent event = topic == null
                ? null
                : new EndEvent(
                        Topics.named(topic).orElseThrow(), row.getBytes("event"), row.getString("event_traceparent"));
        return new Claimed.Over(end, event, row.getBoolean("by_replay"));
    }

    @Override
    public List<Integer> messagesOf(UUID jobId, long chatId) {
        return database.sql("""
                select telegram_message_id from deliveries
                 where job_id = ? and chat_id = ? and kind in ('sticker', 'sheet') and state = 'done'
                 order by ended_at
                """)
                .params(jobId, chatId)
                .query((row, _) -> row.getInt("telegram_message_id"))
                .list();
    }

    @Override
    public boolean isAnswer(long chatId, int messageId) {
        return database.sql("""
                select exists (select 1 from deliveries
                                where chat_id = ? and telegram_message_id = ? and kind <> 'sticker' and state = 'done')
                """).params(chatId, messageId).query(Boolean.class).single();
    }

    @Override
    public int saidWithin(Duration latest, long chatId) {
        return database.sql("""
                select count(*) from deliveries
                 where chat_id = :chat and kind = 'reply' and state = 'done'
                   and ended_at > now() - :latest * interval '1 ms'
                """)
                .param("chat", chatId)
                .param("latest", latest.toMillis())
                .query(Integer.class)
                .single();
    }

    @Override
    public long expiredClaims() {
        return database.sql("""
                select count(*) from deliveries where state = 'claimed' and lease_until < now() - interval '1 min'
                """).query(Long.class).single();
    }
}
