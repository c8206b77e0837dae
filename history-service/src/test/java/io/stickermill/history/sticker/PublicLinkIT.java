package io.stickermill.history.sticker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stickermill.localstack.parts.LocalParts;
import io.stickermill.localstack.parts.PartKind;
import io.stickermill.platform.storage.ObjectStorage;
import io.stickermill.platform.storage.StorageSettings;
import io.stickermill.platform.storage.StorageSettings.Checksums;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Links to the real S3 server by way of another address, as from outside of containers. */
class PublicLinkIT {

    private final Map<String, String> parts =
            LocalParts.shared(Set.of(PartKind.S3)).springProperties("history");

    @Test
    void aLinkLeadsThroughThePublicEndpointAndNoOther() throws Exception {
        URI inside = URI.create(parts.get("stickermill.storage.endpoint"));
        try (ServerSocket outside = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                ObjectStorage storage = storage(inside, URI.create("http://127.0.0.1:" + outside.getLocalPort()))) {
            Thread.ofVirtual().start(() -> forward(outside, inside));
            storage.put("stickers/seen from outside.webp", "RIFF....WEBP".getBytes(UTF_8));

            URI link = storage.link("stickers/seen from outside.webp", Duration.ofMinutes(1));

            assertThat(link.getPort()).isEqualTo(outside.getLocalPort());
            assertThat(get(link).body()).isEqualTo("RIFF....WEBP");
            URI elsewhere = URI.create(link.toString().replace(":" + link.getPort(), ":" + inside.getPort()));
            assertThat(get(elsewhere).statusCode()).as("the address is signed").isEqualTo(403);
        }
    }

    private ObjectStorage storage(URI endpoint, @Nullable URI publicEndpoint) {
        return new ObjectStorage(new StorageSettings(
                endpoint,
                publicEndpoint,
                parts.get("stickermill.storage.region"),
                parts.get("stickermill.storage.bucket"),
                parts.get("stickermill.storage.access-key"),
                parts.get("stickermill.storage.secret-key"),
                Checksums.WHEN_SUPPORTED,
                Duration.ofSeconds(20)));
    }

    private static HttpResponse<String> get(URI address) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    }

    /** As a published port does: bytes, unread. */
    private static void forward(ServerSocket from, URI to) {
        try {
            while (true) {
                Socket caller = from.accept();
                Socket server = new Socket(to.getHost(), to.getPort());
                Thread.ofVirtual().start(() -> copy(caller, server));
                Thread.ofVirtual().start(() -> copy(server, caller));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException closed) {
            // By the other side.
        }
    }
}
