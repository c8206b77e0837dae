package io.stickermill.localstack.parts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

    @TempDir
    Path folder;

    @Test
    void areKeptForTheNextStartAndReadableByTheirOwnerOnly() throws IOException {
        Home home = new Home(folder.resolve("home"));
        String password = new Secrets(home).databasePassword("gateway");

        assertThat(new Secrets(home).databasePassword("gateway")).isEqualTo(password);
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(home.folder().resolve("secrets.properties"))))
                .isEqualTo("rw-------");
    }

    @Test
    void areDifferentForEachHome() {
        assertThat(new Secrets(new Home(folder.resolve("one"))).apiKey())
                .isNotEqualTo(new Secrets(new Home(folder.resolve("two"))).apiKey());
    }

    @Test
    void theKeysAreTwo() {
        Secrets secrets = new Secrets(new Home(folder));
        assertThat(secrets.customerKey()).hasSizeGreaterThanOrEqualTo(16).isNotEqualTo(secrets.apiKey());
        assertThat(new Secrets(new Home(folder)).customerKey()).isEqualTo(secrets.customerKey());
    }

    @Test
    void tokenHasTelegramsForm() {
        assertThat(new Secrets(new Home(folder)).telegramToken()).matches("7000000001:[A-Za-z0-9_-]{35}");
    }
}
