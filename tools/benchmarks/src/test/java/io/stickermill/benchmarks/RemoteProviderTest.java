package io.stickermill.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.stickermill.common.Http;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RemoteProviderTest {

    @Test
    void itAnswersAPhotoWithAStickerAndNotBeforeItsTime() throws IOException, InterruptedException {
        try (RemoteProvider provider = new RemoteProvider()) {
            provider.takes(Duration.ofMillis(200));
            long begin = System.nanoTime();

            HttpResponse<byte[]> answer = Http.CLIENT.send(
                    HttpRequest.newBuilder(provider.url())
                            .POST(BodyPublishers.ofByteArray(new byte[100_000]))
                            .build(),
                    BodyHandlers.ofByteArray());

            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo(Pictures.sticker());
        }
    }
}
