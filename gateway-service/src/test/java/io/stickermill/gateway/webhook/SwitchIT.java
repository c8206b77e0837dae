package io.stickermill.gateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.stickermill.emulator.client.EmulatedUser;
import io.stickermill.gateway.GatewayApplication;
import io.stickermill.localstack.parts.LocalParts;
import io.stickermill.localstack.parts.PartKind;
import io.stickermill.platform.event.TopicScan;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.Topics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** From polling to the webhook and back, with photos coming all the while. */
class SwitchIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final byte[] PHOTO = {(byte) 0xff, (byte) 0xd8, 0, 1};
    private static final long CHAT = 5;

    private Map<String, String> settings;
    private final Set<UUID> sent = new HashSet<>();

    @Test
    void nothingIsLostOnTheWayToTheWebhookAndBack() throws Exception {
        settings = LocalParts.shared(
                        EnumSet.of(PartKind.BROKER, PartKind.POSTGRES, PartKind.REGISTRY, PartKind.EMULATOR))
                .springProperties("gateway");
        int setBefore = calls("setWebhook").size();
        int deletedBefore = calls("deleteWebhook").size();
        Map<String, String> webhook = Map.of(
                "stickermill.updates", "webhook",
                "stickermill.webhook.url", "http://127.0.0.1:" + settings.get("server.port") + "/telegram/webhook",
                "stickermill.webhook.secret", "a-secret-of-the-switch-only-1234",
                "stickermill.webhook.check", "1s");
        for (Map<String, String> mode : List.of(Map.<String, String>of(), webhook, webhook, Map.<String, String>of())) {
            send();
            try (ConfigurableApplicationContext gateway = gateway(mode)) {
                send();
                await("what was sent before and since the start, with " + mode.keySet())
                        .atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(requested(gateway)).containsExactlyInAnyOrderElementsOf(sent));
            }
        }
        assertThat(calls("setWebhook"))
                .as("registered once: it stayed as it was, also over a restart")
                .hasSize(setBefore + 1);
        assertThat(calls("deleteWebhook")).hasSize(deletedBefore + 1);
    }

    private void send() throws Exception {
        int message = new EmulatedUser(emulator(), CHAT).sendPhoto(PHOTO, Map.of("as", "photo"));
        String token = settings.get("stickermill.telegram.token");
        sent.add(Ids.jobOfMessage(Long.parseLong(token.substring(0, token.indexOf(':'))), CHAT, message));
    }

    private ConfigurableApplicationContext gateway(Map<String, String> mode) {
        Map<String, String> all = new HashMap<>(settings);
        all.putAll(mode);
        return new SpringApplicationBuilder(GatewayApplication.class)
                .run(all.entrySet().stream()
                        .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                        .toArray(String[]::new));
    }

    private static Set<UUID> requested(ConfigurableApplicationContext gateway) {
        Set<UUID> found = new HashSet<>();
        gateway.getBean(TopicScan.class).read(Topics.PHOTO_REQUESTS, Instant.EPOCH, record -> {
            if (record.value().getChatId() == CHAT) {
                found.add(record.value().getJobId());
            }
        });
        return found;
    }

    private List<JsonNode> calls(String method) throws Exception {
        var answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(emulator() + "/admin/calls?method=" + method))
                                .build(),
                        BodyHandlers.ofString());
        List<JsonNode> calls = new ArrayList<>();
        new ObjectMapper().readTree(answer.body()).path("calls").forEach(calls::add);
        return calls;
    }

    private String emulator() {
        return settings.get("stickermill.telegram.base-url");
    }
}
