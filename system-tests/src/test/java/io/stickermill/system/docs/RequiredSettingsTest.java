package io.stickermill.system.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** What docs/settings.md calls required is asked for by its name, and by the variable that an operator sets. */
class RequiredSettingsTest {

    private static final Map<String, String> VALUES = Map.of(
            "stickermill.telegram.token", "1:token",
            "stickermill.api.key", "a-key-that-is-long-enough",
            "stickermill.webhook.url", "https://bot.example.org/telegram/webhook",
            "stickermill.webhook.secret", "a-secret-of-this-test");

    @Test
    void theOnesWithoutADefaultAreFound() {
        assertThat(required().map(Setting::name))
                .contains("stickermill.telegram.token", "stickermill.registry.url", "stickermill.storage.endpoint");
    }

    @ParameterizedTest
    @MethodSource("required")
    void aMissingOneIsNamedWithItsVariable(Setting missing) {
        Map<String, Object> others = others(missing);

        assertThatThrownBy(() -> bind(missing.owner(), others))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("%s is missing: set %s", missing.name(), missing.variable());
        others.put(missing.name(), " ");
        assertThatThrownBy(() -> bind(missing.owner(), others))
                .as("an empty one")
                .isNotNull();
    }

    private static Stream<Setting> required() {
        return Setting.ours().stream().filter(Setting::required);
    }

    private static Map<String, Object> others(Setting missing) {
        List<Setting> beside = required()
                .filter(other -> other.owner().equals(missing.owner()) && !other.equals(missing))
                .toList();
        return beside.stream()
                .collect(Collectors.toMap(
                        Setting::name,
                        other -> VALUES.getOrDefault(other.name(), "http://127.0.0.1:9/"),
                        (one, _) -> one,
                        LinkedHashMap::new));
    }

    private static void bind(String owner, Map<String, Object> properties) throws ClassNotFoundException {
        Class<?> settings = Class.forName(owner);
        String prefix = settings.getAnnotation(ConfigurationProperties.class).value();
        new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate(prefix, Bindable.of(settings));
    }
}
