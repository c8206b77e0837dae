package io.stickermill.localstack.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperatorSettingsTest {

    @TempDir
    private Path folder;

    @Test
    void aVariableGoesBeforeTheFileAndTheCommandsOwnStayWithIt() throws Exception {
        file("stickermill.delivery.max-age=12h\nstickermill.poll.hold=3s\nspring.main.banner-mode=off\n");

        var settings = settings(Map.of(
                "STICKERMILL_CONSOLE_TOKEN", "the console's",
                "STICKERMILL_TOOLS_DATABASE_PASSWORD", "the tools'",
                "STICKERMILL_POLL_HOLD", "5s",
                "STICKERMILL_SEGMENTATION_MODEL", "none",
                "STICKERMILL_API_KEY", "kept-as-a-secret",
                "STICKERMILL_AOT", "off",
                "PATH", "/bin"));

        assertThat(settings.variables())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "STICKERMILL_DELIVERY_MAXAGE", "12h",
                        "STICKERMILL_POLL_HOLD", "5s",
                        "STICKERMILL_SEGMENTATION_MODEL", "none",
                        "SPRING_MAIN_BANNERMODE", "off"));
    }

    @Test
    void theFileIsReadAnew() throws Exception {
        var settings = settings(Map.of());
        assertThat(settings.variables()).isEmpty();

        file("stickermill.poll.hold=3s");

        assertThat(settings.variables()).containsEntry("STICKERMILL_POLL_HOLD", "3s");
    }

    @Test
    void whatTheStackChoosesIsNamed() throws Exception {
        file("spring.datasource.url=jdbc:postgresql://elsewhere/db");

        assertThat(settings(Map.of()).among(List.of("SPRING_DATASOURCE_URL", "STICKERMILL_REGISTRY_URL")))
                .containsExactly("SPRING_DATASOURCE_URL");
    }

    @Test
    void aFileThatCannotBeReadIsNamed() throws Exception {
        file("stickermill.poll.hold=\\u00");

        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> settings(Map.of()).variables())
                .withMessageContaining("settings.properties");
    }

    private void file(String content) throws Exception {
        Files.writeString(folder.resolve(OperatorSettings.FILE), content);
    }

    private OperatorSettings settings(Map<String, String> environment) {
        return new OperatorSettings(new Home(folder), environment);
    }
}
