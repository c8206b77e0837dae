package io.stickermill.generation.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.stickermill.generation.remote.Refusal.Why;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenAiTest extends ProviderTest {

    private static final String CALL = "POST /v1/images/edits";

    private Submitted submit() {
        return new OpenAi(there.address(), "key", LONGEST)
                .submit(task("gpt-image-1", null, Map.of("background", "transparent")));
    }

    @Test
    void anEditIsAFormAndItsAnswerThePicture() {
        there.expect(
                CALL,
                call -> {
                    assertThat(call.header("Authorization")).isEqualTo("Bearer key");
                    assertThat(call.form())
                            .contains("name=\"model\"", "gpt-image-1", "name=\"prompt\"", "as a clay figure")
                            .contains("name=\"background\"", "transparent")
                            .contains("name=\"image\"; filename=\"photo.png\"\r\nContent-Type: image/png");
                },
                new StandIn.Answer(200, "{\"created\":1,\"data\":[{\"b64_json\":\"AQI=\"}]}", Map.of()));

        assertThat(((RemotePicture.Bytes) ((Submitted.Finished) submit()).picture()).file())
                .containsExactly(1, 2);
    }

    @ParameterizedTest
    @CsvSource({
        "400, moderation_blocked, CONTENT",
        "400, content_policy_violation, CONTENT",
        "400, invalid_value, INPUT",
        "401, invalid_api_key, KEY",
        "404, model_not_found, MODEL",
        "429, rate_limit_exceeded, BUSY",
        "429, insufficient_quota, CREDIT"
    })
    void aRefusalSaysWhy(int status, String code, Why why) {
        there.expect(CALL, status, "{\"error\":{\"code\":\"" + code + "\",\"message\":\"m\"}}");

        assertThat(((Submitted.Refused) submit()).refusal().why()).isEqualTo(why);
    }

    @ParameterizedTest
    @CsvSource({"500, ''", "0, ''", "200, '{}'", "200, '{\"data\":[{\"b64_json\":\"%%%\"}]}'"})
    void whatMayHaveBeenPaidIsNeverSaidToBeRefused(int status, String body) {
        there.expect(CALL, status, body);

        Submitted came = submit();
        // The decoder passes over what is no base64: an empty picture is refused where pictures are opened.
        assertThat(came).isNotInstanceOf(Submitted.Refused.class);
    }
}
