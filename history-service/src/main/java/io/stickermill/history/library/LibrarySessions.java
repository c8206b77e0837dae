package io.stickermill.history.library;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stickermill.contracts.library.LibraryLinks.Guest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who is in the library, and which links have let somebody in. What a browser keeps stands in no table. */
class LibrarySessions {

    private static final int TOKEN_BYTES = 32;

    private final JdbcClient database;
    private final Duration length;
    private final SecureRandom random = new SecureRandom();

    LibrarySessions(JdbcClient database, Duration length) {
        this.database = database;
        this.length = length;
    }

    /** How long somebody stays in. */
    Duration length() {
        return length;
    }

    /**
     * Lets somebody in.
     *
     * @return what their browser is to keep
     */
    String open(Person person, Instant now) {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        database.sql("""
                insert into library_sessions (token_hash, user_id, telegram_user_id, language, ends_at) values (?, ?, ?, ?, ?)
                """)
                .params(
                        hash(token),
                        person.userId(),
                        person.telegramUserId(),
                        person.language(),
                        Timestamp.from(now.plus(length)))
                .update();
        return token;
    }

    Optional<Person> find(String token, Instant now) {
        return database.sql("""
                select user_id, telegram_user_id, language from library_sessions where token_hash = ? and ends_at > ?
                """)
                .params(hash(token), Timestamp.from(now))
                .query((row, _) -> new Person(
                        row.getObject("user_id", UUID.class),
                        row.getLong("telegram_user_id"),
                        row.getString("language")))
                .optional();
    }

    void close(String token) {
        database.sql("delete from library_sessions where token_hash = ?")
                .param(hash(token))
                .update();
    }

    /** Notes that a link has let somebody in; false if it had before. */
    boolean use(Guest guest) {
        return database.sql("insert into library_links (id, good_until) values (?, ?) on conflict do nothing")
                        .params(guest.linkId(), Timestamp.from(guest.goodUntil()))
                        .update()
                == 1;
    }

    private static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("This Java has no SHA-256, which every Java must have", absent);
        }
    }
}
