package io.stickermill.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.common.Http;
import io.stickermill.common.Json;
import io.stickermill.platform.metric.Label;
import io.stickermill.platform.metric.Metric;
import io.stickermill.schemas.Ids;
import io.stickermill.system.OtlpReceiver.Span;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the five services tell of one photo: one trace, metrics that are declared, and log lines of the job. */
class TelemetryIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final long CHAT = 480_151_623_42L;
    private static final Pattern SERIES = Pattern.compile("(?m)^(stickermill_[a-z0-9_]+?)(?:\\{([^}]*)})? ");
    private static final Pattern LABEL = Pattern.compile("([a-z]+)=\"([^\"]*)\"");

    private static final List<String> SERVICES = List.of("gateway", "generation", "delivery", "history", "backfill");

    private static OtlpReceiver collector;
    private static Stack stack;

    @BeforeAll
    static void up() throws Exception {
        stack = Stack.shared();
        collector = Stack.collector();
    }

    @Test
    void aPhotoIsOneTraceFromTheUpdateToTheDeliveredStickerAndTheStoredObject() throws Exception {
        int messageId =
                stack.user(CHAT).sendPhoto(Files.readAllBytes(Stack.photo("cup-600.jpg")), Map.of("as", "photo"));
        UUID jobId = Ids.jobOfMessage(stack.botId(), CHAT, messageId);

        List<Span> trace = traceOf(jobId);

        assertThat(trace.stream().filter(span -> span.parentId().isEmpty()).map(Span::name))
                .containsExactly("take update");
        Set<String> ids = trace.stream().map(Span::id).collect(Collectors.toSet());
        assertThat(trace).allSatisfy(span -> {
            assertThat(span.parentId())
                    .satisfiesAnyOf(
                            id -> assertThat(id).isEmpty(),
                            id -> assertThat(ids).contains(id));
            assertThat(span.endNanos()).isGreaterThanOrEqualTo(span.startNanos());
            assertThat(span.name() + span.attributes()).doesNotContain(Long.toString(CHAT));
        });
        assertThat(trace.stream().map(span -> span.service() + ": " + span.name()))
                .contains(
                        "gateway-service: publish photo-requests",
                        "generation-service: wait photo-requests",
                        "generation-service: handle photo-requests",
                        "generation-service: wait generations",
                        "generation-service: make sticker",
                        "generation-service: fetch",
                        "generation-service: telegram getFile",
                        "generation-service: wait maker",
                        "generation-service: decode",
                        "generation-service: cut_out",
                        "generation-service: outline",
                        "generation-service: encode",
                        "generation-service: publish sticker-ready",
                        "delivery-service: wait sticker-ready",
                        "delivery-service: handle sticker-ready",
                        "delivery-service: wait limits",
                        "delivery-service: telegram sendSticker",
                        "delivery-service: publish sticker-delivered",
                        "delivery-service: upload",
                        "delivery-service: publish sticker-stored",
                        "history-service: handle sticker-delivered",
                        "history-service: handle sticker-stored",
                        "gateway-service: handle sticker-delivered");
        assertThat(trace.stream().filter(span -> span.name().equals("handle sticker-ready")))
                .extracting(span -> span.attributes().get("messaging.consumer.group.name"))
                .contains("delivery-telegram", "delivery-storage");
        assertThat(collector.faults()).as("nothing but traces is sent").isEmpty();
    }

    @Test
    void aTraceThatComesWithARequestGoesOnAndOneThatIsNoneIsLeftOut() throws Exception {
        String theirs = "4bf92f3577b34da6a3ce929d0e0e4736";

        UUID traced = order("00-" + theirs + "-00f067aa0ba902b7-01");
        UUID hostile = order("00-" + "z".repeat(32) + "-00f067aa0ba902b7-01");

        assertThat(traceOf(traced))
                .allSatisfy(span -> assertThat(span.traceId()).isEqualTo(theirs));
        assertThat(traceOf(hostile))
                .allSatisfy(
                        span -> assertThat(span.traceId()).isNotEqualTo(theirs).matches("[0-9a-f]{32}"));
    }

    @Test
    void eachItemOfABackfillIsATraceFromItsPlanToItsEnd() throws Exception {
        int messageId =
                stack.user(CHAT + 4).sendPhoto(Files.readAllBytes(Stack.photo("cup-600.jpg")), Map.of("as", "photo"));
        traceOf(Ids.jobOfMessage(stack.botId(), CHAT + 4, messageId));

        assertThat(stack.run("backfill", "audit").exitCode()).isZero();

        await("the items' spans")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(collector.spans())
                        .filteredOn(span -> span.name().equals("handle backfill-requests"))
                        .isNotEmpty()
                        .allSatisfy(span -> assertThat(of(span.traceId()))
                                .filteredOn(other -> other.id().equals(span.parentId()))
                                .extracting(Span::name)
                                .containsExactly("publish backfill-requests")));
    }

    @Test
    void everySeriesIsDeclaredWithItsLabelsAndTheirValues() throws Exception {
        int messageId =
                stack.user(CHAT + 1).sendPhoto(Files.readAllBytes(Stack.photo("cup-600.jpg")), Map.of("as", "photo"));
        traceOf(Ids.jobOfMessage(stack.botId(), CHAT + 1, messageId));
        Map<String, Metric> known = Arrays.stream(Metric.values())
                .collect(Collectors.toMap(metric -> metric.meterName().replaceAll("[.-]", "_"), metric -> metric));
        Set<Metric> seen = new HashSet<>();
        for (String service : SERVICES) {
            SERIES.matcher(stack.metrics(service)).results().forEach(series -> {
                String family = series.group(1).replaceFirst("(_seconds)?_(total|count|sum|max|bucket)$", "");
                Metric metric = known.get(family);
                assertThat(metric).as(service + " " + series.group()).isNotNull();
                seen.add(metric);
                LABEL.matcher(series.group(2) == null ? "" : series.group(2))
                        .results()
                        .filter(label -> !label.group(1).equals("le"))
                        .forEach(label -> assertThat(metric.labels())
                                .as(service + " " + series.group())
                                .anyMatch(declared -> declared.key().equals(label.group(1))
                                        && declared.allowed().contains(label.group(2))));
            });
        }
        assertThat(seen)
                .contains(
                        Metric.TOPIC_LAG,
                        Metric.TOPIC_OLDEST,
                        Metric.TOPIC_WAIT,
                        Metric.HANDLING,
                        Metric.LEDGER_ROWS,
                        Metric.LEDGER_OLDEST,
                        Metric.GENERATION_WAIT,
                        Metric.GENERATION_STEP,
                        Metric.MAKER_WAIT,
                        Metric.CHILDREN_MEMORY,
                        Metric.STEP_SEND,
                        Metric.STEP_UPLOAD,
                        Metric.SENDS_ENDED,
                        Metric.TELEGRAM_CALLS);
        assertThat(stack.metrics("generation"))
                .as("there are makers, and they take memory")
                .containsPattern("stickermill_generation_children_memory_bytes [1-9]");
        assertThat(Label.values())
                .allSatisfy(label -> assertThat(label.allowed()).doesNotContain(Label.OTHER));
    }

    @Test
    void aLogLineOfAJobNamesTheJobTheChatAndTheTrace() throws Exception {
        long chat = CHAT + 3;
        int messageId = stack.user(chat).sendPhoto("no".getBytes(UTF_8), Map.of("as", "document", "filename", "a.png"));
        UUID jobId = Ids.jobOfMessage(stack.botId(), chat, messageId);
        Path log = stack.home().resolve("logs/generation.log");

        await("generation says why there is no sticker")
                .atMost(PATIENCE)
                .until(() -> lines(log).anyMatch(each -> refuses(each, jobId)));
        JsonNode line =
                lines(log).filter(each -> refuses(each, jobId)).findFirst().orElseThrow();

        assertThat(line.path("chat_id").asText()).isEqualTo(Long.toString(chat));
        String traceId = line.path("trace.id").asText();
        await("the trace is the job's")
                .atMost(PATIENCE)
                .until(() -> of(traceId).stream()
                        .anyMatch(span ->
                                jobId.toString().equals(span.attributes().get("job.id"))));
        assertThat(stack.run("logs", "--job", jobId.toString()).output())
                .contains("[" + jobId + "]")
                .contains("gives no sticker")
                .doesNotContain("@timestamp");
    }

    private static boolean refuses(JsonNode line, UUID jobId) {
        return line.path("message").asText().contains("gives no sticker")
                && line.path("job_id").asText().equals(jobId.toString());
    }

    private static Stream<JsonNode> lines(Path log) throws Exception {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(log)) {
            if (line.startsWith("{")) {
                lines.add(Json.MAPPER.readTree(line));
            }
        }
        return lines.stream();
    }

    /** All spans of a job's trace, once its end is there. */
    private static List<Span> traceOf(UUID jobId) {
        await("history has heard of the sticker of " + jobId + " and of its file")
                .atMost(PATIENCE)
                .until(() -> collector.spans().stream()
                        .filter(span ->
                                jobId.toString().equals(span.attributes().get("job.id")))
                        .map(span -> span.service() + ": " + span.name())
                        .collect(Collectors.toSet())
                        .containsAll(List.of(
                                "history-service: handle sticker-delivered",
                                "history-service: handle sticker-stored",
                                "gateway-service: handle sticker-delivered",
                                "delivery-service: handle sticker-ready",
                                "generation-service: make sticker")));
        Set<String> traces = collector.spans().stream()
                .filter(span -> jobId.toString().equals(span.attributes().get("job.id")))
                .map(Span::traceId)
                .collect(Collectors.toSet());
        assertThat(traces).as("one trace").hasSize(1);
        // What ends last is exported last: the publishing of what was handled, and the request that it began with.
        await("no span is on its way").atMost(PATIENCE).until(() -> {
            List<Span> found = of(traces.iterator().next());
            Set<String> ids = found.stream().map(Span::id).collect(Collectors.toSet());
            return found.stream().filter(span -> !ids.contains(span.parentId())).count() == 1;
        });
        return of(traces.iterator().next());
    }

    private static List<Span> of(String traceId) {
        return collector.spans().stream()
                .filter(span -> span.traceId().equals(traceId))
                .toList();
    }

    private static UUID order(String traceparent) throws Exception {
        JsonNode access = stack.status().path("access");
        stack.user(CHAT + 2).say("/start", "en");
        await("the bot knows the chat")
                .atMost(PATIENCE)
                .until(() -> !stack.user(CHAT + 2).fromBot().isEmpty());
        String boundary = "part";
        byte[] photo = Files.readAllBytes(Stack.photo("cup-600.jpg"));
        var request = HttpRequest.newBuilder(URI.create(access.path("gateway").asText() + "/v1/stickers"))
                .header("X-API-Key", access.path("api_key").asText())
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .header("Idempotency-Key", "telemetry-" + traceparent)
                .header("traceparent", traceparent)
                .POST(BodyPublishers.concat(
                        BodyPublishers.ofString("--part\r\nContent-Disposition: form-data; name=\"chat_id\"\r\n\r\n"
                                + (CHAT + 2)
                                + "\r\n--part\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"p.jpg\"\r\n"
                                + "Content-Type: image/jpeg\r\n\r\n"),
                        BodyPublishers.ofByteArray(photo),
                        BodyPublishers.ofString("\r\n--part--\r\n")))
                .build();
        var answer = Http.CLIENT.send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return UUID.fromString(
                Json.MAPPER.readTree(answer.body()).path("job_id").asText());
    }
}
