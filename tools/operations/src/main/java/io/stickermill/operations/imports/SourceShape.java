package io.stickermill.operations.imports;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The old database's tables and columns as they are, found to be what is needed; and SQL that reads each as text. */
final class SourceShape {

    private final Map<SourceTable, Map<String, String>> types;

    private SourceShape(Map<SourceTable, Map<String, String>> types) {
        this.types = types;
    }

    /** @throws ImportRefused naming all that is missing, of another type or forbidden */
    static SourceShape of(Connection source) throws SQLException {
        requireKnownEncoding(source);
        Map<SourceTable, Map<String, String>> types = new EnumMap<>(SourceTable.class);
        List<String> problems = new ArrayList<>();
        for (SourceTable table : SourceTable.values()) {
            Map<String, String> columns = columns(source, table.tableName());
            types.put(table, columns);
            if (columns.isEmpty() && table.isOptional()) {
                continue;
            }
            if (columns.isEmpty()) {
                problems.add("it has no table " + table.tableName() + " that its user can see");
                continue;
            }
            if (!readable(source, table.tableName())) {
                problems.add("its user may not read " + table.tableName() + " (grant select on " + table.tableName()
                        + " to it)");
            }
            table.required().forEach((column, kind) -> {
                String type = columns.get(column);
                if (type == null) {
                    problems.add(table.tableName() + " has no column " + column);
                } else if (!kind.takes(type)) {
                    problems.add(wrongType(table, column, type, kind));
                }
            });
            table.optional().forEach((column, kind) -> {
                String type = columns.get(column);
                if (type != null && !kind.takes(type)) {
                    problems.add(wrongType(table, column, type, kind));
                }
            });
        }
        if (!problems.isEmpty()) {
            throw new ImportRefused("The old database can't be read as it is: " + String.join("; ", problems)
                    + ". Make views of these names in a schema of their own that have it in this shape, and put that schema"
                    + " first with ?currentSchema=NAME in the address (docs/cut-over.md).");
        }
        return new SourceShape(types);
    }

    boolean has(SourceTable table) {
        return !columns(table).isEmpty();
    }

    boolean has(SourceTable table, String column) {
        return columns(table).containsKey(column);
    }

    /** The type of a column, as it can stand in a cast. */
    String type(SourceTable table, String column) {
        String type = columns(table).get(column);
        if (type == null) {
            throw new IllegalArgumentException(table + " has no " + column);
        }
        return type;
    }

    /** The column as text; null where there is none. Times without a zone are taken as UTC. */
    String text(String alias, SourceTable table, String column) {
        String type = columns(table).get(column);
        if (type == null) {
            return "null::text";
        }
        String name = alias + "." + column;
        return type.equals("timestamp without time zone") ? "(" + name + " at time zone 'UTC')::text" : name + "::text";
    }

    /** SQL_ASCII takes any bytes and says of none what letters they are: half of a text would come out wrong, in silence. */
    private static void requireKnownEncoding(Connection source) throws SQLException {
        try (Statement statement = source.createStatement();
                ResultSet encoding = statement.executeQuery("show server_encoding")) {
            if (encoding.next() && encoding.getString(1).equals("SQL_ASCII")) {
                throw new ImportRefused(
                        "The old database's encoding is SQL_ASCII: it does not know what letters its texts are."
                                + " Import a copy that knows: createdb -T template0 -E UTF8 copy;"
                                + " pg_dump --encoding=SQL_ASCII OLD | sed \"s/client_encoding = 'SQL_ASCII'/client_encoding = 'UTF8'/\""
                                + " | psql copy (docs/cut-over.md).");
            }
        }
    }

    private Map<String, String> columns(SourceTable table) {
        return types.getOrDefault(table, Map.of());
    }

    private static String wrongType(SourceTable table, String column, String type, ColumnKind kind) {
        return table.tableName() + "." + column + " is of type " + type + " and should be " + kind.wanted();
    }

    private static Map<String, String> columns(Connection source, String table) throws SQLException {
        Map<String, String> columns = new HashMap<>();
        // Also those that the user may not read: information_schema would hide them.
        try (PreparedStatement statement = source.prepareStatement("""
                select a.attname, case when t.typtype = 'e' then 'USER-DEFINED' else format_type(t.oid, null) end
                  from pg_attribute a join pg_type t on t.oid = a.atttypid
                 where a.attrelid = to_regclass(?) and a.attnum > 0 and not a.attisdropped
                """)) {
            statement.setString(1, table);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    columns.put(rows.getString(1), rows.getString(2));
                }
            }
        }
        return columns;
    }

    private static boolean readable(Connection source, String table) throws SQLException {
        try (PreparedStatement statement =
                source.prepareStatement("select has_table_privilege(to_regclass(?), 'select')")) {
            statement.setString(1, table);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }
}
