package io.stickermill.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class UntilTest {

    private static final Until SOON = Until.every(Duration.ofMillis(1));

    @Test
    void theFirstAnswerThatIsEnoughIsGiven() throws InterruptedException {
        Iterator<Integer> answers = List.of(1, 2, 3, 4).iterator();

        assertThat(SOON.answer(answers::next, number -> number >= 3)).isEqualTo(3);
        assertThat(answers.next()).as("no further question was asked").isEqualTo(4);
    }

    @Test
    void whenTheTimeIsOverTheLastAnswerIsGiven() throws InterruptedException {
        Until once = SOON.forAtMost(Duration.ZERO);

        assertThat(once.answer(() -> "not yet", "done"::equals)).isEqualTo("not yet");
        assertThat(once.isTrue(() -> false)).isFalse();
        assertThat(once.isTrue(() -> true)).as("it is asked once in any case").isTrue();
    }

    @Test
    void aFaultEndsTheWaiting() {
        assertThatThrownBy(() -> SOON.isTrue(() -> {
                    throw new IOException("away");
                }))
                .isInstanceOf(IOException.class);
    }
}
