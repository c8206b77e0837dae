package io.stickermill.platform.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import io.stickermill.platform.storage.StorageSettings.Checksums;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over the wire, at a server that only notes it. */
class ObjectStorageTest {

    private static final byte[] STICKER = "RIFF....WEBP a sticker".getBytes(StandardCharsets.UTF_8);

    private HttpServer server;
    private ObjectStorage storage;
    private volatile Headers headers;
    private volatile URI asked;
    private volatile byte[] body;
    private volatile int status = 200;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked = exchange.getRequestURI();
            headers = exchange.getRequestHeaders();
            body = exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        storage = storage(Checksums.WHEN_SUPPORTED);
    }

    private ObjectStorage storage(Checksums checksums) {
        return storage(checksums, null);
    }

    private ObjectStorage storage(Checksums checksums, @Nullable String publicEndpoint) {
        return new ObjectStorage(new StorageSettings(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                publicEndpoint == null ? null : URI.create(publicEndpoint),
                "us-east-1",
                "stickers",
                "a-key",
                "a-secret",
                checksums,
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
        storage.put("stickers/one.webp", STICKER);

        assertThat(body).isEqualTo(STICKER);
        assertThat(headers.getFirst("Content-Length")).isEqualTo("22");
        assertThat(headers.getFirst("X-amz-checksum-crc32")).isNotBlank();
        assertThat(headers.containsKey("X-amz-trailer")).isFalse();
        assertThat(headers.getFirst("X-amz-content-sha256")).hasSize(64);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stickers/a b.webp",
                "stickers/a+b.webp",
                "stickers/a%20b%.webp",
                "stickers/a#b.webp",
                "stickers/a&b=c?d.webp",
                "stickers/ä€😀.webp",
                "/stickers/one.webp",
                "stickers//one.webp",
                "stickers/'(one)'*;,@:!$~[]{}|^`<>.webp"
            })
    void keysAreTakenAsTheyAreAndLinksLeadThere(String key) throws Exception {
        storage.put(key, STICKER);
        assertThat(asked.getPath()).isEqualTo("/stickers/" + key);

        HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(storage.link(key, Duration.ofMinutes(1)))
                                .build(),
                        BodyHandlers.discarding());
        assertThat(asked.getPath()).isEqualTo("/stickers/" + key);
    }

    @Test
    void linksNameThePublicEndpointAndCallsDoNot() {
        try (ObjectStorage outside = storage(Checksums.WHEN_SUPPORTED, "https://files.example.com")) {
            outside.put("stickers/one.webp", STICKER);

            assertThat(headers.getFirst("Host"))
                    .isEqualTo("127.0.0.1:" + server.getAddress().getPort());
            assertThat(outside.link("stickers/one.webp", Duration.ofMinutes(1)).toString())
                    .startsWith("https://files.example.com/stickers/stickers/one.webp?");
        }
        try (ObjectStorage inside = storage(Checksums.WHEN_SUPPORTED, "")) {
            assertThat(inside.link("stickers/one.webp", Duration.ofMinutes(1)).getPort())
                    .isEqualTo(server.getAddress().getPort());
        }
    }

    @Test
    void aPublicEndpointIsAWholeAddress() {
        assertThatThrownBy(() -> storage(Checksums.WHEN_SUPPORTED, "files.example.com"))
                .hasMessageContaining("stickermill.storage.public-endpoint");
    }

    @Test
    void serversThatRefuseChecksumsGetNone() {
        try (ObjectStorage plain = storage(Checksums.WHEN_REQUIRED)) {
            plain.put("stickers/one.webp", STICKER);
        }

        assertThat(body).isEqualTo(STICKER);
        assertThat(headers.keySet())
                .noneMatch(name -> name.toLowerCase(Locale.ROOT).contains("checksum"));
    }

    @Test
    void aKeyThatTheServerDoesNotTakeIsNoOutage() {
        status = 400;

        assertThatThrownBy(() -> storage.size("stickers/ä?#")).isInstanceOf(StorageRefused.class);
        assertThatThrownBy(() -> storage.get("stickers/ä?#"))
                .isInstanceOf(StorageRefused.class)
                .hasMessageContaining("stickers/ä?#")
                .hasMessageContaining("400");
        assertThatThrownBy(() -> storage.size("")).isInstanceOf(StorageRefused.class);
    }

    @Test
    void whatIsStreamedHasTheSameChecksumsAndNoTrailer() {
        storage.put("stickers/one.webp", STICKER);
        Headers whole = headers;

        storage.put("stickers/one.webp", new Bytes(STICKER));

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
        Content photo = new Bytes(Arrays.copyOf(STICKER, 15_000_000));
        storage.put("uploads/one", new Bytes(STICKER));

        long before = threads.getCurrentThreadAllocatedBytes();
        storage.put("uploads/one", photo);

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(5_000_000);
        assertThat(body).hasSize(15_000_000);
    }

    @ParameterizedTest
    @CsvSource({
        "image/webp, 52494646 00000000 57454250",
        "image/png, 89504E47 0D0A1A0A",
        "image/jpeg, FFD8FF 01",
        "image/gif, 474946383961",
        "video/mp4, 00000018 66747970 6D703432",
        "video/webm, 1A45DFA3"
    })
    void theTypeIsFoundInTheBytes(String type, String bytes) {
        byte[] file = HexFormat.of().parseHex(bytes.replace(" ", ""));

        assertThat(storage.put("uploads/one", file).mime()).isEqualTo(type);
        assertThat(headers.getFirst("Content-Type")).isEqualTo(type);
        assertThat(body).isEqualTo(file);
        storage.put("uploads/one", new Bytes(file));
        assertThat(headers.getFirst("Content-Type")).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource({
        "a page, 3C68746D6C3E",
        "nothing, ''",
        "a sound in a RIFF, 52494646 00000000 57415645",
        "the beginning of a WebP, 52494646 00000000 574542",
        "a PNG with a broken line end, 89504E47 0A1A0A00",
        "a phone's picture, 00000018 66747970 68656963",
        "an animated sticker, 1F8B0800"
    })
    void whatIsNoImageAndNoVideoIsNotSent(String what, String bytes) {
        byte[] file = HexFormat.of().parseHex(bytes.replace(" ", ""));

        assertThatThrownBy(() -> storage.put("uploads/one", file))
                .as(what)
                .isInstanceOf(StorageRefused.class)
                .hasMessageContaining("'uploads/one'")
                .hasMessageContaining("no image and no video");
        assertThatThrownBy(() -> storage.put("uploads/one", new Bytes(file)))
                .as(what)
                .isInstanceOf(StorageRefused.class);
        assertThat(asked).as("nothing was sent").isNull();
    }

    @Test
    void whatIsLargerThanAllThatIsStoredIsNotSent() {
        int most = (int) ObjectStorage.LARGEST.toBytes();
        assertThat(most).isEqualTo(50 * 1024 * 1024);

        assertThatThrownBy(() -> storage.put("uploads/one", new Bytes(Arrays.copyOf(STICKER, most + 1))))
                .isInstanceOf(StorageRefused.class)
                .hasMessageContaining("52428801 bytes")
                .hasMessageContaining("50 MB");
        assertThat(asked).as("nothing was sent").isNull();
        storage.put("uploads/one", new Bytes(Arrays.copyOf(STICKER, most)));
        assertThat(body).hasSize(most);
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

        assertThatThrownBy(() -> storage.put("stickers/one.webp", STICKER))
                .isInstanceOf(StorageUnavailable.class)
                .hasMessageContaining("object storage failed to put stickers/one.webp: ")
                .hasMessageContaining("403")
                .hasMessageNotContaining("a-secret");
    }
}
