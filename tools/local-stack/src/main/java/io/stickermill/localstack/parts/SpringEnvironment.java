package io.stickermill.localstack.parts;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Spring properties as environment variables: upper case, dots become underscores, dashes go (the rules of Spring Boot's
 * relaxed binding).
 */
public final class SpringEnvironment {

    private SpringEnvironment() {}

    public static Map<String, String> of(Map<String, String> properties) {
        return properties.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(entry -> variable(entry.getKey()), Map.Entry::getValue));
    }

    private static String variable(String property) {
        return property.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
    }
}
