package io.stickermill.gateway.session;

import io.stickermill.schemas.StickerMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code photo_requests}. */
record PhotoRequestRows(JdbcClient database) implements PhotoRequests {

    private static final String SELECT = """
            select job_id, session_id, user_id, chat_id, telegram_user_id, message_id, photo_file_id,
                   photo_storage_key, media_group_id, user_input, style_preset_id, outline, sticker_text, mode,
                   variant, ready_made_of, pack_id, pack_index, sheet_cell, requested_at
              from photo_requests
            """;

    @Override
    public PhotoRequest note(PhotoRequest request) {
        int noted = database.sql("""
                insert into photo_requests (job_id, session_id, user_id, chat_id, telegram_user_id, message_id,
                                            photo_file_id, photo_storage_key, media_group_id, user_input, style_preset_id,
                                            outline, sticker_text, mode, variant, ready_made_of, pack_id,
                                            pack_index, sheet_cell, requested_at)
                values (:job, :session, :user, :chat, :telegram_user, :message, :file, :key, :album, :input, :style,
                        :outline, :text, :mode, :variant, :ready_made_of, :pack, :place, :cell, :requested)
                on conflict (job_id) do nothing
                """)
                .param("job", request.jobId())
                .param("session", request.sessionId())
                .param("user", request.asker().userId())
                .param("chat", request.asker().chatId())
                .param("telegram_user", request.asker().telegramUserId())
                .param("message", request.messageId())
                .param("file", request.source().fileId())
                .param("key", request.source().storageKey())
                .param("album", request.albumId())
                .param("input", request.userInput())
                .param("style", request.options().style())
                .param("outline", request.options().outline())
                .param("text", request.options().text())
                .param("mode", request.options().mode().name())
                .param("variant", request.variant())
                .param("ready_made_of", request.source().readyMadeOf())
                .param("pack", request.part() == null ? null : request.part().packId())
                .param("place", request.part() == null ? null : request.part().index())
                .param("cell", request.part() == null ? null : request.part().cell())
                .param("requested", Timestamp.from(request.requestedAt()))
                .update();
        return noted == 1 ? request : find(request.jobId()).orElseThrow();
    }

    @Override
    public Optional<PhotoRequest> find(UUID jobId) {
        return database.sql(SELECT + "where job_id = ?")
                .param(jobId)
                .query(PhotoRequestRows::read)
                .optional();
    }

    @Override
    public List<UUID> cancel(long chatId, UUID userId, int messageId) {
        database.sql("""
                update photo_requests set cancel_message_id = ?
                 where chat_id = ? and user_id = ? and ended_at is null and cancel_message_id is null
                """).params(messageId, chatId, userId).update();
        return cancelledBy(chatId, userId, messageId);
    }

    @Override
    public List<UUID> cancel(PhotoRequest job, boolean album, int messageId) {
        database.sql("""
                update photo_requests set cancel_message_id = :message
                 where (job_id = :job or (:album and session_id = :session and media_group_id is not null))
                   and ended_at is null and cancel_message_id is null
                """)
                .param("message", messageId)
                .param("job", job.jobId())
                .param("album", album && job.albumId() != null)
                .param("session", job.sessionId())
                .update();
        return cancelledBy(job.asker().chatId(), job.asker().userId(), messageId);
    }

    private List<UUID> cancelledBy(long chatId, UUID userId, int messageId) {
        return database.sql("""
                select job_id from photo_requests where chat_id = ? and user_id = ? and cancel_message_id = ?
                """)
                .params(chatId, userId, messageId)
                .query((row, _) -> row.getObject("job_id", UUID.class))
                .list();
    }

    @Override
    public String showStyles(UUID jobId, String press) {
        database.sql("""
                update photo_requests set styles_press = ?, styles_pressed_at = now()
                 where job_id = ?
                   and (styles_pressed_at is null or styles_pressed_at < now() - make_interval(secs => ?))
                """).params(press, jobId, DOUBLE_TAP.toSeconds()).update();
        return database.sql("select styles_press from photo_requests where job_id = ?")
                .param(jobId)
                .query(String.class)
                .single();
    }

    @Override
    public List<PhotoRequest> inChat(UUID sessionId) {
        return database.sql(SELECT + """
                where session_id = ? and end_state = 'DELIVERED' and sticker_deleted_at is null
                """)
                .param(sessionId)
                .query(PhotoRequestRows::read)
                .list();
    }

    @Override
    public void ended(UUID jobId, JobEnd end) {
        database.sql("""
                update photo_requests set ended_at = coalesce(ended_at, now()), end_state = ?
                 where job_id = ? and (ended_at is null or end_state is distinct from 'DELIVERED')
                """).params(end.name(), jobId).update();
    }

    @Override
    public boolean hasEnded(UUID jobId) {
        return database.sql("select ended_at is not null from photo_requests where job_id = ?")
                .param(jobId)
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    @Override
    public Optional<JobEnd> end(UUID jobId) {
        return database.sql("select end_state from photo_requests where job_id = ? and end_state is not null")
                .param(jobId)
                .query((row, _) -> JobEnd.valueOf(row.getString("end_state")))
                .optional();
    }

    private static @Nullable PackPart part(ResultSet row) throws SQLException {
        UUID pack = row.getObject("pack_id", UUID.class);
        return pack == null
                ? null
                : new PackPart(pack, row.getInt("pack_index"), row.getObject("sheet_cell", Integer.class));
    }

    private static PhotoRequest read(ResultSet row, int number) throws SQLException {
        return new PhotoRequest(
                row.getObject("job_id", UUID.class),
                row.getObject("session_id", UUID.class),
                new Asker(
                        row.getObject("user_id", UUID.class), row.getLong("telegram_user_id"), row.getLong("chat_id")),
                PhotoSource.of(
                        row.getString("photo_file_id"),
                        row.getString("photo_storage_key"),
                        row.getObject("ready_made_of", UUID.class)),
                row.getObject("message_id", Integer.class),
                row.getString("media_group_id"),
                row.getString("user_input"),
                new AskedOptions(
                        row.getString("style_preset_id"),
                        row.getBoolean("outline"),
                        row.getString("sticker_text"),
                        StickerMode.valueOf(row.getString("mode"))),
                row.getInt("variant"),
                part(row),
                row.getTimestamp("requested_at").toInstant());
    }
}
