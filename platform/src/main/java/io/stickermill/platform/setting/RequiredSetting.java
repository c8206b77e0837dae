package io.stickermill.platform.setting;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A setting without a default: a service does not start without a value. */
public final class RequiredSetting {

    private RequiredSetting() {}

    /**
     * The value, if there is one.
     *
     * @param name for example {@code stickermill.registry.url}
     * @throws IllegalArgumentException if there is none; it names the setting and its variable
     */
    public static <T> T value(String name, @Nullable T value) {
        if (value == null || value.toString().isBlank()) {
            throw new IllegalArgumentException(name + " is missing: set " + variable(name));
        }
        return value;
    }

    private static String variable(String name) {
        return name.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
    }
}
