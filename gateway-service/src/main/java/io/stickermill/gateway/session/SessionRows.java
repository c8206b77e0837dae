package io.stickermill.gateway.session;

import java.sql.Types;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** The tables {@code sessions}, {@code albums} and {@code title_questions}. */
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
    public Optional<Question> expectText(PhotoRequest sticker, UUID question) {
        Asker asker = sticker.asker();
        return insteadOfWhatWasAsked(
                asker.userId(),
                asker.chatId(),
                () -> database.sql("""
                        update sessions set awaits_text_for = ?, awaits_text_since = now(), awaits_text_question = ?
                         where id = ?
                        """)
                        .params(sticker.jobId(), question, sticker.sessionId())
                        .update());
    }

    @Override
    public Optional<Question> expectTitle(UUID userId, long chatId, UUID setId, UUID question) {
        return insteadOfWhatWasAsked(
                userId,
                chatId,
                () -> database.sql("""
                        insert into title_questions (user_id, chat_id, set_id, question, since)
                        values (?, ?, ?, ?, now())
                        on conflict (user_id, chat_id) do update
                           set set_id = excluded.set_id, question = excluded.question, since = excluded.since
                        """).params(userId, chatId, setId, question).update());
    }

    /** Of two presses at once one comes after the other. */
    private Optional<Question> insteadOfWhatWasAsked(UUID userId, long chatId, Runnable ask) {
        return Objects.requireNonNull(transaction.execute(_ -> {
            database.sql("select 1 from users where id = ? for update")
                    .param(userId)
                    .query((_, _) -> 1)
                    .list();
            Optional<Question> before = expectNoText(userId, chatId);
            ask.run();
            return before;
        }));
    }

    /** One statement for both questions: each photo asks it. */
    @Override
    public Optional<Question> expectNoText(UUID userId, long chatId) {
        return database
                .sql("""
                with texts as (select id, coalesce(awaits_text_question, awaits_text_for) as question
                                 from sessions
                                where user_id = :user and chat_id = :chat and awaits_text_for is not null
                                  for update),
                     titles as (select question
                                  from title_questions
                                 where user_id = :user and chat_id = :chat and question is not null
                                   for update),
                     no_text as (update sessions
                                    set awaits_text_for = null, awaits_text_since = null, awaits_text_question = null
                                   from texts
                                  where sessions.id = texts.id
                                 returning texts.question),
                     no_title as (update title_questions
                                     set set_id = null, question = null, since = null
                                    from titles
                                   where user_id = :user and chat_id = :chat
                                  returning titles.question)
                select question, 'STICKER_TEXT' as wanted from no_text
                union all
                select question, 'SET_TITLE' from no_title
                """)
                .param("user", userId)
                .param("chat", chatId)
                .query((row, _) ->
                        new Question(row.getObject("question", UUID.class), Wanted.valueOf(row.getString("wanted"))))
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
    public Optional<UUID> titleExpected(UUID userId, long chatId, UUID message) {
        return database.sql("""
                select case when said_in = :message then said_of else set_id end as titled
                  from title_questions
                 where user_id = :user and chat_id = :chat
                   and (said_in = :message or since > now() - make_interval(secs => :wait))
                """)
                .param("message", message)
                .param("user", userId)
                .param("chat", chatId)
                .param("wait", TEXT_WAIT.toSeconds())
                .query((row, _) -> row.getObject("titled", UUID.class))
                .optional();
    }

    @Override
    public Optional<Question> titleSaid(UUID userId, long chatId, UUID setId, UUID message) {
        return database.sql("""
                with asked as (select question
                                 from title_questions
                                where user_id = :user and chat_id = :chat and set_id = :set
                                  and said_in is distinct from :message
                                  for update)
                update title_questions
                   set said_of = set_id, said_in = :message, set_id = null, question = null, since = null
                  from asked
                 where user_id = :user and chat_id = :chat
                returning asked.question
                """)
                .param("user", userId)
                .param("chat", chatId)
                .param("set", setId)
                .param("message", message)
                .query((row, _) -> new Question(row.getObject("question", UUID.class), Wanted.SET_TITLE))
                .optional();
    }

    @Override
    public boolean awaitsText(UUID userId, long chatId, UUID message) {
        return database.sql("""
                select exists (select from sessions
                                where user_id = :user and chat_id = :chat and awaits_text_for is not null)
                    or exists (select from photo_requests where job_id = :message)
                    or exists (select from title_questions
                                where user_id = :user and chat_id = :chat
                                  and (question is not null or said_in = :message))
                """)
                .param("user", userId)
                .param("chat", chatId)
                .param("message", message)
                .query(Boolean.class)
                .single();
    }
}
