package io.stickermill.delivery.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.pengrad.telegrambot.response.SendResponse;
import io.stickermill.platform.telegram.TelegramAnswer;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SendOutcomeTest {

    @ParameterizedTest
    @CsvSource({
        "403, Forbidden: bot was blocked by the user, BLOCKED",
        "403, Forbidden: user is deactivated, BLOCKED",
        "400, Bad Request: chat not found, CHAT_GONE",
        "400, Bad Request: STICKER_INVALID, REFUSED"
    })
    void someRefusalsAreFinal(int code, String description, SendOutcome.Final.Reason reason) {
        assertThat(SendOutcome.of(refused(code, description, null)))
                .isEqualTo(new SendOutcome.Final(reason, description));
    }

    @Test
    void tooManyRequestsIsTriedAgainWhenTelegramSays() {
        assertThat(SendOutcome.of(refused(429, "Too Many Requests: retry after 7", Duration.ofSeconds(7))))
                .isEqualTo(new SendOutcome.NotYet("Too Many Requests: retry after 7", Duration.ofSeconds(7)));
    }

    @Test
    void aWrongTokenIsNotTheStickersFault() {
        assertThat(SendOutcome.of(refused(401, "Unauthorized", null))).isInstanceOf(SendOutcome.NotYet.class);
    }

    @Test
    void whatLeftWithoutAnAnswerIsUnknown() {
        assertThat(SendOutcome.of(new TelegramAnswer.OutcomeUnknown<>("timeout")))
                .isEqualTo(new SendOutcome.Unknown("timeout"));
        assertThat(SendOutcome.of(new TelegramAnswer.NotSent<>("refused")))
                .isEqualTo(new SendOutcome.NotYet("refused", null));
    }

    private static TelegramAnswer<SendResponse> refused(int code, String description, Duration retryAfter) {
        return new TelegramAnswer.Refused<>(code, description, Optional.ofNullable(retryAfter), OptionalLong.empty());
    }
}
