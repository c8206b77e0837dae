package io.stickermill.history.person;

import io.stickermill.contracts.person.Keeper;
import io.stickermill.platform.forget.PersonalData;
import io.stickermill.platform.forget.PersonalObjects;
import io.stickermill.platform.forget.PersonalRows;
import io.stickermill.platform.forget.PersonalTable;
import io.stickermill.platform.person.Person;
import io.stickermill.platform.storage.StorageKeys;
import io.stickermill.schemas.ForgetRequested;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Stickers with their files, jobs, sets, favourites, sessions of the library page. Of what other people's models made, and somebody
 * paid for, the sums stay, and nobody's name, words or picture with them.
 */
final class HistoryPersonalData implements PersonalData {

    private static final String NOBODY = "'00000000-0000-0000-0000-000000000000'";
    private static final String STICKERS = "(select s.id from stickers s where s.user_id = :user)";
    private static final String JOBS = "(select j.id from jobs j where j.user_id = :user or j.chat_id = :telegram)";

    private static final List<PersonalTable> TABLES = List.of(
            PersonalTable.of("export_parts", "t.user_id = :user"),
            PersonalTable.of("exports", "t.user_id = :user"),
            PersonalTable.of("library_sessions", "t.user_id = :user"),
            PersonalTable.of("favourites", "t.user_id = :user"),
            PersonalTable.of("credit_moves", "t.user_id = :user"),
            PersonalTable.of("failed_days", "t.user_id = :user"),
            PersonalTable.of(
                    "stored_objects",
                    "t.sticker_id in " + STICKERS
                            + " or t.storage_key like 'stickers/' || cast(:user as text) || '/%'"),
            PersonalTable.of("deletions", "t.sticker_id in " + STICKERS),
            PersonalTable.of("unknown_sends", "t.job_id in " + JOBS),
            PersonalTable.of("job_events", "t.job_id in " + JOBS),
            PersonalTable.of("jobs", "t.user_id = :user or t.chat_id = :telegram"),
            PersonalTable.of("stickers", "t.user_id = :user"),
            PersonalTable.of("pack_batches", "t.user_id = :user"),
            PersonalTable.of("sticker_sets", "t.user_id = :user"),
            PersonalTable.kept(
                    "generations",
                    "t.user_id = :user",
                    "user_id = %1$s, session_id = %1$s, job_id = id, chat_id = 0, prompt = '', detail = null, asset_key = null,"
                                    .formatted(NOBODY)
                            + " preview_key = null, thumbnail_key = null"));

    private final JdbcClient database;
    private final PersonalRows rows;
    private final PersonalObjects objects;
    private final ForgottenElsewhere elsewhere;

    HistoryPersonalData(
            JdbcClient database,
            TransactionOperations transaction,
            PersonalObjects objects,
            ForgottenElsewhere elsewhere) {
        this.database = database;
        this.rows = new PersonalRows(database, transaction, TABLES);
        this.objects = objects;
        this.elsewhere = elsewhere;
    }

    @Override
    public Removed remove(Person person, ForgetRequested asked) {
        // Asked before anything is listed: what they put there until then is in the list.
        Set<String> done = new HashSet<>(elsewhere.services(asked.getRequestId()));
        done.add(Keeper.HISTORY.service());
        Set<String> missing = Keeper.missing(done);
        Map<String, Long> counts = new HashMap<>();
        counts.put("objects", objects.of(ownFiles(person)) + objects.under(StorageKeys.stickersOf(person.userId())));
        counts.putAll(rows.remove(person).counts());
        return missing.isEmpty() ? Removed.all(counts) : new Removed(counts, "these are not done yet: " + missing);
    }

    /** Files that lie elsewhere, as another bot put them; but for what a sticker of somebody else has, too. */
    private List<String> ownFiles(Person person) {
        return database.sql("""
                select p.path from (
                    select result_storage_path as path from stickers where user_id = :user
                    union
                    select storage_key from stored_objects
                     where sticker_id in (select id from stickers where user_id = :user)
                    union
                    select cleaned_sheet_storage_path from pack_batches where user_id = :user) p
                 where p.path is not null and p.path not like 'stickers/' || cast(:user as text) || '/%'
                   and not exists (select from stickers o where o.result_storage_path = p.path and o.user_id <> :user)
                """)
                .param("user", person.userId())
                .query((row, _) -> row.getString(1))
                .list();
    }

    @Override
    public Map<String, List<String>> rows(Person person) {
        return rows.json(person);
    }
}
