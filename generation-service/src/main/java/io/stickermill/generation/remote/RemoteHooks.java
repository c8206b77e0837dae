package io.stickermill.generation.remote;

import io.micrometer.core.instrument.MeterRegistry;
import io.stickermill.platform.metric.Metric;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where providers call when a task has ended. A call is a hint and nothing more: whatever it says, the task is looked at. One that is not
 * signed as its provider signs changes nothing.
 */
@Hidden // For providers alone, in their forms.
@RestController
class RemoteHooks {

    static final String PATH = "/hooks/";

    private static final Logger log = LoggerFactory.getLogger(RemoteHooks.class);

    private static final int LARGEST = 1 << 20;

    private final RemoteRows rows;
    private final HookSignatures signatures;
    private final WokenJobs jobs;
    private final MeterRegistry meters;
    private final Clock clock;

    RemoteHooks(RemoteRows rows, HookSignatures signatures, WokenJobs jobs, MeterRegistry meters, Clock clock) {
        this.rows = rows;
        this.signatures = signatures;
        this.jobs = jobs;
        this.meters = meters;
        this.clock = clock;
    }

    @PostMapping(PATH + "{provider}/{token}")
    ResponseEntity<Void> called(@PathVariable String provider, @PathVariable UUID token, HttpServletRequest request)
            throws IOException {
        HookSignature signature = signatures.of(provider);
        RemoteRow row = rows.byToken(token)
                .filter(found -> found.provider().equals(provider))
                .orElse(null);
        byte[] body = body(request);
        if (signature == null || row == null || body.length > LARGEST) {
            return refused(provider);
        }
        // An order whose answer was lost has no id of its own: then what is signed names it.
        String taskId = row.taskId() == null ? idIn(row, body) : row.taskId();
        if (!signature.isOf(new HookCall(request::getHeader, body), taskId, clock.instant())) {
            log.warn("a call for {} of {} is not signed by it, or old", row.id(), provider);
            return refused(provider);
        }
        boolean awaited = RemoteGenerations.awaitsCall(row);
        if (awaited && row.taskId() == null && !taskId.isEmpty()) {
            rows.running(row, taskId);
        }
        if (awaited) {
            jobs.wake(row.jobId());
        }
        count(provider, awaited ? "believed" : "late");
        return ResponseEntity.ok().build();
    }

    private ResponseEntity<Void> refused(String provider) {
        count(provider, "refused");
        return ResponseEntity.status(401).build();
    }

    private void count(String provider, String outcome) {
        Metric.REMOTE_HOOKS.counter(meters, provider, outcome).increment();
    }

    private static byte[] body(HttpServletRequest request) throws IOException {
        try (InputStream body = request.getInputStream()) {
            return body.readNBytes(LARGEST + 1);
        }
    }

    /** Empty if it names none. */
    private static String idIn(RemoteRow row, byte[] body) {
        JsonNode said;
        try {
            JsonNode read = JsonMapper.shared().readTree(body);
            said = read == null ? JsonMapper.shared().createObjectNode() : read;
        } catch (JacksonException noJson) {
            return "";
        }
        return switch (row.provider()) {
            case "replicate" ->
                Optional.of(said.path("id").asString("")).filter(TaskIds::isOne).orElse("");
            case "kie" ->
                Optional.of(said.path("data").path("taskId").asString(""))
                        .filter(TaskIds::isOne)
                        .orElse("");
            case "fal" ->
                Fal.task(row.model(), said.path("request_id").asString("")).orElse("");
            default -> "";
        };
    }
}
