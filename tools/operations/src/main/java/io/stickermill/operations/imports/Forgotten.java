package io.stickermill.operations.imports;

import io.stickermill.schemas.IdHashes;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who has had themselves forgotten here: what another bot had of them is not brought in. */
final class Forgotten {

    private final Set<ByteBuffer> people;
    private final @Nullable IdHashes hashes;

    private Forgotten(Set<ByteBuffer> people, @Nullable IdHashes hashes) {
        this.people = people;
        this.hashes = hashes;
    }

    /**
     * Those of an installation.
     *
     * @param key that the services hash ids with; null if it is not known
     * @throws ImportRefused if people have been forgotten, and this is not the key
     */
    static Forgotten in(Connection target, @Nullable String key) throws SQLException {
        Set<ByteBuffer> people = new HashSet<>();
        try (Statement statement = target.createStatement();
                ResultSet rows = statement.executeQuery("select id_hash from gateway.forgotten_people")) {
            while (rows.next()) {
                people.add(ByteBuffer.wrap(rows.getBytes(1)));
            }
        }
        if (people.isEmpty()) {
            return new Forgotten(people, null);
        }
        if (key == null || !people.contains(ByteBuffer.wrap(new IdHashes(key).ofTheKeyItself()))) {
            throw new ImportRefused(
                    "People have had themselves forgotten here, and without the key that their ids were hashed with"
                            + " they would be brought back: set STICKERMILL_FORGET_KEY as the services have it.");
        }
        return new Forgotten(people, new IdHashes(key));
    }

    /** What becomes of a row, where it is not of somebody who has been forgotten. */
    Verdict judge(TableImport table, SourceRow row) throws SQLException {
        Long telegramId = hashes == null ? null : Person.telegramId(row);
        return telegramId != null && hashes != null && people.contains(ByteBuffer.wrap(hashes.ofTelegram(telegramId)))
                ? new Verdict.Forgotten()
                : table.judge(row);
    }
}
