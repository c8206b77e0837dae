package io.stickermill.benchmarks.backfill;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stickermill.benchmarks.MeasuredStack;
import io.stickermill.common.Json;
import java.io.IOException;
import java.io.Writer;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Tells the emulator of the files that an imported bot's rows name, but for one in a hundred: Telegram has lost those. */
final class KnownFiles {

    private static final byte[] WEBP = Base64.getDecoder().decode("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==");
    private static final int LOST = 100;

    private final MeasuredStack stack;

    KnownFiles(MeasuredStack stack) {
        this.stack = stack;
    }

    static boolean isKnown(@Nullable String fileId) {
        return fileId != null && Math.floorMod(fileId.hashCode(), LOST) != 0;
    }

    /** Returns the number of files. */
    long tell() throws SQLException, IOException, InterruptedException {
        stack.emulator("/admin/files/bench-sticker?kind=sticker", BodyPublishers.ofByteArray(WEBP));
        long files = aliases("""
                select telegram_file_id from history.stickers where telegram_file_id is not null
                union select last_sticker_file_id from gateway.sessions where last_sticker_file_id is not null
                union select p.id || '-' || n from history.pack_batches p,
                      lateral (select generate_series(0, count(*)::int - 1) as n from history.stickers s
                                where s.pack_batch_id = p.id)
                """);
        sets();
        return files;
    }

    private long aliases(String query) throws SQLException, IOException, InterruptedException {
        Path ids = Files.createTempFile("stickermill-", ".txt");
        try {
            try (Connection database = stack.database();
                    Writer out = Files.newBufferedWriter(ids)) {
                each(database, query, row -> {
                    if (isKnown(row.getString(1)) || row.getString(1).matches("[0-9a-f-]{36}-\\d+")) {
                        out.write(row.getString(1) + "\n");
                    }
                });
            }
            return stack.emulator("/admin/files/bench-sticker/aliases", BodyPublishers.ofFile(ids))
                    .path("added")
                    .asLong();
        } finally {
            Files.delete(ids);
        }
    }

    /** The packs' sets, each with as many stickers as there are rows. */
    private void sets() throws SQLException, IOException, InterruptedException {
        Path lines = Files.createTempFile("stickermill-", ".txt");
        try {
            try (Connection database = stack.database();
                    Writer out = Files.newBufferedWriter(lines, UTF_8)) {
                each(database, """
                        select p.id, p.sticker_set_name, count(*) as size from history.pack_batches p
                          join history.stickers s on s.pack_batch_id = p.id
                         where p.sticker_set_name is not null
                         group by p.id having bool_or(s.telegram_file_id is null)
                        """, row -> {
                    ObjectNode set = Json.MAPPER
                            .createObjectNode()
                            .put("name", row.getString("sticker_set_name"))
                            .put("title", "Old");
                    ArrayNode members = set.putArray("stickers");
                    for (int place = 0; place < row.getInt("size"); place++) {
                        members.addObject()
                                .put("file_id", row.getString("id") + "-" + place)
                                .put("emoji", "\uD83D\uDE42");
                    }
                    out.write(Json.MAPPER.writeValueAsString(set) + "\n");
                });
            }
            stack.emulator("/admin/sticker-sets", BodyPublishers.ofFile(lines));
        } finally {
            Files.delete(lines);
        }
    }

    interface Row {
        void read(ResultSet row) throws SQLException, IOException;
    }

    /** With a cursor: the rows are many. */
    static void each(Connection database, String query, Row row) throws SQLException, IOException {
        database.setAutoCommit(false);
        try (Statement statement = database.createStatement()) {
            statement.setFetchSize(2000);
            try (ResultSet rows = statement.executeQuery(query)) {
                while (rows.next()) {
                    row.read(rows);
                }
            }
        } finally {
            database.setAutoCommit(true);
        }
    }
}
