package io.stickermill.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stickermill.localstack.parts.LocalParts;
import io.stickermill.localstack.parts.PartKind;
import io.stickermill.localstack.parts.Service;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Least privilege: what each role may do with each table, tried out. The roles are those of
 * {@code deploy/postgres/services.sql}, which the local stack and docker-compose both run; the tables, those of all
 * migrations.
 */
class RolesIT {

    private static final String REFUSED = "42501";

    /** Whatever is not said here is refused: a role's own schema apart. */
    private static final Map<String, Set<String>> EXCEPTIONS = Map.of(
            "backfill", Set.of("select history.stickers", "select history.pack_batches", "select gateway.sessions"),
            "console",
                    Set.of(
                            "select history.jobs",
                            "select history.job_events",
                            "select history.stickers",
                            "select history.unknown_sends",
                            "select generation.generations",
                            "select delivery.deliveries",
                            "select delivery.uploads",
                            "select limits.holds",
                            "select console.actions",
                            "insert console.actions"),
            "import",
                    Set.of(
                            "select gateway.users",
                            "insert gateway.users",
                            "select gateway.sessions",
                            "insert gateway.sessions",
                            "select gateway.forgotten_people",
                            "select gateway.credit_transfers",
                            "insert gateway.credit_transfers",
                            "select history.stickers",
                            "insert history.stickers",
                            "select history.pack_batches",
                            "insert history.pack_batches",
                            "update gateway.users(created_at)",
                            "update gateway.sessions(current_photo_file_id)",
                            "update gateway.sessions(photos)",
                            "update gateway.sessions(last_sticker_file_id)",
                            "update gateway.sessions(last_sticker_storage_path)",
                            "update gateway.sessions(pack_sheet_file_id)",
                            "update history.stickers(telegram_file_id)",
                            "update history.stickers(result_storage_path)",
                            "update history.stickers(sticker_set_name)",
                            "update history.stickers(deleted_at)",
                            "update history.pack_batches(sticker_set_name)",
                            "update history.pack_batches(pack_sheet_file_id)",
                            "update history.pack_batches(cleaned_sheet_storage_path)"));

    /** They share the tables of Telegram's limits, and may do with the rows what they like. */
    private static final Set<String> WITH_LIMITS = Set.of("gateway", "generation", "delivery", "backfill");

    @TempDir
    static Path home;

    private static LocalParts parts;
    private static String url;
    private static final Properties passwords = new Properties();
    private static final List<Table> tables = new ArrayList<>();

    /** @param isView whether it can be read only, whoever asks */
    private record Table(String schema, String name, boolean isView, List<String> columns) {

        /** Statements of which each needs one right and no other, by that right. */
        Map<String, String> tries() {
            String table = schema + "." + name;
            Map<String, String> tries = new TreeMap<>();
            tries.put("select " + table, "select from " + table + " limit 0");
            if (isView) {
                return tries;
            }
            tries.put("insert " + table, "insert into " + table + " default values");
            tries.put("delete " + table, "delete from " + table + " where false");
            tries.put("truncate " + table, "truncate " + table + " cascade");
            for (String column : columns) {
                tries.put(
                        "update " + table + "(" + column + ")",
                        "update " + table + " set \"" + column + "\" = default where false");
            }
            return tries;
        }
    }

    @BeforeAll
    static void migrateAll() throws Exception {
        parts = LocalParts.start(home, Set.of(PartKind.POSTGRES));
        url = parts.springProperties("history").get("spring.datasource.url");
        try (var file = Files.newBufferedReader(home.resolve("secrets.properties"))) {
            passwords.load(file);
        }
        for (Service service : Service.values()) {
            String role = service.serviceName();
            Path migrations = Stack.root().resolve(service.module() + "/src/main/resources/db/migration");
            if (Files.isDirectory(migrations)) {
                Flyway.configure()
                        .dataSource(url, role, password(role))
                        .schemas(role)
                        .createSchemas(false)
                        .locations("filesystem:" + migrations)
                        .load()
                        .migrate();
            }
        }
        try (Connection superuser = connect("postgres");
                Statement statement = superuser.createStatement();
                ResultSet row = statement.executeQuery("""
                        select table_schema, table_name, table_type = 'VIEW', array_agg(column_name::text)
                          from information_schema.columns join information_schema.tables using (table_schema, table_name)
                         where table_schema not in ('pg_catalog', 'information_schema') group by 1, 2, 3 order by 1, 2
                        """)) {
            while (row.next()) {
                tables.add(new Table(row.getString(1), row.getString(2), row.getBoolean(3), List.of((String[])
                        row.getArray(4).getArray())));
            }
        }
    }

    @AfterAll
    static void stop() {
        parts.close();
    }

    @Test
    void eachRoleMayDoWithOthersTablesWhatIsNamedAndNothingElse() throws SQLException {
        assertThat(tables).as("tables of several services").hasSizeGreaterThan(15);
        for (String role : roles()) {
            Set<String> may = new TreeSet<>();
            try (Connection connection = connect(role)) {
                for (Table table : tables) {
                    if (!table.schema.equals(role) || role.equals("console")) {
                        may.addAll(allowed(connection, table));
                    }
                }
            }
            Set<String> expected = new TreeSet<>(EXCEPTIONS.getOrDefault(role, Set.of()));
            if (WITH_LIMITS.contains(role)) {
                tables.stream()
                        .filter(table -> table.schema.equals("limits"))
                        .flatMap(table -> table.tries().keySet().stream())
                        .filter(right -> !right.startsWith("truncate"))
                        .forEach(expected::add);
            }
            assertThat(may).as(role).isEqualTo(expected);
        }
    }

    @Test
    void aServiceMayDoEverythingWithItsOwn() throws SQLException {
        for (Service service : Service.values()) {
            try (Connection connection = connect(service.serviceName())) {
                for (Table table : tables) {
                    if (table.schema.equals(service.serviceName())) {
                        assertThat(allowed(connection, table))
                                .as(service.serviceName())
                                .isEqualTo(table.tries().keySet());
                    }
                }
            }
        }
    }

    /** KEDA asks as the role of the service that it scales. */
    @Test
    void whatGenerationIsScaledByCanBeAsked() throws Exception {
        String manifest = Files.readString(Stack.root().resolve("deploy/kubernetes/base/generation.yaml"));
        var query = Pattern.compile("query: \"([^\"]+)\"").matcher(manifest);
        assertThat(query.find()).isTrue();
        try (Connection connection = connect("generation");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query.group(1))) {
            assertThat(row.next()).isTrue();
            assertThat(row.getLong(1)).isZero();
        }
    }

    @Test
    void nobodyMakesTablesElsewhere() throws SQLException {
        for (String role : roles()) {
            try (Connection connection = connect(role);
                    Statement statement = connection.createStatement()) {
                for (String schema : List.of(
                        "public",
                        "limits",
                        "gateway",
                        "generation",
                        "delivery",
                        "history",
                        "history_rebuild",
                        "backfill",
                        "console",
                        "import")) {
                    if ((!schema.equals(role) || role.equals("console"))
                            && !(schema.equals("history_rebuild") && role.equals("history"))) {
                        assertThatThrownBy(() -> statement.execute("create table \"" + schema + "\".x (id int)"))
                                .as(role + " in " + schema)
                                .isInstanceOf(SQLException.class)
                                .extracting(e -> ((SQLException) e).getSQLState())
                                .isEqualTo(REFUSED);
                    }
                }
                assertThatThrownBy(() -> statement.execute("create schema own"))
                        .as(role)
                        .extracting(e -> ((SQLException) e).getSQLState())
                        .isEqualTo(REFUSED);
                assertThatThrownBy(() -> statement.execute("create role x"))
                        .as(role)
                        .isInstanceOf(SQLException.class);
            }
        }
    }

    @Test
    void nobodyEntersTheRegistrysDatabase() {
        for (String role : roles()) {
            assertThatThrownBy(() -> DriverManager.getConnection(
                                    url.replace("/stickermill", "/apicurio"), role, password(role))
                            .close())
                    .as(role)
                    .isInstanceOf(SQLException.class)
                    .extracting(e -> ((SQLException) e).getSQLState())
                    .isEqualTo(REFUSED);
        }
    }

    /** As the server says when it is tried; nothing is changed. */
    private static Set<String> allowed(Connection connection, Table table) throws SQLException {
        Set<String> allowed = new TreeSet<>();
        connection.setAutoCommit(false);
        for (Map.Entry<String, String> right : table.tries().entrySet()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(right.getValue());
                allowed.add(right.getKey());
            } catch (SQLException e) {
                // Whatever else was wrong, it got that far.
                if (!REFUSED.equals(e.getSQLState())) {
                    allowed.add(right.getKey());
                }
            } finally {
                connection.rollback();
            }
        }
        connection.setAutoCommit(true);
        return allowed;
    }

    private static List<String> roles() {
        List<String> roles = new ArrayList<>(List.of("import", "console"));
        for (Service service : Service.values()) {
            roles.add(service.serviceName());
        }
        return roles;
    }

    private static String password(String role) {
        return passwords.getProperty("postgres." + role);
    }

    private static Connection connect(String role) throws SQLException {
        return DriverManager.getConnection(url, role, password(role));
    }
}
