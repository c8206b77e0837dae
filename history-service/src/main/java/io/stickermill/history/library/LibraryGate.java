package io.stickermill.history.library;

import io.stickermill.platform.web.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
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

    private final Pace asking;

    /**
     * The gate of one instance.
     *
     * @param open whether there is a library page
     * @param asking how often one person may ask
     */
    LibraryGate(boolean open, LibrarySessions sessions, Clock clock, Pace asking) {
        this.open = open;
        this.sessions = sessions;
        this.clock = clock;
        this.asking = asking;
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
        // Decoded, as handlers are found by it.
        String path = request.getServletPath();
        if (!path.startsWith(API)) {
            chain.doFilter(request, response);
            return;
        }
        // But for files, which say so themselves.
        response.setHeader("Cache-Control", "no-store");
        if (isFromElsewhere(request)) {
            Problems.write(response, HttpStatus.FORBIDDEN, "Only the library page itself may ask this.");
        } else if (path.equals(SESSION) && request.getMethod().equals("POST")) {
            chain.doFilter(request, response);
        } else {
            asWhoTheyAre(request, response, chain);
        }
    }

    private void asWhoTheyAre(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<Person> person;
        try {
            person = tokens(request).stream()
                    .flatMap(token -> sessions.find(token, clock.instant()).stream())
                    .findFirst();
        } catch (DataAccessException e) {
            response.setHeader("Retry-After", "5");
            Problems.write(
                    response,
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "The database can't be reached at the moment. Ask again in 5 s.");
            return;
        }
        if (person.isEmpty()) {
            Problems.write(
                    response,
                    HttpStatus.UNAUTHORIZED,
                    "Nobody is in: open the library from the bot, or send it /library.");
        } else if (asking.allows(person.get().userId())) {
            request.setAttribute(Person.ATTRIBUTE, person.get());
            chain.doFilter(request, response);
        } else {
            response.setHeader("Retry-After", "5");
            Problems.write(response, HttpStatus.TOO_MANY_REQUESTS, "That is too often. Wait for five seconds.");
        }
    }

    /** A browser may keep two: one for the page itself, and one for the page within Telegram's. */
    static List<String> tokens(HttpServletRequest request) {
        Cookie @Nullable [] cookies = request.getCookies();
        return cookies == null
                ? List.of()
                : Arrays.stream(cookies)
                        .filter(cookie -> cookie.getName().equals(COOKIE))
                        .map(Cookie::getValue)
                        .limit(2)
                        .toList();
    }

    /** Browsers say since some years where a request comes from; whatever does not say so can't be made to carry our cookie. */
    private static boolean isFromElsewhere(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        boolean elsewhere = site != null && !SAME_ORIGIN.contains(site);
        boolean changes = !CHANGES_NOTHING.contains(request.getMethod());
        return elsewhere || changes && request.getHeader(OUR_PAGE) == null;
    }

    /** A stream goes on after the handler has returned. */
    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return true;
    }
}
