package io.stickermill.generation.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.stickermill.generation.remote.Refusal.Why;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KieTest extends ProviderTest {

    private static final String CREATE = "POST /api/v1/jobs/createTask";
    private static final String READ = "GET /api/v1/jobs/recordInfo?taskId=t1";

    private Kie kie() {
        return new Kie(there.address(), "key", LONGEST);
    }

    @Test
    void anOrderIsAsTheDocumentsHaveIt() {
        there.expect(
                CREATE,
                call -> {
                    assertThat(call.header("Authorization")).isEqualTo("Bearer key");
                    var order = json(call);
                    assertThat(order.propertyNames()).containsExactlyInAnyOrder("model", "callBackUrl", "input");
                    assertThat(order.path("model").asString()).isEqualTo("google/nano-banana-edit");
                    assertThat(order.path("callBackUrl").asString()).isEqualTo(HOOK.toString());
                    assertThat(order.path("input").path("image_urls").toString())
                            .isEqualTo("[\"" + LINK + "\"]");
                    assertThat(order.path("input").path("output_format").asString())
                            .isEqualTo("png");
                },
                new StandIn.Answer(200, "{\"code\":200,\"msg\":\"success\",\"data\":{\"taskId\":\"t1\"}}", Map.of()));

        var task = new ImageTask(
                "google/nano-banana-edit", "p", png(64), LINK, "image_urls", Map.of("output_format", "png"), HOOK);
        assertThat(kie().submit(task)).isEqualTo(new Submitted.Accepted("t1"));
    }

    /** They come as HTTP 200. */
    @ParameterizedTest
    @CsvSource({
        "400, INPUT",
        "401, KEY",
        "402, CREDIT",
        "404, MODEL",
        "422, INPUT",
        "429, BUSY",
        "433, BUSY",
        "455, BUSY",
        "501, CONTENT",
        "505, MODEL"
    })
    void whatIsRefusedWasNotBegun(int code, Why why) {
        there.expect(CREATE, 200, "{\"code\":" + code + ",\"msg\":\"m\",\"data\":null}");

        Refusal refusal = ((Submitted.Refused) kie().submit(task("m", LINK, Map.of()))).refusal();

        assertThat(refusal.why()).isEqualTo(why);
        assertThat(refusal.retryAfter())
                .as("what it throws away is to come after its window")
                .isEqualTo(why == Why.BUSY ? Duration.ofSeconds(10) : null);
    }

    @ParameterizedTest
    @CsvSource({"200, '{\"code\":500}'", "200, '{\"code\":408}'", "200, '{\"code\":200}'", "500, ''", "0, ''"})
    void whatMayHaveBegunIsNeverSaidToBeRefused(int status, String body) {
        there.expect(CREATE, status, body);

        assertThat(kie().submit(task("m", LINK, Map.of()))).isInstanceOf(Submitted.Unknown.class);
    }

    @Test
    void aResultIsJsonWithinJson() {
        there.expect(READ, 200, """
                {"code":200,"data":{"taskId":"t1","state":"success",
                 "resultJson":"{\\"resultUrls\\":[\\"https://example.org/r.png\\"]}"}}
                """);

        assertThat(kie().look("t1"))
                .isEqualTo(new Looked.Finished(new RemotePicture.Link(URI.create("https://example.org/r.png"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"state\":\"waiting\"}",
                "{\"state\":\"queuing\"}",
                "{\"state\":\"generating\"}",
                "{\"state\":\"success\",\"resultJson\":\"\"}",
                "{\"state\":\"success\",\"resultJson\":\"{cut\"}"
            })
    void whatHasNoResultYetIsReadAgain(String data) {
        there.expect(READ, 200, "{\"code\":200,\"data\":" + data + "}");

        assertThat(kie().look("t1")).isEqualTo(new Looked.Running(null, null));
    }

    @ParameterizedTest
    @CsvSource({"501, CONTENT", "500, FAILED", "408, AWAY"})
    void aFailureSaysWhy(String code, Why why) {
        there.expect(READ, 200, "{\"code\":200,\"data\":{\"state\":\"fail\",\"failCode\":\"" + code + "\"}}");

        assertThat(((Looked.Failed) kie().look("t1")).refusal().why()).isEqualTo(why);
    }

    @Test
    void aTaskThatNobodyKnowsIsGone() {
        there.expect(READ, 200, "{\"code\":422,\"msg\":\"recordInfo is null\",\"data\":null}");

        assertThat(((Looked.Failed) kie().look("t1")).refusal().why()).isEqualTo(Why.GONE);
    }
}
