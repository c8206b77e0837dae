package io.stickermill.platform.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes over the wire, at a server that only notes it. */
class ObjectStorageTest {

    private static final byte[] STICKER = "a sticker".getBytes(StandardCharsets.UTF_8);

    private HttpServer server;
    private ObjectStorage storage;
    private volatile Headers headers;
    private volatile byte[] body;
    private volatile int status = 200;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            headers = exchange.getRequestHeaders();
            body = exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        storage = new ObjectStorage(new StorageSettings(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                "us-east-1",
                "stickers",
                "a-key",
                "a-secret",
                Duration.ofSeconds(20)));
    }

    @AfterEach
    void stop() {
        storage.close();
        server.stop(0);
    }

    /** A checksum after the body is what some servers don't wait for: their answer then costs the connection. */
    @Test
    void aPutsChecksumsComeBeforeItsBody() {
        storage.put("stickers/one.webp", STICKER, "image/webp");

        assertThat(body).isEqualTo(STICKER);
        assertThat(headers.getFirst("Content-Length")).isEqualTo("9");
        assertThat(headers.getFirst("X-amz-checksum-crc32")).isNotBlank();
        assertThat(headers.containsKey("X-amz-trailer")).isFalse();
        assertThat(headers.getFirst("X-amz-content-sha256")).hasSize(64);
    }

    @Test
    void whatIsStreamedHasTheSameChecksumsAndNoTrailer() {
        storage.put("stickers/one.webp", STICKER, "image/webp");
        Headers whole = headers;

        storage.put("stickers/one.webp", new Bytes(STICKER), "image/webp");

        assertThat(body).isEqualTo(STICKER);
        assertThat(headers.containsKey("X-amz-trailer")).isFalse();
        for (String name :
                new String[] {"Content-Length", "Content-Type", "X-amz-content-sha256", "X-amz-checksum-crc32"}) {
            assertThat(headers.getFirst(name)).as(name).isEqualTo(whole.getFirst(name));
        }
    }

    @Test
    void whatIsStreamedIsNeverInMemoryAsAWhole() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Content photo = new Bytes(new byte[15_000_000]);
        storage.put("uploads/one", new Bytes(STICKER), "image/webp");

        long before = threads.getCurrentThreadAllocatedBytes();
        storage.put("uploads/one", photo, "image/webp");

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(5_000_000);
        assertThat(body).hasSize(15_000_000);
    }

    private record Bytes(byte[] bytes) implements Content {

        @Override
        public long length() {
            return bytes.length;
        }

        @Override
        public InputStream fromTheBeginning() {
            return new ByteArrayInputStream(bytes);
        }
    }

    @Test
    void aFailureSaysWhatTheServerSaid() {
        status = 403;

        assertThatThrownBy(() -> storage.put("stickers/one.webp", STICKER, "image/webp"))
                .isInstanceOf(StorageUnavailable.class)
                .hasMessageContaining("object storage failed to put stickers/one.webp: ")
                .hasMessageContaining("403")
                .hasMessageNotContaining("a-secret");
    }
}
