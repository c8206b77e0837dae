package io.stickermill.history.library;

import io.stickermill.contracts.library.LibraryLinks;
import io.stickermill.contracts.library.LibrarySettings;
import io.stickermill.history.library.Logins.Login;
import io.stickermill.platform.web.Problems;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Lets people in: by a link of the bot's, which does so once, or by what Telegram says of who opened the page as a Mini App. */
@RestController
@RequestMapping(LibraryGate.SESSION)
class LibrarySessionController {

    /** Each time is a row; who has proved who they are is counted, and nobody in their stead. */
    private final Pace comingIn = new Pace(30, Duration.ofMinutes(1), System::nanoTime);

    private final Logins logins;
    private final LibrarySessions sessions;
    private final LibrarySettings settings;
    private final Clock clock;

    LibrarySessionController(Logins logins, LibrarySessions sessions, LibrarySettings settings, Clock clock) {
        this.logins = logins;
        this.sessions = sessions;
        this.settings = settings;
        this.clock = clock;
    }

    /** One of the two. */
    record ComingIn(@Nullable String link, @Nullable String initData) {}

    @PostMapping
    ResponseEntity<Void> comeIn(@RequestBody ComingIn with, HttpServletRequest request) {
        Instant now = clock.instant();
        if (with.initData() != null) {
            return entered(logins.byTelegram(with.initData(), now), request, true);
        }
        if (with.link() != null) {
            return entered(logins.byLink(with.link(), now), request, false);
        }
        throw Problems.of(HttpStatus.BAD_REQUEST, "Send link or init_data.");
    }

    /** Who comes in takes the place of whoever this browser let in before. */
    private ResponseEntity<Void> entered(Login login, HttpServletRequest request, boolean framed) {
        return switch (login) {
            case Login.In(Person person) -> {
                if (!comingIn.allows(person.userId())) {
                    throw Problems.later(
                            HttpStatus.TOO_MANY_REQUESTS,
                            Duration.ofSeconds(30),
                            "That is too often. Wait for half a minute.");
                }
                LibraryGate.tokens(request).forEach(sessions::close);
                var answer = ResponseEntity.noContent();
                if (isSecure()) {
                    answer.header(
                            HttpHeaders.SET_COOKIE,
                            cookie("", Duration.ZERO, !framed).toString());
                }
                String token = sessions.open(person, clock.instant());
                yield answer.header(
                                HttpHeaders.SET_COOKIE,
                                cookie(token, sessions.length(), framed).toString())
                        .build();
            }
            case Login.Refused(String why) -> throw Problems.of(HttpStatus.UNAUTHORIZED, why);
        };
    }

    @DeleteMapping
    ResponseEntity<Void> leave(HttpServletRequest request) {
        LibraryGate.tokens(request).forEach(sessions::close);
        return ResponseEntity.noContent()
                .header(HttpHeaders.SET_COOKIE, cookie("", Duration.ZERO, false).toString())
                .header(HttpHeaders.SET_COOKIE, cookie("", Duration.ZERO, true).toString())
                .build();
    }

    /**
     * Telegram's web client shows the page in a frame of another site, where a browser sends only what is marked so; it is kept
     * apart for that site. Without TLS there is no such frame.
     */
    private ResponseCookie cookie(String token, Duration lifetime, boolean framed) {
        boolean secure = isSecure();
        return ResponseCookie.from(LibraryGate.COOKIE, token)
                .path("/library")
                .httpOnly(true)
                .secure(secure)
                .sameSite(secure && framed ? "None" : "Strict")
                .partitioned(secure && framed)
                .maxAge(lifetime)
                .build();
    }

    private boolean isSecure() {
        return settings.links()
                .map(LibraryLinks::page)
                .filter(page -> "https".equals(page.getScheme()))
                .isPresent();
    }
}
