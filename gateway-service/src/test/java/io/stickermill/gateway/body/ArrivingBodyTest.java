package io.stickermill.gateway.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.util.unit.DataSize;
import org.springframework.web.ErrorResponseException;

class ArrivingBodyTest {

    private final AtomicLong nanoTime = new AtomicLong(-7);

    @Test
    void aBodyThatFitsIsReadAsItIs() throws IOException {
        assertThat(body(5, 5).readAllBytes()).hasSize(5);
    }

    @Test
    void aLongerOneIsReadNoFurtherThanItMustBe() {
        assertThatThrownBy(() -> body(6, 5).readAllBytes())
                .isInstanceOfSatisfying(
                        ErrorResponseException.class,
                        refused -> assertThat(refused.getStatusCode()).isEqualTo(HttpStatus.CONTENT_TOO_LARGE));
    }

    @Test
    void whoSendsByteByByteIsNotWaitedForAnyLonger() throws IOException {
        ArrivingBody slow = body(5, 5);
        assertThat(slow.read()).isEqualTo(0);
        nanoTime.addAndGet(Duration.ofMinutes(2).toNanos() + 1);

        assertThatThrownBy(slow::read)
                .isInstanceOfSatisfying(
                        ErrorResponseException.class,
                        refused -> assertThat(refused.getStatusCode()).isEqualTo(HttpStatus.REQUEST_TIMEOUT));
    }

    private ArrivingBody body(int length, int largest) {
        return new ArrivingBody(
                new ByteArrayInputStream(new byte[length]),
                DataSize.ofBytes(largest),
                Duration.ofMinutes(2),
                nanoTime::get);
    }
}
