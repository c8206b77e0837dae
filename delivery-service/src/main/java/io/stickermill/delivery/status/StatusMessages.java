package io.stickermill.delivery.status;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code status_messages}: decides who creates a job's message, and that nothing is shown once it is closed. */
@Repository
class StatusMessages {

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

    /** Notes the message that was created. True if the job has been closed meanwhile, so that it has to go again. */
    boolean created(UUID jobId, int messageId) {
        return database.sql("update status_messages set message_id = ? where job_id = ? returning closed")
                .params(messageId, jobId)
                .query(Boolean.class)
                .optional()
                .orElse(true);
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
                insert into status_messages (job_id, chat_id, step, closed) values (:job, :chat, 7, true)
                on conflict (job_id) do update set closed = true
                returning message_id
                """)
                .param("job", jobId)
                .param("chat", chatId)
                .query((row, _) -> Optional.ofNullable(row.getObject("message_id", Integer.class)))
                .single();
        return messageId.map(OptionalInt::of).orElse(OptionalInt.empty());
    }
}
