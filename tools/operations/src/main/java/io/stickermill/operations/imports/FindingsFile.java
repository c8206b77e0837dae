package io.stickermill.operations.imports;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;

/** The report for a person: a CSV file (RFC 4180), one line for each thing that is to be known of a row. */
final class FindingsFile implements AutoCloseable {

    private final Path path;
    private final Writer out;
    private long lines;

    FindingsFile(Path path) throws IOException {
        this.path = path.toAbsolutePath().normalize();
        this.out = Files.newBufferedWriter(this.path);
        out.write("table,id,what,reason\r\n");
    }

    void add(String table, String oldId, String what, String reason) throws IOException {
        out.write(table + "," + quoted(oldId) + "," + what + "," + quoted(reason) + "\r\n");
        lines++;
    }

    Path path() {
        return path;
    }

    long lines() {
        return lines;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    private static String quoted(String field) {
        return field.matches("[A-Za-z0-9 :_.'-]*") ? field : "\"" + field.replace("\"", "\"\"") + "\"";
    }
}
