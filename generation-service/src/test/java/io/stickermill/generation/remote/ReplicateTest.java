package io.stickermill.generation.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.stickermill.generation.remote.Refusal.Why;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplicateTest extends ProviderTest {

    private Replicate replicate() {
        return new Replicate(there.address(), "r8_secret", LONGEST);
    }

    @Test
    void anOrderIsAsTheReferenceHasIt() {
        there.expect(
                "POST /predictions",
                call -> {
                    assertThat(call.header("Authorization")).isEqualTo("Bearer r8_secret");
                    assertThat(call.header("Content-Type")).isEqualTo("application/json");
                    var order = json(call);
                    assertThat(order.propertyNames())
                            .containsExactlyInAnyOrder("version", "input", "webhook", "webhook_events_filter");
                    assertThat(order.path("version").asString()).isEqualTo("acme/stickers");
                    assertThat(order.path("webhook").asString()).isEqualTo(HOOK.toString());
                    assertThat(order.path("webhook_events_filter").toString()).isEqualTo("[\"completed\"]");
                    assertThat(order.path("input").path("prompt").asString()).isEqualTo("as a clay figure");
                    assertThat(order.path("input").path("steps").asInt()).isEqualTo(4);
                    assertThat(order.path("input").path("image").asString()).startsWith("data:image/png;base64,iVBO");
                },
                new StandIn.Answer(201, "{\"id\":\"k3x\",\"status\":\"starting\"}", Map.of()));

        assertThat(replicate().submit(task("acme/stickers", null, Map.of("steps", 4))))
                .isEqualTo(new Submitted.Accepted("k3x"));
    }

    @Test
    void aLargePictureIsUploadedAndALinkIsPassedOn() {
        there.expect(
                        "POST /files",
                        call -> {
                            assertThat(call.header("Content-Type")).startsWith("multipart/form-data; boundary=");
                            assertThat(call.form())
                                    .contains(
                                            "name=\"content\"; filename=\"photo\"\r\nContent-Type: image/png\r\n\r\n");
                            assertThat(call.body().length).isGreaterThan(300_000);
                        },
                        new StandIn.Answer(201, "{\"urls\":{\"get\":\"https://files.example.com/f1\"}}", Map.of()))
                .expect(
                        "POST /predictions",
                        call -> assertThat(
                                        json(call).path("input").path("image").asString())
                                .isEqualTo("https://files.example.com/f1"),
                        new StandIn.Answer(201, "{\"id\":\"a\"}", Map.of()))
                .expect(
                        "POST /predictions",
                        call -> assertThat(
                                        json(call).path("input").path("image").asString())
                                .isEqualTo(LINK.toString()),
                        new StandIn.Answer(202, "{\"id\":\"b\"}", Map.of()));

        var large = new ImageTask("m/n", "p", png(300_000), null, "image", Map.of(), HOOK);
        assertThat(replicate().submit(large)).isEqualTo(new Submitted.Accepted("a"));
        assertThat(replicate().submit(task("m/n", LINK, Map.of()))).isEqualTo(new Submitted.Accepted("b"));
    }

    @ParameterizedTest
    @CsvSource({"400, INPUT", "401, KEY", "402, CREDIT", "404, MODEL", "422, INPUT", "429, BUSY"})
    void whatIsRefusedWasNotBegun(int status, Why why) {
        there.expect(
                "POST /predictions",
                _ -> {},
                new StandIn.Answer(status, "{\"title\":\"T\",\"detail\":\"D\"}", Map.of("Retry-After", "7")));

        assertThat(replicate().submit(task("m/n", null, Map.of())))
                .isEqualTo(new Submitted.Refused(new Refusal(why, status + " t d", Duration.ofSeconds(7))));
    }

    /** To order again might be to pay twice. */
    @ParameterizedTest
    @CsvSource({"500, ''", "503, ''", "201, '{}'", "201, no json", "201, '{\"id\":\"../x\"}'", "0, ''"})
    void whatMayHaveBegunIsNeverSaidToBeRefused(int status, String body) {
        there.expect("POST /predictions", status, body);

        assertThat(replicate().submit(task("m/n", null, Map.of()))).isInstanceOf(Submitted.Unknown.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"status\":\"starting\"}|null",
                "{\"status\":\"processing\",\"logs\":\"10%#   1/9\\\\n50%## 4/9\"}|50",
                "{\"status\":\"something-new\"}|null"
            })
    void whatHasNotEndedRuns(String body, String percent) {
        there.expect("GET /predictions/k3x", 200, body.replace("%#", "%|#"));

        Looked.Running running = (Looked.Running) replicate().look("k3x");

        assertThat(String.valueOf(running.percent())).isEqualTo(percent);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "\"https://replicate.delivery/xy/out.png\"",
                "[\"https://replicate.delivery/xy/out.png\",\"https://replicate.delivery/xy/2.png\"]",
                "{\"image\":{\"url\":\"https://replicate.delivery/xy/out.png\"}}"
            })
    void anOutputHasAnyShape(String output) {
        there.expect("GET /predictions/k3x", 200, "{\"status\":\"succeeded\",\"output\":" + output + "}");

        assertThat(replicate().look("k3x"))
                .isEqualTo(new Looked.Finished(
                        new RemotePicture.Link(URI.create("https://replicate.delivery/xy/out.png"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"status\":\"succeeded\",\"output\":null,\"data_removed\":true}|GONE",
                "{\"status\":\"succeeded\",\"output\":\"file:///etc/passwd\"}|GONE",
                "{\"status\":\"succeeded\",\"output\":\"https://user@host/x\"}|GONE",
                "{\"status\":\"failed\",\"error\":\"NSFW content detected. Try another prompt\"}|CONTENT",
                "{\"status\":\"failed\",\"error\":\"Director: time-out while starting (E6716)\"}|AWAY",
                "{\"status\":\"failed\",\"error\":\"CUDA out of memory (E1001)\"}|FAILED",
                "{\"status\":\"failed\",\"error\":null}|FAILED",
                "{\"status\":\"canceled\"}|CANCELLED",
                "{\"status\":\"aborted\"}|CANCELLED"
            })
    void whatHasEndedWithoutAPictureSaysWhy(String body, Why why) {
        there.expect("GET /predictions/k3x", 200, body);

        assertThat(((Looked.Failed) replicate().look("k3x")).refusal().why()).isEqualTo(why);
    }

    @ParameterizedTest
    @CsvSource({"429, BUSY", "500, AWAY", "401, KEY", "0, AWAY"})
    void whatCantBeLookedAtNowHasNotEnded(int status, Why why) {
        there.expect("GET /predictions/k3x", status, "");
        if (status == 0) {
            // What only reads is asked once more by the client itself.
            there.expect("GET /predictions/k3x", 0, "");
        }

        assertThat(((Looked.NotNow) replicate().look("k3x")).refusal().why()).isEqualTo(why);
    }

    @Test
    void aTaskIsCancelledByItsId() {
        there.expect("POST /predictions/k3x/cancel", 200, "{}");

        replicate().cancel("k3x");
    }

    @Test
    void nobodyThereIsNothingBegun() {
        var nobody = new Replicate("http://127.0.0.1:1", "t", LONGEST);

        assertThat(((Submitted.Refused) nobody.submit(task("m/n", null, Map.of())))
                        .refusal()
                        .why())
                .isEqualTo(Why.AWAY);
        assertThat(((Looked.NotNow) nobody.look("k3x")).refusal().why().isOfTheMoment())
                .isTrue();
    }
}
