package io.stickermill.history.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.stickermill.history.job.Jobs.Job;
import io.stickermill.platform.web.Problems;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Reads on jobs. */
@RestController
@RequestMapping("/v1")
class JobController {

    private final Jobs jobs;
    private final Clock clock;

    JobController(Jobs jobs, Clock clock) {
        this.jobs = jobs;
        this.clock = clock;
    }

    @GetMapping("/jobs/{id}")
    JobView job(@PathVariable UUID id) {
        Job job = jobs.find(id).orElseThrow(() -> notFound(id));
        var moments = jobs.timeline(id);
        Instant start = job.receivedAt();
        Instant end = job.endedAt();
        return new JobView(
                job.id(),
                job.state().word(),
                job.reason(),
                job.userId(),
                job.sessionId(),
                job.requestedAt(),
                start,
                end,
                start == null || end == null
                        ? null
                        : Math.max(0, Duration.between(start, end).toMillis()),
                Timeline.steps(moments, jobs.unknownSends(id)));
    }

    @GetMapping("/queue/stats")
    Map<String, Object> queue() {
        var stats = jobs.queueStats();
        Instant oldest = stats.oldestReceivedAt();
        return Map.of(
                "accepted", stats.accepted(),
                "generating", stats.generating(),
                "oldest_waits_ms",
                        oldest == null
                                ? 0
                                : Duration.between(oldest, clock.instant()).toMillis());
    }

    private static ErrorResponseException notFound(UUID id) {
        return Problems.of(
                HttpStatus.NOT_FOUND,
                "No job " + id + " is known here. It appears a moment after its photo was accepted; check the id.");
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record JobView(
            UUID jobId,
            String status,
            @Nullable String reason,
            @Nullable UUID userId,
            @Nullable UUID sessionId,
            @Nullable Instant requestedAt,
            @Nullable Instant receivedAt,
            @Nullable Instant endedAt,
            @Nullable Long totalMs,
            List<Timeline.Step> steps) {}
}
