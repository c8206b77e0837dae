package io.stickermill.console.view;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.javalin.http.Context;
import java.util.Optional;

/** Pictures that a browser may show; told by their first bytes, never by what somebody calls them. */
final class Images {

    private Images() {}

    /** The media type; empty if it is none of the pictures that go through here. */
    static Optional<String> type(byte[] bytes) {
        String head = new String(bytes, 0, Math.min(bytes.length, 12), ISO_8859_1);
        if (head.startsWith("RIFF") && head.endsWith("WEBP")) {
            return Optional.of("image/webp");
        }
        if (head.startsWith("\u0089PNG\r\n")) {
            return Optional.of("image/png");
        }
        return head.startsWith("\u00ff\u00d8\u00ff") ? Optional.of("image/jpeg") : Optional.empty();
    }

    /** Also where it is opened by itself, nothing in it can run. */
    static void answer(Context http, String type, byte[] bytes) {
        http.header("Content-Security-Policy", "default-src 'none'; sandbox")
                .contentType(type)
                .result(bytes);
    }
}
