package io.stickermill.history.library;

import io.stickermill.platform.web.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Stands before everything under {@code /library}: says what browsers may do with it, who asks, that it is our own page that
 * does, and that it does not ask too often.
 */
final class LibraryGate extends OncePerRequestFilter {

    /** Where the API begins, which is for people who are in. */
    static final String API = "/library/api/";

    /** Where people come in. */
    static final String SESSION = API + "session";

    static final String COOKIE = "library";

    /** No form and no page of somebody else's can send it. */
    private static final String OUR_PAGE = "X-Library";

    private static final Set<String> CHANGES_NOTHING = Set.of("GET", "HEAD");
    private static final Set<String> SAME_ORIGIN = Set.of("same-origin", "none");

    /** Telegram's web client shows Mini Apps in a frame; nobody else may. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:;"
                    + " media-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none';"
                    + " frame-ancestors https://web.telegram.org";

    private final boolean open;
    private final LibrarySessions sessions;
    private final Clock clock;

    /** A thousand small pictures are scrolled by in some seconds. */
    private final Pace asking = new Pace(1_500, Duration.ofSeconds(30));

    /** By address, which may be that of a proxy for all: nobody guesses a link, but each that is tried is work. */
    private final Pace comingIn = new Pace(600, Duration.ofMinutes(1));

    /** @param open whether there is a library page */
    LibraryGate(boolean open, LibrarySessions sessions, Clock clock) {
        this.open = open;
        this.sessions = sessions;
        this.clock = clock;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!open) {
            Problems.write(response, HttpStatus.NOT_FOUND, "There is no library page here.");
            return;
        }
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        String path = request.getRequestURI();
        if (path.startsWith(API)) {
            // But for files, which say so themselves.
            response.setHeader("Cache-Control", "no-store");
        }
        if (!path.startsWith(API)) {
            chain.doFilter(request, response);
        } else if (isFromElsewhere(request)) {
            Problems.write(response, HttpStatus.FORBIDDEN, "Only the library page itself may ask this.");
        } else if (path.equals(SESSION) && request.getMethod().equals("POST")) {
            if (isTooOften(comingIn, request.getRemoteAddr(), response)) {
                return;
            }
            chain.doFilter(request, response);
        } else {
            asWhoTheyAre(request, response, chain);
        }
    }

    private void asWhoTheyAre(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<Person> person = token(request).flatMap(token -> sessions.find(token, clock.instant()));
        if (person.isEmpty()) {
            Problems.write(
                    response,
                    HttpStatus.UNAUTHORIZED,
                    "Nobody is in: open the library from the bot, or send it /library.");
        } else if (!isTooOften(asking, person.get().userId(), response)) {
            request.setAttribute(Person.ATTRIBUTE, person.get());
            chain.doFilter(request, response);
        }
    }

    static Optional<String> token(HttpServletRequest request) {
        Cookie @Nullable [] cookies = request.getCookies();
        return cookies == null
                ? Optional.empty()
                : Arrays.stream(cookies)
                        .filter(cookie -> cookie.getName().equals(COOKIE))
                        .map(Cookie::getValue)
                        .findFirst();
    }

    /** Browsers say since some years where a request comes from; whatever does not say so can't be made to carry our cookie. */
    private static boolean isFromElsewhere(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        boolean elsewhere = site != null && !SAME_ORIGIN.contains(site);
        boolean changes = !CHANGES_NOTHING.contains(request.getMethod());
        return elsewhere || changes && request.getHeader(OUR_PAGE) == null;
    }

    private static boolean isTooOften(Pace pace, Object who, HttpServletResponse response) throws IOException {
        if (pace.allows(who)) {
            return false;
        }
        response.setHeader("Retry-After", "5");
        Problems.write(response, HttpStatus.TOO_MANY_REQUESTS, "That is too often. Wait for five seconds.");
        return true;
    }

    /** A stream goes on after the handler has returned. */
    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return true;
    }
}
