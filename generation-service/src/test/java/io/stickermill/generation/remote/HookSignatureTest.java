package io.stickermill.generation.remote;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** By the vectors that were made for these rules; each with one thing changed is none. */
class HookSignatureTest {

    private static final Instant NOW = Instant.ofEpochSecond(1767225600);

    private static HookCall call(Map<String, String> headers, String body) {
        return new HookCall(headers::get, body.getBytes(UTF_8));
    }

    private static Map<String, String> with(Map<String, String> headers, String name, String value) {
        Map<String, String> changed = new HashMap<>(headers);
        changed.put(name, value);
        return changed;
    }

    @Test
    void replicateSignsIdTimeAndBody() {
        var signature = HmacSignature.ofReplicate("whsec_bWFkZS11cC1zaWduaW5nLWtleS0wMDAx");
        String body = "{\"id\":\"abc123\",\"status\":\"succeeded\",\"output\":[\"https://example.org/a.png\"]}";
        String good = "v1,I9Ym+1PeHTTVXlw/nPLP7izZMqqVd5f/XupoMz+HVVo=";
        Map<String, String> headers =
                Map.of("webhook-id", "msg_example01", "webhook-timestamp", "1767225600", "webhook-signature", good);

        assertThat(signature.isOf(call(headers, body), "abc123", NOW)).isTrue();
        assertThat(signature.isOf(
                        call(with(headers, "webhook-signature", "v1,AAAA v2,x " + good), body), "abc123", NOW))
                .as("one of several")
                .isTrue();
        assertThat(signature.isOf(call(headers, body + " "), "abc123", NOW)).isFalse();
        assertThat(signature.isOf(call(with(headers, "webhook-id", "msg_example02"), body), "abc123", NOW))
                .isFalse();
        assertThat(signature.isOf(call(with(headers, "webhook-timestamp", "1767225601"), body), "abc123", NOW))
                .isFalse();
        assertThat(signature.isOf(call(with(headers, "webhook-timestamp", "now"), body), "abc123", NOW))
                .isFalse();
        assertThat(signature.isOf(
                        call(with(headers, "webhook-signature", good.replace("v1", "v2")), body), "abc123", NOW))
                .isFalse();
        assertThat(signature.isOf(call(with(headers, "webhook-signature", "v1,%%"), body), "abc123", NOW))
                .isFalse();
        assertThat(signature.isOf(call(Map.of(), body), "abc123", NOW)).isFalse();
        assertThat(signature.isOf(call(headers, body), "abc123", NOW.plusSeconds(301)))
                .as("recorded, and sent again")
                .isFalse();
        assertThat(signature.isOf(call(headers, body), "abc123", NOW.minusSeconds(300)))
                .isTrue();
    }

    @Test
    void kieSignsTaskAndTimeOnly() {
        var signature = HmacSignature.ofKie("made-up-kie-key");
        Map<String, String> headers = Map.of(
                "X-Webhook-Timestamp",
                "1767225600",
                "X-Webhook-Signature",
                "EMw9J83m7eYtfoFxKcFuJ2KAqEedza1q7p366v3rVHY=");

        assertThat(signature.isOf(call(headers, "{}"), "task_0001", NOW)).isTrue();
        assertThat(signature.isOf(call(headers, "another"), "task_0001", NOW))
                .as("whatever the body says: nothing of it is believed")
                .isTrue();
        assertThat(signature.isOf(call(headers, "{}"), "task_0002", NOW)).isFalse();
        assertThat(signature.isOf(call(headers, "{}"), "task_0001", NOW.plusSeconds(301)))
                .isFalse();
        assertThat(signature.isOf(call(Map.of(), "{}"), "task_0001", NOW)).isFalse();
    }

    @Test
    void falSignsTheBodysHashByAnyOfItsKeys() {
        var keys = FalSignature.keys(JsonMapper.shared().readTree("""
                {"keys":[{"kty":"RSA","n":"x"},{"kty":"OKP","crv":"Ed25519","x":"%%"},{"kty":"OKP","crv":"Ed25519","x":"AA"},
                 {"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"},
                 {"kty":"OKP","crv":"Ed25519","x":"A6EHv_POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg"}]}
                """));
        assertThat(keys).hasSize(2);
        var signature = new FalSignature(() -> keys);
        String body = "{\"request_id\":\"r-1\",\"status\":\"OK\",\"payload\":{}}";
        Map<String, String> headers = Map.of(
                "X-Fal-Webhook-Request-Id", "r-1",
                "X-Fal-Webhook-User-Id", "user-1",
                "X-Fal-Webhook-Timestamp", "1767225600",
                "X-Fal-Webhook-Signature",
                        "b5853be0390a6c35a1775e70467ecf8d13c3e65f4735ded677b7270967e9655bcc79a84c8caebc9610aec2a641f04c7551ab83de1932ecf9ef0ad06775a72709");
        String task = "/fal-ai/edit/requests/r-1";

        assertThat(signature.isOf(call(headers, body), task, NOW)).isTrue();
        assertThat(signature.isOf(call(headers, body), "/fal-ai/edit/requests/r-2", NOW))
                .as("another's call")
                .isFalse();
        assertThat(signature.isOf(call(headers, body.replace("OK", "ERROR")), task, NOW))
                .isFalse();
        assertThat(signature.isOf(call(with(headers, "X-Fal-Webhook-User-Id", "user-2"), body), task, NOW))
                .isFalse();
        assertThat(signature.isOf(call(with(headers, "X-Fal-Webhook-Signature", "b5"), body), task, NOW))
                .isFalse();
        assertThat(signature.isOf(call(with(headers, "X-Fal-Webhook-Signature", "no hex"), body), task, NOW))
                .isFalse();
        assertThat(signature.isOf(call(headers, body), task, NOW.plusSeconds(301)))
                .isFalse();
        assertThat(new FalSignature(List::of).isOf(call(headers, body), task, NOW))
                .as("without a key nothing is right")
                .isFalse();
    }
}
