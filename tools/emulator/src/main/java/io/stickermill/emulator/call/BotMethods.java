package io.stickermill.emulator.call;

import io.stickermill.emulator.api.BotMethod;
import io.stickermill.emulator.api.Refusal;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The table of methods, by name in any case. */
public final class BotMethods {
    private final Map<String, BotMethod> byName;

    /** @param methods no two of one name */
    public BotMethods(Collection<BotMethod> methods) {
        byName = methods.stream()
                .collect(Collectors.toUnmodifiableMap(method -> key(method.name()), Function.identity()));
    }

    /** @throws Refusal 404 */
    BotMethod find(String name) {
        BotMethod method = byName.get(key(name));
        if (method == null) {
            throw Refusal.of(404, "Not Found: method not found");
        }
        return method;
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
