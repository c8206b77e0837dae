package io.stickermill.generation.person;

import io.stickermill.platform.forget.PersonalData;
import io.stickermill.platform.forget.PersonalObjects;
import io.stickermill.platform.forget.PersonalRows;
import io.stickermill.platform.forget.PersonalTable;
import io.stickermill.platform.person.Person;
import io.stickermill.platform.storage.StorageKeys;
import io.stickermill.schemas.ForgetRequested;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Jobs that wait or have ended, and pictures of other people's models. What a model works on is cancelled; where nobody knows whether
 * it does, that is waited for, since it may be paid.
 */
final class GenerationPersonalData implements PersonalData {

    /** A job in a group names its person only in its request, which it has until it ends. */
    private static final String JOBS =
            "(t.chat_id = :telegram or (t.chat_id < 0 and t.request is not null and position(:bytes in t.request) > 0))";

    private static final String OF_THEIR_JOBS = "(select t.id from generations t where " + JOBS + ")";

    private static final List<PersonalTable> TABLES = List.of(
            PersonalTable.used("remote_generations", "t.user_id = :user", "t.ended_at is null"),
            PersonalTable.of("ready_made_stickers", "t.job_id in " + OF_THEIR_JOBS),
            PersonalTable.of(
                    "style_sheets",
                    "split_part(t.storage_key, '/', 2) in (select j::text from " + OF_THEIR_JOBS + " as x (j))"),
            PersonalTable.used("generations", JOBS, "t.state = 'claimed' and t.lease_until > now()"));

    private final JdbcClient database;
    private final PersonalRows rows;
    private final PersonalObjects objects;
    private final Consumer<UUID> cancelRemote;

    /** @param cancelRemote cancels what a remote model makes for a job */
    GenerationPersonalData(
            JdbcClient database,
            TransactionOperations transaction,
            PersonalObjects objects,
            Consumer<UUID> cancelRemote) {
        this.database = database;
        this.rows = new PersonalRows(database, transaction, TABLES);
        this.objects = objects;
        this.cancelRemote = cancelRemote;
    }

    @Override
    public Removed remove(Person person, ForgetRequested asked) {
        database.sql("select distinct job_id from remote_generations where user_id = ? and ended_at is null")
                .param(person.userId())
                .query((row, _) -> row.getObject(1, UUID.class))
                .list()
                .forEach(cancelRemote);
        Map<String, Long> counts = new HashMap<>();
        long removed = objects.of(database.sql("""
                select storage_key from ready_made_stickers where job_id in (select id from generations where chat_id = :telegram)
                union
                select storage_key from style_sheets
                 where split_part(storage_key, '/', 2) in (select id::text from generations where chat_id = :telegram)
                union
                select input_key from remote_generations where user_id = :user and input_key is not null
                """)
                .param("telegram", person.telegramId())
                .param("user", person.userId())
                .query((row, _) -> row.getString(1))
                .list());
        removed += objects.under(StorageKeys.generationsOf(person.userId()));
        counts.put("objects", removed);
        Removed gone = rows.remove(person);
        counts.putAll(gone.counts());
        return new Removed(counts, gone.left());
    }

    @Override
    public Map<String, List<String>> rows(Person person) {
        return rows.json(person);
    }
}
