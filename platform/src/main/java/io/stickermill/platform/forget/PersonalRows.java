package io.stickermill.platform.forget;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stickermill.platform.person.Person;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** What a service's tables have of a person: removed by the same list by which it is told. */
public final class PersonalRows {

    private final JdbcClient database;
    private final TransactionOperations transaction;
    private final List<PersonalTable> tables;

    /** @param tables in the order in which they are removed: a row that others are found by comes after those */
    public PersonalRows(JdbcClient database, TransactionOperations transaction, List<PersonalTable> tables) {
        this.database = database;
        this.transaction = transaction;
        this.tables = List.copyOf(tables);
    }

    /** Removes what nobody works on. Stops before what is found by rows that are still in use. */
    public PersonalData.Removed remove(Person person) {
        UUID nobody = UUID.randomUUID();
        return Objects.requireNonNull(transaction.execute(_ -> {
            Map<String, Long> counts = new LinkedHashMap<>();
            for (PersonalTable table : tables) {
                String rows = " where (" + table.whose() + ") and not (" + table.inUse() + ")";
                String statement = table.kept() == null
                        ? "delete from " + table.name() + " t" + rows
                        : "update " + table.name() + " t set " + table.kept() + rows;
                counts.merge(
                        table.name(),
                        (long) asked(statement, person).param("nobody", nobody).update(),
                        Long::sum);
                if (isThere(table, person)) {
                    return new PersonalData.Removed(counts, "rows of " + table.name() + " are in work");
                }
            }
            return PersonalData.Removed.all(counts);
        }));
    }

    /**
     * All rows that are the person's own, each as a JSON object by its columns, without encoded copies of events. In the order of
     * the tables. What others did with something of theirs goes with it, and is not told.
     */
    public Map<String, List<String>> json(Person person) {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        for (PersonalTable table : tables) {
            rows.put(
                    table.name(),
                    asked("""
                            select (to_jsonb(t) - coalesce((
                                select array_agg(column_name::text) from information_schema.columns
                                 where table_schema = current_schema() and table_name = '%1$s' and data_type = 'bytea'),
                                '{}'))::text
                              from %1$s t
                             where (%2$s) and coalesce(to_jsonb(t) ->> 'user_id', :user::text) = :user::text
                            """.formatted(table.name(), table.whose()), person)
                            .query((row, _) -> row.getString(1))
                            .list());
        }
        return rows;
    }

    private boolean isThere(PersonalTable table, Person person) {
        return asked("select exists (select from " + table.name() + " t where (" + table.whose() + "))", person)
                .query(Boolean.class)
                .single();
    }

    private JdbcClient.StatementSpec asked(String sql, Person person) {
        return database.sql(sql)
                .param("user", person.userId())
                .param("telegram", person.telegramId())
                .param("bytes", person.userId().toString().getBytes(UTF_8));
    }
}
