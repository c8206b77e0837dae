package io.stickermill.generation.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.stickermill.generation.remote.Refusal.Why;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeminiTest extends ProviderTest {

    private static final String CALL = "POST /v1beta/models/gemini-2.5-flash-image:generateContent";

    private Submitted submit() {
        return new Gemini(there.address(), "key", LONGEST)
                .submit(task("gemini-2.5-flash-image", null, Map.of("aspectRatio", "1:1")));
    }

    @Test
    void theLastPictureThatIsNoThoughtCounts() {
        there.expect(
                CALL,
                call -> {
                    assertThat(call.header("x-goog-api-key")).isEqualTo("key");
                    var parts = json(call).path("contents").path(0).path("parts");
                    assertThat(parts.path(0).path("text").asString()).isEqualTo("as a clay figure");
                    assertThat(parts.path(1).path("inlineData").path("mimeType").asString())
                            .isEqualTo("image/png");
                    var config = json(call).path("generationConfig");
                    assertThat(config.path("responseModalities").toString()).isEqualTo("[\"TEXT\",\"IMAGE\"]");
                    assertThat(config.path("imageConfig").path("aspectRatio").asString())
                            .isEqualTo("1:1");
                },
                new StandIn.Answer(200, """
                        {"candidates":[{"finishReason":"STOP","content":{"parts":[{"text":"Here"},
                         {"inlineData":{"mimeType":"image/png","data":"AQ=="}},{"inlineData":{"data":"Ag=="}},
                         {"thought":true,"inlineData":{"data":"Aw=="}}]}}]}
                        """, Map.of()));

        assertThat(((RemotePicture.Bytes) ((Submitted.Finished) submit()).picture()).file())
                .containsExactly(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"promptFeedback\":{\"blockReason\":\"PROHIBITED_CONTENT\"}}|CONTENT",
                "{\"promptFeedback\":{\"blockReason\":\"OTHER\"}}|FAILED",
                "{\"candidates\":[{\"finishReason\":\"IMAGE_SAFETY\"}]}|CONTENT",
                "{\"candidates\":[{\"finishReason\":\"NO_IMAGE\"}]}|FAILED",
                "{\"candidates\":[{\"finishReason\":\"STOP\",\"content\":{\"parts\":[{\"text\":\"I won't\"}]}}]}|FAILED",
                "{}|FAILED"
            })
    void aRefusalHasThreeForms(String body, Why why) {
        there.expect(CALL, 200, body);

        assertThat(((Submitted.Refused) submit()).refusal().why()).isEqualTo(why);
    }

    @ParameterizedTest
    @CsvSource({
        "400, INVALID_ARGUMENT, INPUT",
        "400, FAILED_PRECONDITION, CREDIT",
        "401, '', KEY",
        "404, NOT_FOUND, MODEL",
        "503, UNAVAILABLE, AWAY"
    })
    void anErrorSaysWhy(int status, String word, Why why) {
        there.expect(CALL, status, "{\"error\":{\"status\":\"" + word + "\"}}");

        assertThat(((Submitted.Refused) submit()).refusal().why()).isEqualTo(why);
    }

    @Test
    void aPauseMayStandInTheDetails() {
        there.expect(
                CALL, 429, "{\"error\":{\"status\":\"RESOURCE_EXHAUSTED\",\"details\":[{},{\"retryDelay\":\"17s\"}]}}");

        Refusal refusal = ((Submitted.Refused) submit()).refusal();
        assertThat(refusal.why()).isEqualTo(Why.BUSY);
        assertThat(refusal.retryAfter()).isEqualTo(Duration.ofSeconds(17));
    }

    @Test
    void anAnswerThatIsLostMayHaveBeenPaid() {
        there.expect(CALL, 0, "");

        assertThat(submit()).isInstanceOf(Submitted.Unknown.class);
    }
}
