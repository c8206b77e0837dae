package io.stickermill.console.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.stickermill.console.access.Sessions.Session;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class SessionsTest {

    private static final String TOKEN = "a token of enough characters";
    private static final Instant T = Instant.parse("2026-01-31T03:00:00Z");

    private final Sessions sessions = at(T, TOKEN);

    @Test
    void aCodeLetsInOnceAndNotAfterTwoMinutes() {
        String code = sessions.code("ada");

        assertThat(sessions.byCode(code)).map(Session::name).contains("ada");
        assertThat(sessions.byCode(code)).isEmpty();
        assertThat(sessions.byCode("made up")).isEmpty();
    }

    @Test
    void aSessionIsKnownUntilItsEndAndByItsTokenAlone() {
        Session session = sessions.begin("ada");

        assertThat(at(T.plus(Duration.ofHours(11)), TOKEN).of(session.cookie())).contains(session);
        assertThat(at(T.plus(Duration.ofHours(13)), TOKEN).of(session.cookie())).isEmpty();
        assertThat(at(T, "another token, as long").of(session.cookie())).isEmpty();
    }

    @Test
    void whatSomebodyHasWrittenIntoACookieLetsNobodyIn() {
        String[] parts = sessions.begin("ada").cookie().split("\\.");

        assertThat(sessions.of(parts[0] + "." + (Long.parseLong(parts[1]) + 1) + "." + parts[2]))
                .isEmpty();
        assertThat(sessions.of("..")).isEmpty();
        assertThat(sessions.of(null)).isEmpty();
        assertThat(sessions.of("x")).isEmpty();
    }

    @Test
    void onlyTheSessionsOwnProofProves() {
        Session session = sessions.begin("ada");

        assertThat(Sessions.isProven(session, session.proof())).isTrue();
        assertThat(Sessions.isProven(session, sessions.begin("bob").proof())).isFalse();
        assertThat(Sessions.isProven(session, null)).isFalse();
    }

    @Test
    void aNameIsOneLineOfALog() {
        assertThat(sessions.begin("ada\nroot did it\u001b[2J").name()).isEqualTo("adaroot did it2J");
        assertThat(sessions.begin(" ").name()).isEqualTo("somebody");
    }

    private static Sessions at(Instant now, String token) {
        return new Sessions(token, Clock.fixed(now, ZoneOffset.UTC));
    }
}
