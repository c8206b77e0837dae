package io.stickermill.emulator.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {
    @TempDir
    private Path folder;

    @Test
    void workAfterTheEndIsRefusedAndLeavesNothingInTheFolder() throws IOException {
        Database database = Database.open(folder);
        database.close();
        assertThatThrownBy(() -> database.transact(sql -> sql.query("SELECT 1", row -> row.getInt(1))))
                .isInstanceOf(DatabaseClosed.class);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(folder.resolve("emulator.mv.db"));
        }
    }
}
