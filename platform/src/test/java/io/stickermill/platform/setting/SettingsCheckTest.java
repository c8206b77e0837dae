package io.stickermill.platform.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

class SettingsCheckTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stickermill.delivery.max-age",
                "STICKERMILL_DELIVERY_MAXAGE",
                "stickermill.delivery.maxAge",
                "stickermill.segmentation.mean[0]",
                "STICKERMILL_SEGMENTATION_MEAN_0",
                "STICKERMILL_TOOLS_GATEWAY",
                "STICKERMILL_CONSOLE_TOKEN",
                "spring.application.name",
                "PATH"
            })
    void whatAServiceHasOrIsNoneOfOursIsTaken(String name) {
        assertThatCode(() -> check(Map.of(name, "1"))).doesNotThrowAnyException();
    }

    @Test
    void everyUnknownOneIsNamedWithWhatMayHaveBeenMeant() {
        assertThatExceptionOfType(UnknownSetting.class)
                .isThrownBy(() -> check(Map.of("stickermill.delivrey.max-age", "12h", "STICKERMILL_POLL_HOLDS", "8s")))
                .withMessageContaining(
                        "stickermill.delivrey.max-age is no setting of any service. The closest is stickermill.delivery.max-age.")
                .withMessageContaining(
                        "STICKERMILL_POLL_HOLDS is no setting of any service. The closest is stickermill.poll.hold.");
    }

    @Test
    void theLogSaysItInWordsWithoutAStackTrace() {
        var analysis = new UnknownSettingAnalyzer().analyze(new UnknownSetting("x is no setting of any service."));

        assertThat(analysis).isNotNull();
        assertThat(List.of(analysis.getDescription(), analysis.getAction()))
                .containsExactly(
                        "x is no setting of any service.",
                        "Take the right name from docs/settings.md, or leave the setting out.");
    }

    private static void check(Map<String, Object> given) {
        var environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("given", given));
        new SettingsCheck().postProcessEnvironment(environment, new SpringApplication());
    }
}
