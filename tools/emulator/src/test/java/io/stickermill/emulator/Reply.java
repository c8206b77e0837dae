package io.stickermill.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

/** An answer over HTTP. */
public record Reply(int status, JsonNode json) {
    /** The result of a call that went well. */
    public JsonNode result() {
        assertThat(status).as(json.toString()).isEqualTo(200);
        assertThat(json.get("ok").asBoolean()).isTrue();
        return json.get("result");
    }

    String description() {
        return json.path("description").asText();
    }

    public void isRefused(int code, String words) {
        assertThat(json.path("description").asText()).isEqualTo(words);
        assertThat(status).isEqualTo(code);
        assertThat(json.get("error_code").asInt()).isEqualTo(code);
        assertThat(json.get("ok").asBoolean()).isFalse();
    }
}
