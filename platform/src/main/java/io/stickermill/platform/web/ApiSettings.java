package io.stickermill.platform.web;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of the HTTP APIs.
 *
 * @param key the operator's key, which opens everything, sent as {@code X-API-Key}; at least 16 characters, from the environment
 *     only. While it is changed, two separated by a comma: both are taken
 * @param customerKey the key of programs that make stickers, which opens what {@code docs/http-api.md} names and nothing else;
 *     of the same form, and another than the operator's. Without it they need the operator's
 */
@ConfigurationProperties("stickermill.api")
public record ApiSettings(String key, @Nullable String customerKey) {

    private static final int SHORTEST = 16;

    public ApiSettings {
        Set<String> all = new HashSet<>();
        for (String one : several(key)) {
            check("stickermill.api.key", "STICKERMILL_API_KEY", one, all);
        }
        if (all.isEmpty()) {
            throw new IllegalArgumentException("stickermill.api.key is missing: set STICKERMILL_API_KEY");
        }
        for (String one : several(customerKey)) {
            check("stickermill.api.customer-key", "STICKERMILL_API_CUSTOMERKEY", one, all);
        }
    }

    private static void check(String name, String variable, String key, Set<String> known) {
        if (key.length() < SHORTEST) {
            throw new IllegalArgumentException(name + " has a key that is shorter than " + SHORTEST
                    + " characters: set " + variable + ", several keys separated by commas");
        }
        if (!known.add(key)) {
            throw new IllegalArgumentException(
                    name + " has a key that stands in stickermill.api twice: each must be another,"
                            + " or customers would hold the operator's (" + variable + ")");
        }
    }

    /** At least one. */
    List<String> operatorKeys() {
        return several(key);
    }

    /** None where there is no customers' key. */
    List<String> customerKeys() {
        return several(customerKey);
    }

    private static List<String> several(@Nullable String keys) {
        return keys == null
                ? List.of()
                : Arrays.stream(keys.split(",", -1))
                        .map(String::strip)
                        .filter(one -> !one.isEmpty())
                        .toList();
    }

    @Override
    public String toString() {
        return "ApiSettings[key=***, customerKey=" + (customerKeys().isEmpty() ? "none" : "***") + "]";
    }
}
