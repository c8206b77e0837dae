package io.stickermill.console.access;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.SameSite;
import io.javalin.http.UnauthorizedResponse;
import io.stickermill.common.Json;
import io.stickermill.console.access.Sessions.Session;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The door: who has the token, or a code that was given for it, comes in; nobody else reads or does anything. */
public final class SignIn {

    private static final Logger log = LoggerFactory.getLogger(SignIn.class);

    private static final String PROOF = "X-Console-Proof";
    private static final String SESSION = "session";
    private static final String BEARER = "Bearer ";
    private static final Set<String> OPEN = Set.of("/api/codes", "/api/session");
    private static final Set<String> READING = Set.of("GET", "HEAD");

    private final Sessions sessions;

    public SignIn(Sessions sessions) {
        this.sessions = sessions;
    }

    public void addTo(RoutesConfig routes) {
        routes.post("/api/codes", this::code);
        routes.post("/api/session", this::begin);
        routes.get("/api/session", http -> show(http, session(http)));
        routes.delete("/api/session", http -> http.removeCookie(cookie(http)));
    }

    /** Before everything under {@code /api}. */
    public void check(Context http) {
        if (OPEN.contains(http.path())) {
            return;
        }
        Session session = session(http);
        if (!READING.contains(http.method().name()) && !Sessions.isProven(session, http.header(PROOF))) {
            throw new ForbiddenResponse("This request does not come from the console's page: load it anew.");
        }
        http.attribute(SESSION, session);
    }

    /** Who asks, of a request that has passed {@link #check}. */
    public static String who(Context http) {
        Session session = http.attribute(SESSION);
        if (session == null) {
            throw new UnauthorizedResponse("Sign in first.");
        }
        return session.name();
    }

    private void code(Context http) throws IOException {
        String given = http.header("Authorization");
        if (given == null || !given.startsWith(BEARER) || !sessions.isToken(given.substring(BEARER.length()))) {
            throw refused(http);
        }
        http.json(Map.of("code", sessions.code(body(http).path("name").asText())));
    }

    private void begin(Context http) throws IOException {
        JsonNode given = body(http);
        Session session;
        if (given.hasNonNull("code")) {
            session = sessions.byCode(given.path("code").asText())
                    .orElseThrow(
                            () -> new UnauthorizedResponse(
                                    "This link was used, or is older than two minutes: `./stickermill console` gives another."));
        } else if (sessions.isToken(given.path("token").asText())) {
            session = sessions.begin(given.path("name").asText());
        } else {
            throw refused(http);
        }
        Cookie kept = new Cookie(cookie(http), session.cookie());
        kept.setHttpOnly(true);
        kept.setSameSite(SameSite.STRICT);
        kept.setPath("/");
        kept.setSecure("https".equals(http.header("X-Forwarded-Proto")));
        http.cookie(kept);
        log.info("{} has signed in", session.name());
        show(http, session);
    }

    private static UnauthorizedResponse refused(Context http) {
        log.warn("a wrong token came from {}", http.ip());
        return new UnauthorizedResponse(
                "That is not the token. On the local stack `./stickermill console` signs you in.");
    }

    private static void show(Context http, Session session) {
        http.json(Map.of("name", session.name(), "proof", session.proof()));
    }

    private Session session(Context http) {
        return sessions.of(http.cookie(cookie(http))).orElseThrow(() -> new UnauthorizedResponse("Sign in first."));
    }

    /** Browsers keep no ports apart: two consoles on one machine need two names. */
    private static String cookie(Context http) {
        return "stickermill-console-" + http.port();
    }

    private static JsonNode body(Context http) throws IOException {
        return Json.MAPPER.readTree(http.bodyAsBytes());
    }
}
