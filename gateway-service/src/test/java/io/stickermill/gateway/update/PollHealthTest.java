package io.stickermill.gateway.update;

import static org.assertj.core.api.Assertions.assertThat;

import io.stickermill.platform.telegram.Updates;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

class PollHealthTest {

    private final PollHealth health = new PollHealth();

    @Test
    void aRefusedTokenAndAnotherPollerAreSaidInWords() {
        health.note(new Updates.Refused(401, "Unauthorized", Optional.empty()));
        assertThat(words())
                .contains("refuses the bot's token (401 Unauthorized)")
                .contains("BotFather");

        health.note(new Updates.Refused(409, "Conflict: terminated by other getUpdates request", Optional.empty()));
        assertThat(words()).contains("another program takes this bot's updates (409 Conflict");

        health.note(new Updates.Unavailable("connection refused"));
        assertThat(words()).isEqualTo("no updates from Telegram: connection refused");
        assertThat(status().getCode()).isEqualTo("LIMITED");
    }

    @Test
    void anAnswerEndsIt() {
        health.note(new Updates.Refused(401, "Unauthorized", Optional.empty()));

        health.note(new Updates.Received(List.of()));

        assertThat(status()).isEqualTo(Status.UP);
    }

    @Test
    void whoStandsByHasNothingToComplainOf() {
        health.note(new Updates.Refused(409, "Conflict", Optional.empty()));

        health.spare();

        assertThat(status()).isEqualTo(Status.UP);
    }

    private String words() {
        return status().getDescription();
    }

    private Status status() {
        return health.health().getStatus();
    }
}
