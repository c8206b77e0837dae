package io.stickermill.backfill.person;

import io.stickermill.platform.forget.PersonalData;
import io.stickermill.platform.forget.PersonalRows;
import io.stickermill.platform.forget.PersonalTable;
import io.stickermill.platform.person.Person;
import io.stickermill.schemas.ForgetRequested;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Items of runs, in whatever state; and runs for one person, which are nobody's afterwards and find nothing. */
record BackfillPersonalData(PersonalRows tables) implements PersonalData {

    private static final String NOBODY = "'00000000-0000-0000-0000-000000000000'";

    private static final List<PersonalTable> TABLES = List.of(
            PersonalTable.used(
                    "backfill_items",
                    "(t.request is not null and position(:bytes in t.request) > 0)"
                            + " or t.storage_key like '%/' || cast(:user as text) || '/%'",
                    "t.state = 'claimed' and t.lease_until > now()"),
            PersonalTable.of("unknown_objects", "t.storage_key like '%/' || cast(:user as text) || '/%'"),
            PersonalTable.kept("backfill_runs", "t.user_id = :user", "user_id = " + NOBODY));

    static BackfillPersonalData of(JdbcClient database, TransactionOperations transaction) {
        return new BackfillPersonalData(new PersonalRows(database, transaction, TABLES));
    }

    @Override
    public Removed remove(Person person, ForgetRequested asked) {
        return tables.remove(person);
    }

    @Override
    public Map<String, List<String>> rows(Person person) {
        return tables.json(person);
    }
}
