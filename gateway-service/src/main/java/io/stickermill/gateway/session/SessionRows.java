package io.stickermill.gateway.session;

import java.sql.Types;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** The tables {@code sessions} and {@code albums}. */
record SessionRows(JdbcClient database, TransactionOperations transaction) implements Sessions {

    @Override
    public Opened open(PhotoRequest request, String env) {
        Opened session = request.albumId() == null
                ? new Opened(request.sessionId(), null)
                : albumSession(request, request.albumId());
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
                .param("session", session.id())
                .param("user", request.asker().userId())
                .param("chat", request.asker().chatId())
                .param("photo", request.source().fileId())
                .param("env", env)
                .update();
        return session;
    }

    private Opened albumSession(PhotoRequest photo, String albumId) {
        return database.sql("""
                insert into albums (chat_id, media_group_id, session_id, caption)
                values (:chat, :album, :session, :caption)
                on conflict (chat_id, media_group_id) do update
                   set caption = coalesce(albums.caption, excluded.caption)
                returning session_id, caption
                """)
                .param("chat", photo.asker().chatId())
                .param("album", albumId)
                .param("session", photo.sessionId())
                .param("caption", photo.userInput(), Types.VARCHAR)
                .query((row, _) -> new Opened(row.getObject("session_id", UUID.class), row.getString("caption")))
                .single();
    }

    @Override
    public Optional<UUID> expectText(PhotoRequest sticker, UUID question) {
        Asker asker = sticker.asker();
        return Objects.requireNonNull(transaction.execute(_ -> {
            database.sql("select 1 from users where id = ? for update")
                    .param(asker.userId())
                    .query((_, _) -> 1)
                    .list();
            Optional<UUID> before = expectNoText(asker.userId(), asker.chatId());
            database.sql("""
                    update sessions set awaits_text_for = ?, awaits_text_since = now(), awaits_text_question = ?
                     where id = ?
                    """)
                    .params(sticker.jobId(), question, sticker.sessionId())
                    .update();
            return before;
        }));
    }

    @Override
    public Optional<UUID> expectNoText(UUID userId, long chatId) {
        return database
                .sql("""
                with waiting as (select id, coalesce(awaits_text_question, awaits_text_for) as question
                                   from sessions
                                  where user_id = ? and chat_id = ? and awaits_text_for is not null
                                    for update)
                update sessions
                   set awaits_text_for = null, awaits_text_since = null, awaits_text_question = null
                  from waiting
                 where sessions.id = waiting.id
                returning waiting.question
                """)
                .params(userId, chatId)
                .query((row, _) -> row.getObject("question", UUID.class))
                .list()
                .stream()
                .findFirst();
    }

    @Override
    public Optional<UUID> textExpected(UUID userId, long chatId) {
        return database.sql("""
                select awaits_text_for from sessions
                 where user_id = ? and chat_id = ? and awaits_text_for is not null
                   and awaits_text_since > now() - make_interval(secs => ?)
                """)
                .params(userId, chatId, TEXT_WAIT.toSeconds())
                .query((row, _) -> row.getObject("awaits_text_for", UUID.class))
                .optional();
    }

    @Override
    public boolean awaitsText(UUID userId, long chatId, UUID jobId) {
        return database.sql("""
                select exists (select from sessions where user_id = ? and chat_id = ? and awaits_text_for is not null)
                    or exists (select from photo_requests where job_id = ?)
                """)
                .params(userId, chatId, jobId)
                .query(Boolean.class)
                .single();
    }
}
