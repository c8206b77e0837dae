package io.stickermill.generation.remote;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stickermill.generation.remote.ProviderHttp.Answer;
import io.stickermill.generation.remote.RemoteDownload.Fetched;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.util.unit.DataSize;

/** Whoever answers, and then says no more. */
class DeadlineTest {

    private ServerSocket there;

    @BeforeEach
    void listen() throws IOException {
        there = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            try (Socket caller = there.accept()) {
                caller.getOutputStream().write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"a".getBytes(UTF_8));
                caller.getOutputStream().flush();
                Thread.sleep(Duration.ofMinutes(1));
            } catch (IOException | InterruptedException closed) {
                // The test has ended.
            }
        });
    }

    @AfterEach
    void close() throws IOException {
        there.close();
    }

    private String address() {
        return "http://127.0.0.1:" + there.getLocalPort();
    }

    @Test
    @Timeout(20)
    void anAnswerThatStopsInTheMiddleIsLost() {
        var http = new ProviderHttp(address(), "Authorization", "key", Duration.ofMillis(300));

        assertThat(http.get("/x")).isInstanceOf(Answer.Lost.class);
    }

    @Test
    void aKeyThatIsNoHeaderIsRefusedAtTheStartAndNotTold() {
        assertThatThrownBy(() -> new ProviderHttp(address(), "Authorization", "se\ncret", Duration.ofMillis(300)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(address())
                .hasMessageNotContaining("cret");
    }

    @Test
    void anAddressThatNobodyCanAskIsNoPicture() {
        var download = new RemoteDownload(DataSize.ofMegabytes(1), List.of("https://127.0.0.1:99999"));

        assertThat(download.fetch(URI.create("https://127.0.0.1:99999/x.png"))).isInstanceOf(Fetched.Not.class);
    }

    @Test
    void strangersWordsAreScrubbed() {
        assertThat(new Refusal(Refusal.Why.FAILED, "a\u0000b\nhttps://s3/x?X-Amz-Signature=abc failed").detail())
                .isEqualTo("a b (a link) failed");
    }
}
