package io.stickermill.operations.imports;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One run: all tables of the old database, read as of one instant. */
public final class Import {

    private static final String NEEDED = """
            select string_agg(name, ', ') from (
                select name from unnest(array['gateway.users', 'gateway.sessions', 'history.pack_batches',
                                              'history.stickers']) as t(name)
                 where case when to_regnamespace(split_part(name, '.', 1)) is null then true
                            when not has_schema_privilege(split_part(name, '.', 1), 'usage') then true
                            when to_regclass(name) is null then true
                            else not has_table_privilege(name, 'select') or not has_table_privilege(name, 'insert')
                                 or not has_any_column_privilege(name, 'update') end
                union all
                select 'gateway.credit_transfers'
                 where case when to_regclass('gateway.credit_transfers') is null then true
                            else not has_table_privilege('gateway.credit_transfers', 'select')
                                 or not has_table_privilege('gateway.credit_transfers', 'insert') end
                union all
                select 'schema import'
                 where case when to_regnamespace('import') is null then true
                            else not has_schema_privilege('import', 'create') end) lacking
            """;

    private final ImportOrder order;
    private final PrintWriter out;

    /** @param out hears of the progress, and of the end in numbers */
    public Import(ImportOrder order, PrintWriter out) {
        this.order = order;
        this.out = out;
    }

    /**
     * @return whether every row was taken
     * @throws ImportRefused when it can't be begun or can't go on
     */
    public boolean run() throws IOException {
        Path folder = order.report().toAbsolutePath().normalize().getParent();
        if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw new ImportRefused("The report can't be written to " + order.report()
                    + ": name a file in a folder that is there and may be written to (--report).");
        }
        try (Connection source = order.from().connect()) {
            SourceShape shape = read(source);
            try (Connection target = order.to().connect()) {
                prepare(target);
                return order.dryRun() ? look(source, shape, target) : copy(source, shape, target);
            } catch (SQLException e) {
                throw broken(e);
            }
        } catch (SQLException e) {
            throw broken(e);
        }
    }

    private SourceShape read(Connection source) throws SQLException {
        source.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        source.setReadOnly(true);
        try (Statement statement = source.createStatement()) {
            statement.execute("set local timezone = 'UTC'");
            // Every row will be read: the quickest way to the last is wanted, not that to the first.
            statement.execute("set local cursor_tuple_fraction = 1");
        }
        return SourceShape.of(source);
    }

    private void prepare(Connection target) throws SQLException {
        String lacking = text(target, NEEDED);
        if (lacking != null) {
            throw new ImportRefused(
                    "Stickermill's database is not ready to take anything: " + lacking + " can't be written."
                            + " Run deploy/postgres/services.sql in it, start the services once (they make their tables and grant"
                            + " the role import its rights), and connect with that role.");
        }
        if ("f".equals(text(target, "select pg_try_advisory_lock(hashtext('stickermill.import'))"))) {
            throw new ImportRefused("Another import into this database runs already: wait for its end.");
        }
        target.commit();
    }

    private boolean look(Connection source, SourceShape shape, Connection target) throws SQLException, IOException {
        Forgotten forgotten = Forgotten.in(target, order.forgetKey());
        Map<SourceTable, Tally> tallies = new EnumMap<>(SourceTable.class);
        try (FindingsFile file = new FindingsFile(order.report())) {
            for (TableImport table : tables(shape)) {
                Tally tally = new Tally();
                tallies.put(table.table(), tally);
                Progress progress = new Progress(out, table.table().tableName(), count(source, table));
                each(source, table, shape, null, row -> {
                    Verdict verdict = forgotten.judge(table, row);
                    tally.read(verdict);
                    for (Finding finding : findings(table.table(), row.oldId(), verdict)) {
                        file.add(
                                finding.table().tableName(),
                                finding.oldId(),
                                finding.what().word(),
                                finding.reason());
                    }
                    progress.at(tally.read());
                });
                progress.done(tally.read());
            }
            new Summary(out).print(tallies, true, file.path(), file.lines());
        }
        if (shape.has(SourceTable.PAYMENTS)) {
            sums(forgotten).print(source, shape, out);
        }
        return complete(tallies);
    }

    private boolean copy(Connection source, SourceShape shape, Connection target) throws SQLException, IOException {
        Forgotten forgotten = Forgotten.in(target, order.forgetKey());
        Notes notes = new Notes(target, order.source());
        Optional<Instant> before = notes.begin(order.anew());
        before.ifPresent(began -> out.println("Goes on with the import that began at " + began + "."));
        Map<SourceTable, Tally> tallies = new EnumMap<>(SourceTable.class);
        for (TableImport table : tables(shape)) {
            tallies.put(
                    table.table(),
                    new TableCopy(table, forgotten, target, notes, order.batch()).run(source, shape, out));
        }
        try (FindingsFile file = new FindingsFile(order.report())) {
            notes.report(file);
            notes.finish();
            new Summary(out).print(tallies, false, file.path(), file.lines());
        }
        before.ifPresent(
                began -> out.println(
                        "What the old bot has written since " + began
                                + " may be missing: once it has stopped, run this again (a run that is not interrupted reads everything)."));
        boolean summed = !shape.has(SourceTable.PAYMENTS) || sums(forgotten).compare(source, shape, target, out);
        return complete(tallies) && summed;
    }

    /** Users first, since all else is theirs; packs before their stickers. */
    private List<TableImport> tables(SourceShape shape) {
        Identities identities = new Identities(order.botId(), order.env(), order.foreignTypes());
        return Stream.<TableImport>of(
                        new UsersImport(identities),
                        new SessionsImport(identities),
                        new PacksImport(identities),
                        new StickersImport(identities),
                        new PaymentsImport(identities))
                .filter(table -> shape.has(table.table()))
                .toList();
    }

    private PaymentSums sums(Forgotten forgotten) {
        return new PaymentSums(
                new PaymentsImport(new Identities(order.botId(), order.env(), order.foreignTypes())), forgotten);
    }

    @FunctionalInterface
    interface RowReader {
        void read(SourceRow row) throws SQLException, IOException;
    }

    /** Reads by a cursor, in the order of the keys. */
    static void each(Connection source, TableImport table, SourceShape shape, @Nullable String after, RowReader reader)
            throws SQLException, IOException {
        String select = "select * from (" + table.select(shape) + ") t"
                + (after == null ? "" : " where t.key > ?::" + table.keyType(shape))
                + " order by t.key";
        try (PreparedStatement statement = source.prepareStatement(select)) {
            statement.setFetchSize(1000);
            if (after != null) {
                statement.setString(1, after);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    reader.read(new SourceRow(rows));
                }
            }
        }
    }

    static long count(Connection source, TableImport table) throws SQLException {
        return Long.parseLong(String.valueOf(text(source, table.count())));
    }

    static List<Finding> findings(SourceTable table, String oldId, Verdict verdict) {
        return switch (verdict) {
            case Verdict.Taken taken ->
                taken.changes().stream()
                        .map(change -> new Finding(table, oldId, Finding.What.CHANGED, change))
                        .toList();
            case Verdict.Forgotten _ -> List.of();
            case Verdict.Joined joined -> List.of(new Finding(table, oldId, Finding.What.JOINED, joined.reason()));
            case Verdict.Refused refused -> List.of(new Finding(table, oldId, Finding.What.REFUSED, refused.reason()));
        };
    }

    private static boolean complete(Map<SourceTable, Tally> tallies) {
        return tallies.values().stream().allMatch(tally -> tally.refused() == 0);
    }

    private static @Nullable String text(Connection connection, String sql) throws SQLException {
        List<@Nullable String> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            found.add(rows.getString(1));
        }
        return found.getFirst();
    }

    private ImportRefused broken(SQLException e) {
        return new ImportRefused("The import stopped: " + DatabaseLogin.firstLine(e) + ". "
                + (order.dryRun()
                        ? "Nothing was changed."
                        : "What was taken until then stays; run the same command again, and it goes on from there."));
    }
}
