package io.stickermill.generation.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.stickermill.generation.remote.Refusal.Why;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemoveBgTest extends ProviderTest {

    private static final String CALL = "POST /v1.0/removebg";

    private Submitted submit() {
        return new RemoveBg(there.address(), "key", LONGEST).submit(task("auto", null, Map.of("type", "person")));
    }

    @Test
    void aPhotoGoesAsAFormAndItsAnswerIsTheCutOut() {
        there.expect(
                CALL,
                call -> {
                    assertThat(call.header("X-Api-Key")).isEqualTo("key");
                    assertThat(call.header("Accept")).isEqualTo("application/json");
                    assertThat(call.form())
                            .contains("name=\"size\"", "auto", "name=\"format\"", "png", "name=\"type\"", "person")
                            .contains("name=\"image_file\"; filename=\"photo.png\"\r\nContent-Type: image/png")
                            .doesNotContain("name=\"prompt\"");
                },
                new StandIn.Answer(200, "{\"data\":{\"result_b64\":\"AQI=\"}}", Map.of()));

        assertThat(((RemotePicture.Bytes) ((Submitted.Finished) submit()).picture()).file())
                .containsExactly(1, 2);
    }

    @ParameterizedTest
    @CsvSource({
        "400, unknown_foreground, CONTENT",
        "400, file_too_large, INPUT",
        "402, insufficient_credits, CREDIT",
        "403, auth_failed, KEY",
        "429, rate_limit_exceeded, BUSY"
    })
    void aRefusalSaysWhy(int status, String code, Why why) {
        there.expect(CALL, status, "{\"errors\":[{\"title\":\"t\",\"code\":\"" + code + "\"}]}");

        assertThat(((Submitted.Refused) submit()).refusal().why()).isEqualTo(why);
    }

    @ParameterizedTest
    @CsvSource({"500, ''", "0, ''", "200, '{}'", "200, '{\"data\":{}}'"})
    void whatMayHaveBeenPaidIsNeverSaidToBeRefused(int status, String body) {
        there.expect(CALL, status, body);

        assertThat(submit()).isInstanceOf(Submitted.Unknown.class);
    }
}
