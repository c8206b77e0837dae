package io.stickermill.operations.imports;

import io.stickermill.schemas.Ids;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How what the old bot has is called here.
 *
 * @param botId the bot's, the first part of its token: part of every user's id
 * @param env only what is of this environment; null for all
 * @param foreignTypes what stands in generation_type of stickers that others made
 */
record Identities(long botId, @Nullable String env, Set<String> foreignTypes) {

    private static final String UNNAMED_ENV = "prod";
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.-]{1,40}");

    Identities {
        if (env != null && !WORD.matcher(env).matches()) {
            throw new ImportRefused("--env takes a word such as prod, not `" + env + "`.");
        }
    }

    /** A UUID stays; anything else gets one that is always the same. */
    UUID id(SourceTable table, String oldId) {
        if (oldId.length() == 36) {
            try {
                return UUID.fromString(oldId);
            } catch (IllegalArgumentException noUuid) {
                // Then it is a word of 36 letters.
            }
        }
        return Ids.imported(botId, table.tableName(), oldId);
    }

    UUID user(long telegramId) {
        return Ids.user(botId, telegramId);
    }

    /** As {@link #id}, in words; null where there is none. */
    @Nullable
    String of(SourceTable table, @Nullable String oldId) {
        return oldId == null ? null : id(table, oldId).toString();
    }

    /** What a row of a person's begins with: its own id, the person's, and the chat's, which is theirs with the bot. */
    List<String> ofRow(SourceTable table, SourceRow row, long telegramId) throws SQLException {
        return List.of(id(table, row.oldId()).toString(), user(telegramId).toString(), Long.toString(telegramId));
    }

    String env(SourceRow row) throws SQLException {
        String named = row.text("env");
        return named == null ? unnamedEnv() : named;
    }

    /** The environment of a row, where it says none. */
    String unnamedEnv() {
        return env == null ? UNNAMED_ENV : env;
    }

    /** SQL that is true for the rows to be taken. */
    String wanted(String envExpression) {
        return env == null ? "true" : "coalesce(%s, '%s') = '%s'".formatted(envExpression, env, env);
    }
}
