package io.stickermill.emulator.page;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The page in which a person talks to the bot. It is served from the classpath, asks nobody but {@code /admin}, and its
 * policy forbids everything else: what it shows was written by people and by the bot.
 */
public final class ChatPage {
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "img-src 'self' blob:; media-src 'self' blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static final Pattern NAME = Pattern.compile("[a-z-]+\\.([a-z]+)");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml");

    /** Adds the page at {@code /} and its files under {@code /page}. */
    public void addTo(RoutesConfig routes) {
        routes.get("/", http -> serve(http, "index.html"));
        routes.get("/page/{file}", http -> serve(http, http.pathParam("file")));
    }

    private static void serve(Context http, String name) throws IOException {
        Matcher parts = NAME.matcher(name);
        String type = parts.matches() ? TYPES.get(parts.group(1)) : null;
        if (type == null) {
            throw new NotFoundResponse();
        }
        // The name holds no slash and one dot, so that it can't leave the folder.
        try (InputStream file = ChatPage.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new NotFoundResponse();
            }
            http.header("Content-Security-Policy", POLICY)
                    .header("X-Content-Type-Options", "nosniff")
                    .header("Referrer-Policy", "no-referrer")
                    // An emulator of the next build may have another page.
                    .header("Cache-Control", "no-cache")
                    .contentType(type)
                    .result(file.readAllBytes());
        }
    }
}
