package io.stickermill.gateway.session;

import io.stickermill.schemas.StickerMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The tables {@code users}, {@code sessions} and {@code photo_requests}. Every write can be repeated. */
@Repository
public class Sessions {

    private static final Duration TEXT_WAIT = Duration.ofHours(1);

    private static final Duration DOUBLE_TAP = Duration.ofSeconds(5);

    private final JdbcClient database;

    Sessions(JdbcClient database) {
        this.database = database;
    }

    /** Notes that a user was here. */
    public void seen(UUID userId, long botId, long telegramUserId, String language) {
        database.sql("""
                insert into users (id, bot_id, telegram_id, language) values (?, ?, ?, ?)
                on conflict (id) do update set language = excluded.language, last_seen_at = now()
                """).params(userId, botId, telegramUserId, language).update();
    }

    /** The language of a person who has been here. Empty for a stranger. */
    public Optional<String> language(UUID userId) {
        return database.sql("select language from users where id = ?")
                .param(userId)
                .query(String.class)
                .optional();
    }

    /** Opens the session of a photo and notes what was asked for. */
    @Transactional
    public AskedPhoto open(AskedPhoto asked, String env) {
        AskedPhoto photo = asked.albumId() == null ? asked : asked.in(albumSession(asked, asked.albumId()));
        database.sql("""
                insert into sessions (id, user_id, chat_id, state, current_photo_file_id, photos, env)
                values (:session, :user, :chat, 'open', :photo,
                        case when :photo::text is null then '[]' else jsonb_build_array(:photo::text) end, :env)
                on conflict (id) do update
                   set photos = case when sessions.photos @> excluded.photos then sessions.photos
                                     else sessions.photos || excluded.photos end,
                       session_rev = sessions.session_rev + 1
                 where not sessions.photos @> excluded.photos
                """)
                .param("session", photo.sessionId())
                .param("user", photo.userId())
                .param("chat", photo.chatId())
                .param("photo", photo.photoFileId())
                .param("env", env)
                .update();
        insert(photo);
        return photo;
    }

    /** The session of the photo of the album that came first, to whichever gateway. */
    private UUID albumSession(AskedPhoto photo, String albumId) {
        database.sql("""
                insert into albums (chat_id, media_group_id, session_id) values (?, ?, ?)
                on conflict (chat_id, media_group_id) do nothing
                """).params(photo.chatId(), albumId, photo.sessionId()).update();
        return database.sql("select session_id from albums where chat_id = ? and media_group_id = ?")
                .params(photo.chatId(), albumId)
                .query((row, _) -> row.getObject("session_id", UUID.class))
                .single();
    }

    /**
     * Notes that a person wants everything to stop that they have running in a chat.
     *
     * @param messageId the command's; received again, it gives the same jobs again
     * @return the jobs of whose end nothing was known when the command came
     */
    @Transactional
    public List<UUID> cancel(long chatId, UUID userId, int messageId) {
        database.sql("""
                update photo_requests set cancel_message_id = ?
                 where chat_id = ? and user_id = ? and ended_at is null and cancel_message_id is null
                """).params(messageId, chatId, userId).update();
        return cancelledBy(chatId, userId, messageId);
    }

    /**
     * Notes that a person wants a job to stop.
     *
     * @param album whether the other jobs of its album are meant, too
     * @param messageId the one under which the button stands; tapped again, it gives the same jobs again
     * @return the jobs of whose end nothing was known when the button was tapped
     */
    @Transactional
    public List<UUID> cancel(AskedPhoto job, boolean album, int messageId) {
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
        return cancelledBy(job.chatId(), job.userId(), messageId);
    }

    private List<UUID> cancelledBy(long chatId, UUID userId, int messageId) {
        return database.sql("""
                select job_id from photo_requests where chat_id = ? and user_id = ? and cancel_message_id = ?
                """)
                .params(chatId, userId, messageId)
                .query((row, _) -> row.getObject("job_id", UUID.class))
                .list();
    }

    /** Notes what a button in an open session asks for. A double tap gets the first tap's request back. */
    @Transactional
    public AskedPhoto add(AskedPhoto photo) {
        insert(photo);
        return asked(photo.jobId()).orElseThrow();
    }

    /** How many sessions of each env have a sticker at Telegram of which no file is known in storage. */
    Map<String, Long> withoutFile() {
        Map<String, Long> counts = new TreeMap<>();
        database.sql("""
                select env, count(*) as missing from sessions
                 where last_sticker_file_id is not null and last_sticker_storage_path is null
                 group by env
                """).query(row -> {
            counts.put(row.getString("env"), row.getLong("missing"));
        });
        return counts;
    }

    /** What was asked for under a job. */
    public Optional<AskedPhoto> asked(UUID jobId) {
        return database.sql("""
                select job_id, session_id, user_id, chat_id, telegram_user_id, message_id, photo_file_id,
                       photo_storage_key, media_group_id, user_input, style_preset_id, outline, sticker_text, mode, variant, ready_made_of, requested_at
                  from photo_requests where job_id = ?
                """).param(jobId).query(Sessions::read).optional();
    }

    /**
     * Notes that a sticker is to be shown in every style. Two presses in a moment are a double tap.
     *
     * @param press its id
     * @return the press that counts
     */
    @Transactional
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

    /** From now on the person's next text is meant for this job's sticker, and for no other: of two presses at once, one. */
    @Transactional
    public void expectText(AskedPhoto sticker) {
        database.sql("select 1 from users where id = ? for update")
                .param(sticker.userId())
                .query((_, _) -> 1)
                .list();
        expectNoText(sticker.userId(), sticker.chatId());
        database.sql("update sessions set awaits_text_for = ?, awaits_text_since = now() where id = ?")
                .params(sticker.jobId(), sticker.sessionId())
                .update();
    }

    public void expectNoText(UUID userId, long chatId) {
        database.sql("""
                update sessions set awaits_text_for = null, awaits_text_since = null
                 where user_id = ? and chat_id = ? and awaits_text_for is not null
                """).params(userId, chatId).update();
    }

    /** The sticker that the person's text is meant for. Empty if none was asked for, or so long ago that it is talk. */
    public Optional<AskedPhoto> textExpected(UUID userId, long chatId) {
        return database.sql("""
                select awaits_text_for from sessions
                 where user_id = ? and chat_id = ? and awaits_text_for is not null
                   and awaits_text_since > now() - make_interval(secs => ?)
                """)
                .params(userId, chatId, TEXT_WAIT.toSeconds())
                .query((row, _) -> row.getObject("awaits_text_for", UUID.class))
                .optional()
                .flatMap(this::asked);
    }

    /** Whether a person's text is waited for, or was taken in as this job. */
    public boolean awaitsText(UUID userId, long chatId, UUID jobId) {
        return database.sql("""
                select exists (select from sessions where user_id = ? and chat_id = ? and awaits_text_for is not null)
                    or exists (select from photo_requests where job_id = ?)
                """)
                .params(userId, chatId, jobId)
                .query(Boolean.class)
                .single();
    }

    /** Whether a job is known to have come to an end, whichever. */
    public boolean hasEnded(UUID jobId) {
        return database.sql("select ended_at is not null from photo_requests where job_id = ?")
                .param(jobId)
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    /** How a job ended. Empty while it goes on, or of one that ended before that was noted. */
    public Optional<JobEnd> end(UUID jobId) {
        return database.sql("select end_state from photo_requests where job_id = ? and end_state is not null")
                .param(jobId)
                .query((row, _) -> JobEnd.valueOf(row.getString("end_state")))
                .optional();
    }

    private void insert(AskedPhoto photo) {
        database.sql("""
                insert into photo_requests (job_id, session_id, user_id, chat_id, telegram_user_id, message_id,
                                            photo_file_id, photo_storage_key, media_group_id, user_input, style_preset_id, outline,
                                            sticker_text, mode, variant, ready_made_of, requested_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (job_id) do nothing
                """)
                .param(photo.jobId())
                .param(photo.sessionId())
                .param(photo.userId())
                .param(photo.chatId())
                .param(photo.telegramUserId())
                .param(photo.messageId())
                .param(photo.photoFileId())
                .param(photo.photoStorageKey())
                .param(photo.albumId())
                .param(photo.userInput())
                .param(photo.options().style())
                .param(photo.options().outline())
                .param(photo.options().text())
                .param(photo.options().mode().name())
                .param(photo.variant())
                .param(photo.readyMadeOf())
                .param(Timestamp.from(photo.requestedAt()))
                .update();
    }

    private static AskedPhoto read(ResultSet row, int number) throws SQLException {
        return new AskedPhoto(
                row.getObject("job_id", UUID.class),
                row.getObject("session_id", UUID.class),
                row.getObject("user_id", UUID.class),
                row.getLong("chat_id"),
                row.getLong("telegram_user_id"),
                row.getObject("message_id", Integer.class),
                row.getString("photo_file_id"),
                row.getString("photo_storage_key"),
                row.getString("media_group_id"),
                row.getString("user_input"),
                new AskedOptions(
                        row.getString("style_preset_id"),
                        row.getBoolean("outline"),
                        row.getString("sticker_text"),
                        StickerMode.valueOf(row.getString("mode"))),
                row.getInt("variant"),
                row.getObject("ready_made_of", UUID.class),
                row.getTimestamp("requested_at").toInstant());
    }
}
