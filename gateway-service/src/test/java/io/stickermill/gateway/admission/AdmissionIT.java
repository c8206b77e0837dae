package io.stickermill.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.stickermill.gateway.GatewayApplication;
import io.stickermill.gateway.admission.Admission.Decision;
import io.stickermill.gateway.admission.AdmissionRefusal.Reason;
import io.stickermill.gateway.session.AskedOptions;
import io.stickermill.gateway.session.Asker;
import io.stickermill.gateway.session.PhotoRequest;
import io.stickermill.gateway.session.Users;
import io.stickermill.localstack.parts.LocalParts;
import io.stickermill.localstack.parts.PartKind;
import io.stickermill.schemas.Ids;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The operator's switches, on the real database and through the gateway's HTTP API. */
@DirtiesContext // its port is needed by the next
@SpringBootTest(
        classes = GatewayApplication.class,
        webEnvironment = WebEnvironment.DEFINED_PORT,
        properties = "stickermill.admission.daily-quota=3")
class AdmissionIT {

    private static final AtomicLong USERS = new AtomicLong(90_000);

    private static Map<String, String> settings;

    private final HttpClient http = HttpClient.newHttpClient();
    private final long user = USERS.incrementAndGet();

    @Autowired
    private Admission admission;

    @Autowired
    private Users users;

    @DynamicPropertySource
    static void parts(DynamicPropertyRegistry registry) {
        settings = LocalParts.shared(EnumSet.allOf(PartKind.class)).springProperties("gateway");
        settings.forEach((name, value) -> registry.add(name, () -> value));
    }

    @AfterEach
    void asTheSettingsSay() throws Exception {
        operator("DELETE", "/pause");
        operator("DELETE", "/quota");
    }

    @Test
    void theQuotaIsExactHoweverManyComeAtOnceAndAJobIsCountedOnce() throws Exception {
        List<Callable<Decision>> photos = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            PhotoRequest photo = photo(i);
            photos.add(() -> admission.open(photo, "test"));
        }
        List<Decision> decided = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(6)) {
            for (Future<Decision> decision : threads.invokeAll(photos)) {
                decided.add(decision.get());
            }
        }
        var admitted = decided.stream()
                .flatMap(decision ->
                        decision instanceof Decision.Admitted(PhotoRequest photo) ? Stream.of(photo) : Stream.empty())
                .toList();
        assertThat(admitted).hasSize(3);
        assertThat(admission.open(admitted.getFirst(), "test"))
                .as("what was admitted stays so when it comes again")
                .isInstanceOf(Decision.Admitted.class);
        assertThat(reason(admission.open(photo(99), "test"))).isEqualTo(Reason.QUOTA);
    }

    @Test
    void theOperatorsQuotasComeBeforeTheSetting() throws Exception {
        operator("PUT", "/quota?daily=1");
        assertThat(admission.open(photo(1), "test")).isInstanceOf(Decision.Admitted.class);
        assertThat(reason(admission.open(photo(2), "test"))).isEqualTo(Reason.QUOTA);

        String state = operator("PUT", "/quota/" + user + "?daily=2");
        assertThat(state).contains("\"daily_quota\":1", "\"" + user + "\":2");
        assertThat(admission.open(photo(2), "test")).isInstanceOf(Decision.Admitted.class);
        assertThat(reason(admission.open(photo(3), "test"))).isEqualTo(Reason.QUOTA);

        operator("PUT", "/quota/" + user + "?daily=0");
        assertThat(admission.open(photo(3), "test")).isInstanceOf(Decision.Admitted.class);
    }

    @Test
    void pauseAndBlockHoldFromTheNextPhotoOn() throws Exception {
        assertThat(operator("PUT", "/pause")).contains("\"paused\":true");
        assertThat(reason(admission.open(photo(1), "test"))).isEqualTo(Reason.PAUSED);
        operator("DELETE", "/pause");
        assertThat(admission.open(photo(1), "test")).isInstanceOf(Decision.Admitted.class);

        assertThat(operator("PUT", "/blocked/" + user)).containsPattern("\"blocked\":\\[[^\\]]*\\b" + user + "\\b");
        assertThat(reason(admission.open(photo(2), "test"))).isEqualTo(Reason.BLOCKED);
        operator("DELETE", "/blocked/" + user);
        assertThat(admission.open(photo(2), "test")).isInstanceOf(Decision.Admitted.class);
    }

    @Test
    void manyRefusedPhotosAreToldOnce() throws Exception {
        operator("PUT", "/pause");
        UUID first = refusal(admission.open(photo(1), "test")).tellingId();
        assertThat(refusal(admission.open(photo(2), "test")).tellingId()).isEqualTo(first);

        operator("DELETE", "/pause");
        operator("PUT", "/pause");
        assertThat(refusal(admission.open(photo(3), "test")).tellingId())
                .as("another pause is told again")
                .isNotEqualTo(first);
    }

    @Test
    void theSwitchesNeedTheKey() throws Exception {
        var answer = http.send(
                HttpRequest.newBuilder(URI.create(base() + "/v1/intake/pause"))
                        .PUT(BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(operator("GET", "")).contains("\"paused\":false");
    }

    private PhotoRequest photo(int messageId) {
        UUID userId = Ids.user(1, user);
        users.seen(userId, 1, user, "en");
        UUID jobId = Ids.jobOfMessage(1, user, messageId);
        return PhotoRequest.inMessage(
                jobId, new Asker(userId, user, user), messageId, "file", AskedOptions.DEFAULT, Instant.EPOCH);
    }

    private static Reason reason(Decision decision) {
        return refusal(decision).reason();
    }

    private static AdmissionRefusal refusal(Decision decision) {
        assertThat(decision).isInstanceOf(Decision.Refused.class);
        return ((Decision.Refused) decision).refusal();
    }

    private String operator(String method, String path) throws Exception {
        var answer = http.send(
                HttpRequest.newBuilder(URI.create(base() + "/v1/intake" + path))
                        .header("X-API-Key", settings.get("stickermill.api.key"))
                        .method(method, BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static String base() {
        return "http://" + settings.get("server.address") + ":" + settings.get("server.port");
    }
}
