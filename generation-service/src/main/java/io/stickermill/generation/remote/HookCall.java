package io.stickermill.generation.remote;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A call that says it comes from a provider.
 *
 * @param header by its name, in any case; null if there is none
 * @param body as it came, byte for byte: that is what is signed
 */
public record HookCall(UnaryOperator<@Nullable String> header, byte[] body) {

    String header(String name) {
        String value = header.apply(name);
        return value == null ? "" : value;
    }
}
