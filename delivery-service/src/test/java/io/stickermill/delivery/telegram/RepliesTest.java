package io.stickermill.delivery.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import com.pengrad.telegrambot.request.SendPhoto;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.stickermill.delivery.DeliverySettings;
import io.stickermill.delivery.DeliverySettings.ReplyBudget;
import io.stickermill.delivery.DeliverySettings.UnknownOutcome;
import io.stickermill.delivery.chat.Destination;
import io.stickermill.delivery.telegram.Replies.Addressee;
import io.stickermill.platform.dispatch.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RepliesTest {

    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final Duration LEASE = Duration.ofSeconds(45);

    private final SendsInMemory sends = new SendsInMemory(LEASE);
    private final ScriptedMessages telegram = new ScriptedMessages();
    private final Replies replies = new Replies(
            sends,
            new SendOnce(sends, telegram, LEASE, sends::nanos, Duration.ofMillis(1), new SimpleMeterRegistry()),
            new DeliverySettings(
                    Set.of(),
                    LEASE,
                    Duration.ofHours(24),
                    Duration.ofMillis(700),
                    Duration.ofMillis(500),
                    Duration.ofHours(6),
                    UnknownOutcome.SEND_AGAIN,
                    new ReplyBudget(3, Duration.ofSeconds(5)),
                    64),
            Clock.fixed(NOW, ZoneOffset.UTC));

    /** 500 forwarded texts, or 300 garbage files: none of them waits for a turn of its own. */
    @Test
    void aChatIsToldAFewThingsWithinAMomentAndTheRestIsNotSaid() {
        for (int i = 0; i < 500; i++) {
            assertThat(replies.say(UUID.randomUUID(), to(7, NOW), "a hint")).isEqualTo(Outcome.done());
        }
        assertThat(telegram.sent()).hasSize(3);

        replies.say(UUID.randomUUID(), to(8, NOW), "another chat");
        assertThat(telegram.sent()).hasSize(4);
        sends.pass(Duration.ofSeconds(6));
        replies.say(UUID.randomUUID(), to(7, NOW), "later");
        assertThat(telegram.sent()).hasSize(5);
    }

    @Test
    void aSheetIsShownAlsoToWhoWasToldMuch() {
        for (int i = 0; i < 5; i++) {
            replies.say(UUID.randomUUID(), to(7, NOW), "a hint");
        }

        replies.sheet(UUID.randomUUID(), UUID.randomUUID(), to(7, NOW), chat -> new SendPhoto(chat, "file"));

        assertThat(telegram.sent()).hasSize(4);
    }

    @Test
    void whatWasToBeSaidADayAgoIsNotSaid() {
        assertThat(replies.say(UUID.randomUUID(), to(7, NOW.minus(Duration.ofHours(25))), "old"))
                .isEqualTo(Outcome.done());

        assertThat(telegram.sent()).isEmpty();
    }

    private static Addressee to(long chat, Instant published) {
        return new Addressee(new Destination(chat, 5, null), published, published);
    }
}
