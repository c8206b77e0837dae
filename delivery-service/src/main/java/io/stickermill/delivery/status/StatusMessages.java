package io.stickermill.delivery.status;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code status_messages}: decides who creates a job's message, and that nothing is shown once it is closed. */
class StatusMessages {

    private static final RetryTemplate WHILE_THE_DATABASE_IS_AWAY = new RetryTemplate(RetryPolicy.builder()
            .delay(Duration.ofMillis(500))
            .maxRetries(Long.MAX_VALUE)
            .timeout(Duration.ofMinutes(1))
            .build());

    private final JdbcClient database;

    StatusMessages(JdbcClient database) {
        this.database = database;
    }

    /** What is to be done to show a step. */
    sealed interface Showing {
        /** The caller creates the message, and no other does. */
        record Create() implements Showing {}

        record Edit(int messageId) implements Showing {}

        /** It is closed, shows this step or a later one, or is just being created. */
        record Nothing() implements Showing {}
    }

    Showing show(UUID jobId, long chatId, Stage stage) {
        return database.sql("""
                insert into status_messages (job_id, chat_id, step, jobs_before) values (:job, :chat, :step, :before)
                on conflict (job_id) do update set step = excluded.step, jobs_before = excluded.jobs_before
                   where not status_messages.closed
                     and status_messages.message_id is not null
                     and (status_messages.step < excluded.step
                          or (status_messages.step = excluded.step
                              and status_messages.jobs_before > excluded.jobs_before))
                returning message_id
                """)
                .param("job", jobId)
                .param("chat", chatId)
                .param("step", stage.step())
                .param("before", stage.before())
                .query((row, _) -> {
                    int messageId = row.getInt("message_id");
                    return row.wasNull() ? new Showing.Create() : (Showing) new Showing.Edit(messageId);
                })
                .optional()
                .orElseGet(Showing.Nothing::new);
    }

    /**
     * Notes the message that was created, however long it takes within a minute: a message that stands in a chat and in no row
     * would stay there for ever.
     *
     * @return true if the job has been closed meanwhile, so that it has to go again
     */
    boolean created(UUID jobId, int messageId) {
        return WHILE_THE_DATABASE_IS_AWAY.<Boolean>invoke(
                () -> database.sql("update status_messages set message_id = ? where job_id = ? returning closed")
                        .params(messageId, jobId)
                        .query(Boolean.class)
                        .optional()
                        .orElse(true));
    }

    /** The message could not be created; a later step may try again. */
    void notCreated(UUID jobId) {
        database.sql("delete from status_messages where job_id = ? and message_id is null and not closed")
                .param(jobId)
                .update();
    }

    /** Closes a job's status for good. Gives the message to remove, if there is one. */
    OptionalInt close(UUID jobId, long chatId) {
        Optional<Integer> messageId = database.sql("""
                insert into status_messages (job_id, chat_id, step, closed, closed_at)
                values (:job, :chat, 7, true, now())
                on conflict (job_id) do update
                   set closed = true, closed_at = coalesce(status_messages.closed_at, now())
                returning message_id
                """)
                .param("job", jobId)
                .param("chat", chatId)
                .query((row, _) -> Optional.ofNullable(row.getObject("message_id", Integer.class)))
                .single();
        return messageId.map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    /** A closed message is gone from its chat. */
    void removed(long chatId, int messageId) {
        database.sql("update status_messages set message_id = null where chat_id = ? and message_id = ? and closed")
                .params(chatId, messageId)
                .update();
    }

    /** A message that was closed a while ago and stands in its chat still, as far as is known. */
    record Standing(long chatId, int messageId) {}

    List<Standing> standing(Duration closedSince, int most) {
        return database.sql("""
                select chat_id, message_id from status_messages
                 where closed and message_id is not null and closed_at < now() - :ms * interval '1 ms'
                 order by closed_at limit :most
                """)
                .param("ms", closedSince.toMillis())
                .param("most", most)
                .query((row, _) -> new Standing(row.getLong("chat_id"), row.getInt("message_id")))
                .list();
    }

    /** Closes the messages of albums all of whose jobs have ended. */
    void closeFinishedAlbums(Duration endedSince) {
        database.sql("""
                update status_messages s set closed = true, closed_at = now()
                 where not closed and created_at < now() - :ms * interval '1 ms'
                   and exists (select 1 from album_jobs a where a.album_id = s.job_id)
                   and not exists (select 1 from album_jobs a where a.album_id = s.job_id and not a.ended)
                """).param("ms", endedSince.toMillis()).update();
    }
}
