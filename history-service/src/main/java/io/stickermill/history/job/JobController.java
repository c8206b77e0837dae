package io.stickermill.history.job;

import io.stickermill.history.job.Jobs.Job;
import io.stickermill.history.sticker.StickerView;
import io.stickermill.platform.web.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
    private final JobStickers stickers;
    private final Clock clock;

    JobController(Jobs jobs, JobStickers stickers, Clock clock) {
        this.jobs = jobs;
        this.stickers = stickers;
        this.clock = clock;
    }

    @Operation(summary = "A job: how it stands, its steps, and its sticker once it is delivered")
    @ApiResponse(responseCode = "200", description = "The job")
    @ApiResponse(responseCode = "404", description = "There is no such job (yet)")
    @GetMapping("/jobs/{id}")
    JobView job(@PathVariable UUID id) {
        Job job = jobs.find(id).orElseThrow(() -> notFound(id));
        var moments = jobs.timeline(id);
        Instant start = job.receivedAt();
        Instant end = job.endedAt();
        return new JobView(
                job.id(),
                job.state(),
                job.reason(),
                stickers.of(job),
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

    @Operation(summary = "How many jobs have not ended")
    @GetMapping("/queue/stats")
    QueueView queue() {
        var stats = jobs.queueStats();
        Instant oldest = stats.oldestReceivedAt();
        return new QueueView(
                stats.accepted(),
                stats.generating(),
                oldest == null ? 0 : Duration.between(oldest, clock.instant()).toMillis());
    }

    private static ErrorResponseException notFound(UUID id) {
        return Problems.of(
                HttpStatus.NOT_FOUND,
                "No job " + id + " is known here. It appears a moment after its photo was accepted; check the id.");
    }

    /**
     * Jobs that have not ended.
     *
     * @param oldestWaitsMs how long the oldest of them has waited by now
     */
    record QueueView(long accepted, long generating, long oldestWaitsMs) {}

    /**
     * A job as the API tells of it; what is not known is absent.
     *
     * @param reason why there is no sticker
     * @param sticker what was delivered
     */
    record JobView(
            UUID jobId,
            JobState status,
            @Nullable String reason,
            @Nullable StickerView sticker,
            @Nullable UUID userId,
            @Nullable UUID sessionId,
            @Nullable Instant requestedAt,
            @Nullable Instant receivedAt,
            @Nullable Instant endedAt,
            @Nullable Long totalMs,
            List<Timeline.Step> steps) {}
}
