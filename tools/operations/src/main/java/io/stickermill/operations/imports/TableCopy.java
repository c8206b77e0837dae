package io.stickermill.operations.imports;

import java.io.IOException;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Copies one table, batch by batch; each batch is one transaction with the note on how far it is. */
final class TableCopy {

    private final TableImport table;
    private final Forgotten forgotten;
    private final Connection target;
    private final Notes notes;
    private final int batch;
    private final List<Upsert.Row> rows = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final Upsert upsert;
    private int seen;

    TableCopy(TableImport table, Forgotten forgotten, Connection target, Notes notes, int batch) {
        this.table = table;
        this.forgotten = forgotten;
        this.target = target;
        this.notes = notes;
        this.batch = batch;
        this.upsert = table.upsert();
    }

    Tally run(Connection source, SourceShape shape, PrintWriter out) throws SQLException, IOException {
        Notes.Place place = notes.place(table.table());
        Tally tally = place.tally();
        if (place.finished()) {
            return tally;
        }
        Progress progress = new Progress(out, table.table().tableName(), Import.count(source, table));
        String[] last = {place.lastId()};
        Import.each(source, table, shape, place.lastId(), row -> {
            add(row, tally);
            last[0] = row.key();
            if (seen == batch) {
                write(tally, last[0], false);
                progress.at(tally.read());
            }
        });
        write(tally, last[0], true);
        progress.done(tally.read());
        return tally;
    }

    private void add(SourceRow row, Tally tally) throws SQLException {
        Verdict verdict = forgotten.judge(table, row);
        tally.read(verdict);
        findings.addAll(Import.findings(table.table(), row.oldId(), verdict));
        if (verdict instanceof Verdict.Taken taken) {
            rows.add(new Upsert.Row(row.oldId(), taken.values()));
        }
        seen++;
    }

    private void write(Tally tally, @Nullable String lastId, boolean finished) throws SQLException {
        Upsert.Written written = upsert.write(target, table.table(), rows);
        tally.written(written);
        findings.addAll(written.refused());
        notes.reached(table.table(), new Notes.Place(lastId, finished, tally), findings);
        target.commit();
        rows.clear();
        findings.clear();
        seen = 0;
    }
}
