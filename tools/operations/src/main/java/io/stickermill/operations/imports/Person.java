package io.stickermill.operations.imports;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Whose a row is: by way of the old bot's users. */
final class Person {

    /** Joins the user of the rows of {@code t}. */
    static final String JOIN = "left join users u on u.id::text = t.user_id::text";

    static final String COLUMNS =
            "u.telegram_id::text as telegram_id, t.user_id::text as user_id, u.id is not null as user_there";

    private Person() {}

    /** Null if there is none, or it is not a person's. */
    static @Nullable Long telegramId(SourceRow row) throws SQLException {
        String number = row.text("telegram_id");
        if (number == null) {
            return null;
        }
        long id = Long.parseLong(number);
        return id > 0 ? (Long) id : null;
    }

    /** Why a row without a person can't be taken. */
    static Verdict.Refused unknown(SourceRow row) throws SQLException {
        String user = row.text("user_id");
        if (user == null) {
            return new Verdict.Refused("belongs to nobody: its user_id is empty");
        }
        return new Verdict.Refused(
                row.is("user_there")
                        ? "its user " + user + " has no Telegram id of a person"
                        : "its user " + user + " is not in users");
    }
}
