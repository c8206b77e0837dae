package io.stickermill.gateway.update;

import static org.assertj.core.api.Assertions.assertThat;

import io.stickermill.gateway.update.Tellings.Often;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What holds of the table and of its twin. */
abstract class TellingsContract {

    private static final AtomicLong CHATS = new AtomicLong(System.nanoTime());

    private final long chat = CHATS.incrementAndGet();

    abstract Tellings tellings();

    /** Lets time pass. */
    abstract void pass(Duration time);

    @Test
    void aHintIsGivenOnceAMinuteHoweverMuchIsSaid() {
        assertThat(tellings().claim(chat, "hint", Often.HINT, 1)).isTrue();
        for (int message = 2; message <= 500; message++) {
            assertThat(tellings().isSpent(chat, "hint") || !tellings().claim(chat, "hint", Often.HINT, message))
                    .isTrue();
        }
        pass(Often.HINT.within().plusSeconds(1));
        assertThat(tellings().claim(chat, "hint", Often.HINT, 501)).isTrue();
        assertThat(tellings().claim(chat, "hint", Often.HINT, 502)).isFalse();
    }

    @Test
    void theMessageThatWasAnsweredIsAnsweredAgainWhenItComesAgain() {
        assertThat(tellings().claim(chat, "hint", Often.HINT, 1)).isTrue();
        assertThat(tellings().claim(chat, "hint", Often.HINT, 2)).isFalse();
        assertThat(tellings().claim(chat, "hint", Often.HINT, 1)).isTrue();
    }

    @Test
    void whatIsAskedForIsAnsweredSeveralTimes() {
        for (int message = 1; message <= Often.ANSWER.most(); message++) {
            assertThat(tellings().claim(chat, "help", Often.ANSWER, message)).isTrue();
        }
        assertThat(tellings().claim(chat, "help", Often.ANSWER, 99)).isFalse();
    }

    @Test
    void oneChatsBudgetIsNoOthersAndOneAnswersNoOthers() {
        assertThat(tellings().claim(chat, "hint", Often.HINT, 1)).isTrue();
        assertThat(tellings().claim(chat, "heic", Often.COMPLAINT, 2)).isTrue();
        assertThat(tellings().claim(CHATS.incrementAndGet(), "hint", Often.HINT, 3))
                .isTrue();
    }
}
