package io.stickermill.history.library;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stickermill.platform.fixture.MovableClock;
import jakarta.servlet.http.Cookie;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** Who passes, at a clock that only the test moves; the token is the name of who is in. */
class LibraryGateTest {

    private final MovableClock clock = new MovableClock();
    private LibraryGate gate;

    @BeforeEach
    void set() {
        clock.set(Instant.parse("2026-01-31T12:00:00Z"));
        gate = gate(true);
    }

    private LibraryGate gate(boolean open) {
        var sessions = new LibrarySessions(null, Duration.ofHours(1)) {
            @Override
            Optional<Person> find(String token, Instant now) {
                if (token.equals("away")) {
                    throw new DataAccessResourceFailureException("away");
                }
                return Optional.of(new Person(UUID.nameUUIDFromBytes(token.getBytes(UTF_8)), 1, "en"))
                        .filter(_ -> !token.equals("stranger"));
            }
        };
        return new LibraryGate(
                open,
                sessions,
                clock,
                new Pace(3, Duration.ofSeconds(30), () -> TimeUnit.MILLISECONDS.toNanos(clock.millis())));
    }

    @Test
    void whoAsksTooOftenWaitsAndNobodyElseDoes() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThat(status(asked("GET", "/library/api/me", "ann"))).isEqualTo(200);
        }
        MockHttpServletResponse fourth = answer(asked("GET", "/library/api/me", "ann"));
        assertThat(fourth.getStatus()).isEqualTo(429);
        assertThat(fourth.getHeader("Retry-After")).isEqualTo("5");
        assertThat(status(asked("GET", "/library/api/me", "bob"))).isEqualTo(200);

        clock.set(clock.instant().plusSeconds(10));

        assertThat(status(asked("GET", "/library/api/me", "ann"))).isEqualTo(200);
        assertThat(status(asked("GET", "/library/api/me", "ann"))).isEqualTo(429);
    }

    /** Whose library it is, says the session that is good, not the one that comes first. */
    @Test
    void ofTwoSessionsTheGoodOneCounts() throws Exception {
        MockHttpServletRequest request = asked("GET", "/library/api/me", null);
        request.setCookies(new Cookie("library", "stranger"), new Cookie("library", "ann"));

        assertThat(status(request)).isEqualTo(200);
    }

    @Test
    void whereTheDatabaseIsAwayThePageIsToldToAskAgain() throws Exception {
        MockHttpServletResponse answer = answer(asked("GET", "/library/api/me", "away"));

        assertThat(answer.getStatus()).isEqualTo(503);
        assertThat(answer.getHeader("Retry-After")).isEqualTo("5");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, ann, false, , 200",
        "GET, ann, false, same-origin, 200",
        "GET, ann, false, none, 200",
        "GET, ann, false, cross-site, 403",
        "GET, ann, true, same-site, 403",
        "DELETE, ann, false, same-origin, 403",
        "DELETE, ann, true, cross-site, 403",
        "DELETE, ann, true, , 200",
        "GET, stranger, true, , 401",
        "GET, , true, , 401"
    })
    void onlyThePageItselfAsksAndOnlyForWhoIsIn(
            String method, String token, boolean ourHeader, String site, int expected) throws Exception {
        MockHttpServletRequest request = asked(method, "/library/api/stickers/1", token);
        if (ourHeader) {
            ours(request);
        }
        if (site != null) {
            request.addHeader("Sec-Fetch-Site", site);
        }

        assertThat(status(request)).isEqualTo(expected);
    }

    @Test
    void whereThereIsNoPageNothingIsServed() throws Exception {
        gate = gate(false);

        assertThat(status(asked("GET", "/library/", null))).isEqualTo(404);
        assertThat(status(asked("GET", "/library/api/me", "ann"))).isEqualTo(404);
    }

    private static MockHttpServletRequest asked(String method, String path, String token) {
        var request = new MockHttpServletRequest(method, path);
        request.setServletPath(path);
        if (token != null) {
            request.setCookies(new Cookie("library", token));
        }
        return request;
    }

    private static MockHttpServletRequest ours(MockHttpServletRequest request) {
        request.addHeader("X-Library", "page");
        return request;
    }

    private int status(MockHttpServletRequest request) throws Exception {
        return answer(request).getStatus();
    }

    private MockHttpServletResponse answer(MockHttpServletRequest request) throws Exception {
        var response = new MockHttpServletResponse();
        gate.doFilter(request, response, new MockFilterChain());
        return response;
    }
}
