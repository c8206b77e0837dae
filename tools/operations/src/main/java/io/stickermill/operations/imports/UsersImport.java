package io.stickermill.operations.imports;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Users: called by bot and Telegram id here, so that a person who comes back is the same one. */
record UsersImport(Identities identities) implements TableImport {

    @Override
    public SourceTable table() {
        return SourceTable.USERS;
    }

    @Override
    public String select(SourceShape shape) {
        return """
                select t.id as key, t.id::text as id, t.telegram_id::text as telegram_id,
                       coalesce(%s, %s, %s) as language, coalesce(%s, now()::text) as created_at,
                       first_value(t.id::text) over (partition by t.telegram_id order by %s, t.id::text) as first_id
                  from users t
                """.formatted(
                        shape.text("t", table(), "language"),
                        shape.text("t", table(), "language_code"),
                        shape.text("t", table(), "lang"),
                        shape.text("t", table(), "created_at"),
                        shape.text("t", table(), "created_at"));
    }

    @Override
    public Verdict judge(SourceRow row) throws SQLException {
        Long telegramId = Person.telegramId(row);
        if (telegramId == null) {
            return new Verdict.Refused("has no Telegram id of a person, which all ids here are made of");
        }
        String first = row.text("first_id");
        if (!row.oldId().equals(first)) {
            return new Verdict.Joined("is the same person as " + first);
        }
        List<@Nullable String> values = new ArrayList<>();
        values.add(identities.user(telegramId).toString());
        values.add(Long.toString(identities.botId()));
        values.add(telegramId.toString());
        String language = row.text("language");
        values.add(language != null && language.startsWith("ru") ? "ru" : "en");
        List<String> changes = new ArrayList<>();
        String created = row.moment("created_at");
        if (created == null) {
            changes.add(row.without("created_at") + ": taken as today's");
            created = Instant.now().toString();
        }
        values.add(created);
        values.add(created);
        return new Verdict.Taken(values, changes, Set.of());
    }

    @Override
    public Upsert upsert() {
        return new Upsert(
                "gateway.users",
                Upsert.columns(
                        "id uuid",
                        "bot_id bigint",
                        "telegram_id bigint",
                        "language text",
                        "created_at timestamptz",
                        "last_seen_at timestamptz"),
                // Who has been here already keeps the language; only that they came earlier is news.
                """
                (id) do update set created_at = excluded.created_at
                  where excluded.created_at < old.created_at
                """);
    }
}
