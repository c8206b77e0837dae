package io.stickermill.platform.forget;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stickermill.platform.person.Person;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Looks through every column of every table that a service may read for traces of a person, without knowing what the tables are for:
 * it does not believe {@link PersonalTable}s. It reads whole tables, and is not for every day.
 */
public final class PersonAudit {

    private final JdbcClient database;

    PersonAudit(JdbcClient database) {
        this.database = database;
    }

    private record Column(String name, String type) {}

    /**
     * How many rows of each table have a trace, without those that have none.
     *
     * @param words other words to look for, such as a name or a Telegram file id; blank ones are passed over
     */
    public SortedMap<String, Long> traces(Person person, List<String> words) {
        List<String> looked = words.stream()
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
        SortedMap<String, Long> found = new TreeMap<>();
        tables().forEach((table, columns) -> {
            long rows = rows(table, columns, person, looked);
            if (rows > 0) {
                found.put(table, rows);
            }
        });
        return found;
    }

    /**
     * Of the service's own schema, and of the one that is shared, if it is shared with this service. Names are as the catalogue quotes
     * them.
     */
    private Map<String, List<Column>> tables() {
        Map<String, List<Column>> tables = new LinkedHashMap<>();
        database.sql("""
                select quote_ident(c.table_schema) || '.' || quote_ident(c.table_name) as table_name,
                       quote_ident(c.column_name) as column_name, c.data_type
                  from information_schema.columns c
                  join information_schema.tables t using (table_schema, table_name)
                 where c.table_schema in (current_schema(), 'limits') and t.table_type = 'BASE TABLE'
                 order by 1, c.ordinal_position
                """).query(row -> {
            tables.computeIfAbsent(row.getString("table_name"), _ -> new ArrayList<>())
                    .add(new Column(row.getString("column_name"), row.getString("data_type")));
        });
        return tables;
    }

    private long rows(String table, List<Column> columns, Person person, List<String> words) {
        List<String> conditions = new ArrayList<>();
        for (Column column : columns) {
            switch (column.type()) {
                case "uuid" -> conditions.add(column.name() + " = :user");
                case "bigint" -> conditions.add(column.name() + " = :telegram");
                case "bytea" -> {
                    conditions.add("position(:bytes in " + column.name() + ") > 0");
                    conditions.add("encode(" + column.name() + ", 'escape') ~ :written");
                    for (int word = 0; word < words.size(); word++) {
                        conditions.add("position(:encoded" + word + " in " + column.name() + ") > 0");
                    }
                }
                case "text", "character varying", "json", "jsonb", "ARRAY" -> {
                    conditions.add("position(cast(:user as text) in cast(" + column.name() + " as text)) > 0");
                    conditions.add("cast(" + column.name() + " as text) ~ :number");
                    for (int word = 0; word < words.size(); word++) {
                        conditions.add(
                                "position(lower(:word" + word + ") in lower(cast(" + column.name() + " as text))) > 0");
                    }
                }
                default -> {
                    // Times, truths, small numbers: no trace of anybody.
                }
            }
        }
        if (conditions.isEmpty()) {
            return 0;
        }
        JdbcClient.StatementSpec asked = database.sql(
                        "select count(*) from " + table + " where " + String.join(" or ", conditions))
                .param("user", person.userId())
                .param("telegram", person.telegramId())
                .param("bytes", person.userId().toString().getBytes(UTF_8))
                .param("written", "\"id\":\\s*" + person.telegramId() + "[^0-9]")
                .param("number", "(^|[^0-9a-f-])" + person.telegramId() + "($|[^0-9a-f-])");
        for (int word = 0; word < words.size(); word++) {
            asked = asked.param("word" + word, words.get(word))
                    .param("encoded" + word, words.get(word).getBytes(UTF_8));
        }
        return asked.query(Long.class).single();
    }
}
