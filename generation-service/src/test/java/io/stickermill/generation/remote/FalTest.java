package io.stickermill.generation.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.stickermill.generation.remote.Refusal.Why;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FalTest extends ProviderTest {

    private static final String ORDER =
            "POST /fal-ai/edit/fast" + "?fal_webhook=https%3A%2F%2Fstickers.example.com%2Fhooks%2Fa%2Ftoken";
    private static final String TASK = "/fal-ai/edit/requests/r-1";

    private Fal fal() {
        return new Fal(there.address(), "key", LONGEST);
    }

    @Test
    void anOrderGivesThePathOfItsResult() {
        there.expect(
                ORDER,
                call -> {
                    assertThat(call.header("Authorization")).isEqualTo("Key key");
                    assertThat(json(call).path("prompt").asString()).isEqualTo("as a clay figure");
                    assertThat(json(call).path("image").asString()).startsWith("data:image/png;base64,");
                },
                new StandIn.Answer(
                        200, "{\"request_id\":\"r-1\",\"response_url\":\"" + there.address() + TASK + "\"}", Map.of()));

        assertThat(fal().submit(task("fal-ai/edit/fast", null, Map.of()))).isEqualTo(new Submitted.Accepted(TASK));
    }

    /** The key would go there. */
    @ParameterizedTest
    @CsvSource({
        "https://elsewhere.example.com/fal-ai/edit/requests/r-1",
        "HERE.example.com/fal-ai/edit/requests/r-1",
        "HERE/fal-ai/../x/requests/r-1",
        "HERE/admin",
        "''"
    })
    void anAddressThatIsNotItsOwnIsNotBelieved(String address) {
        there.expect(ORDER, 200, "{\"response_url\":\"" + address.replace("HERE", there.address()) + "\"}");

        assertThat(fal().submit(task("fal-ai/edit/fast", null, Map.of()))).isInstanceOf(Submitted.Unknown.class);
    }

    @ParameterizedTest
    @CsvSource({"401, KEY", "402, CREDIT", "404, MODEL", "422, INPUT", "429, BUSY"})
    void whatIsRefusedWasNotBegun(int status, Why why) {
        there.expect(ORDER, status, "{\"detail\":[{\"msg\":\"m\"}]}");

        Refusal refusal = ((Submitted.Refused) fal().submit(task("fal-ai/edit/fast", null, Map.of()))).refusal();
        assertThat(refusal.why()).isEqualTo(why);
        assertThat(refusal.detail()).isEqualTo(status + " m");
        assertThat(((Submitted.Refused) fal().submit(task("no model", null, Map.of())))
                        .refusal()
                        .why())
                .isEqualTo(Why.MODEL);
    }

    @Test
    void aQueueHasAPlaceAndWorkHasNone() {
        there.expect("GET " + TASK + "/status", 200, "{\"status\":\"IN_QUEUE\",\"queue_position\":3}")
                .expect("GET " + TASK + "/status", 200, "{\"status\":\"IN_PROGRESS\"}");

        assertThat(fal().look(TASK)).isEqualTo(new Looked.Running(3, null));
        assertThat(fal().look(TASK)).isEqualTo(new Looked.Running(null, null));
    }

    @Test
    void completedIsAlsoWhatFailed() {
        String completed = "{\"status\":\"COMPLETED\"}";
        there.expect("GET " + TASK + "/status", 200, completed)
                .expect("GET " + TASK, 200, "{\"images\":[{\"url\":\"https://fal.media/x.png\"}]}")
                .expect("GET " + TASK + "/status", 200, completed)
                .expect("GET " + TASK, 422, "{\"detail\":[{\"msg\":\"no\",\"type\":\"content_policy_violation\"}]}")
                .expect("GET " + TASK + "/status", 200, completed)
                .expect("GET " + TASK, 503, "")
                .expect("GET " + TASK + "/status", 200, completed)
                .expect(
                        "GET " + TASK,
                        _ -> {},
                        new StandIn.Answer(504, "", Map.of("x-fal-request-timeout-type", "user")));

        assertThat(fal().look(TASK))
                .isEqualTo(new Looked.Finished(new RemotePicture.Link(URI.create("https://fal.media/x.png"))));
        assertThat(failed().why()).isEqualTo(Why.CONTENT);
        assertThat(((Looked.NotNow) fal().look(TASK)).refusal().why())
                .as("its gateway, and not its model")
                .isEqualTo(Why.AWAY);
        assertThat(failed().why()).isEqualTo(Why.FAILED);
    }

    private Refusal failed() {
        return ((Looked.Failed) fal().look(TASK)).refusal();
    }

    @Test
    void aTaskIsCancelledByItsPath() {
        there.expect("PUT " + TASK + "/cancel", 202, "{}");

        fal().cancel(TASK);
    }
}
