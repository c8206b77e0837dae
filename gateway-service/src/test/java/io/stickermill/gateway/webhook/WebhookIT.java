package io.stickermill.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.stickermill.gateway.GatewayApplication;
import io.stickermill.localstack.parts.LocalParts;
import io.stickermill.localstack.parts.PartKind;
import io.stickermill.platform.event.TopicScan;
import io.stickermill.schemas.PhotoRequested;
import io.stickermill.schemas.Topics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Telegram's calls, with the broker there and away. */
class WebhookIT {

    private static final String SECRET = "a-secret-of-this-test-only-1234";

    private static LocalParts parts;
    private static ConfigurableApplicationContext gateway;
    private static String address;
    private static Map<String, String> settings;

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void up() {
        parts = LocalParts.shared(EnumSet.of(PartKind.BROKER, PartKind.POSTGRES, PartKind.REGISTRY, PartKind.EMULATOR));
        settings = new HashMap<>(parts.springProperties("gateway"));
        address = "http://127.0.0.1:" + settings.get("server.port") + "/telegram/webhook";
        settings.putAll(Map.of(
                "stickermill.updates", "webhook",
                "stickermill.webhook.url", address,
                "stickermill.webhook.secret", SECRET));
        gateway = new SpringApplicationBuilder(GatewayApplication.class)
                .run(settings.entrySet().stream()
                        .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                        .toArray(String[]::new));
    }

    /** The others that share the emulator begin without a webhook. */
    @AfterAll
    static void down() throws Exception {
        if (gateway != null) {
            gateway.close();
        }
        URI delete = URI.create(settings.get("stickermill.telegram.base-url") + "/bot"
                + settings.get("stickermill.telegram.token") + "/deleteWebhook");
        HttpResponse<String> deleted = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(delete)
                                .POST(BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.ofString());
        assertThat(deleted.statusCode()).as(deleted.body()).isEqualTo(200);
    }

    @Test
    void whoDoesNotKnowTheSecretIsRefusedAndNothingIsDone() throws Exception {
        for (String wrong : new String[] {null, "", "wrong", SECRET + "x", SECRET.substring(1)}) {
            assertThat(post(wrong, photo(11, 1)).statusCode()).as(wrong).isEqualTo(401);
        }
        assertThat(requests(11)).isEmpty();
    }

    @Test
    void anUpdateIsAnsweredOnceKafkaHasItAndTwiceIsOneJob() throws Exception {
        assertThat(post(SECRET, photo(12, 5)).statusCode()).isEqualTo(200);
        assertThat(requests(12)).hasSize(1);
        assertThat(post(SECRET, photo(12, 5)).statusCode()).isEqualTo(200);

        assertThat(requests(12).stream().map(PhotoRequested::getJobId).distinct())
                .hasSize(1);
    }

    @Test
    void whatIsNoUpdateIsRefusedAndWhatCantBeReadIsPassedOver() throws Exception {
        assertThat(post(SECRET, "{").statusCode()).isEqualTo(400);
        assertThat(post(SECRET, "").statusCode()).isEqualTo(400);
        assertThat(post(SECRET, "[1]").statusCode()).isEqualTo(400);
        assertThat(post(SECRET, "{\"message\":{}}").statusCode()).isEqualTo(400);
        assertThat(post(SECRET, "{\"update_id\":1,\"text\":\"" + "x".repeat(1_100_000) + "\"}")
                        .statusCode())
                .isEqualTo(413);
        assertThat(post(SECRET, "{\"update_id\":1,\"poll\":{\"id\":\"7\"}}").statusCode())
                .as("a kind that was not asked for")
                .isEqualTo(200);
        assertThat(post(SECRET, "{\"update_id\":1,\"message\":{\"message_id\":\"none\"}}")
                        .statusCode())
                .as("it would come again for a day")
                .isEqualTo(200);
    }

    @Test
    void whileKafkaIsAwayTelegramIsToldToComeAgain() throws Exception {
        parts.kill(PartKind.BROKER);
        HttpResponse<String> refused = post(SECRET, photo(13, 7));
        parts.restart(PartKind.BROKER);

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(post(SECRET, photo(13, 7)).statusCode()).isEqualTo(200);
        assertThat(requests(13).stream().map(PhotoRequested::getJobId).distinct())
                .hasSize(1);
    }

    private HttpResponse<String> post(String secret, String body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(address))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
        if (secret != null) {
            request.header(WebhookController.SECRET, secret);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static String photo(long chat, int message) {
        return """
                {"update_id":%d,"message":{"message_id":%d,"date":1760000000,
                 "chat":{"id":%d,"type":"private"},"from":{"id":%d,"is_bot":false,"first_name":"A"},
                 "photo":[{"file_id":"f%s","file_unique_id":"u","width":9,"height":9}]}}
                """.formatted(message, message, chat, chat, UUID.nameUUIDFromBytes(new byte[] {(byte) message}));
    }

    private static List<PhotoRequested> requests(long chat) {
        List<PhotoRequested> found = new ArrayList<>();
        gateway.getBean(TopicScan.class).read(Topics.PHOTO_REQUESTS, Instant.EPOCH, record -> {
            if (record.value().getChatId() == chat) {
                found.add(record.value());
            }
        });
        return found;
    }
}
