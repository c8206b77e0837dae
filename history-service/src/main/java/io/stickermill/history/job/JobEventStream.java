package io.stickermill.history.job;

import io.stickermill.history.job.Jobs.Happened;
import io.stickermill.history.job.Jobs.Job;
import io.stickermill.history.sticker.StickerView;
import io.stickermill.platform.web.EventStreams;
import io.stickermill.platform.web.EventStreams.Listener;
import io.stickermill.platform.web.EventStreams.Watch;
import io.stickermill.platform.web.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter.SseEventBuilder;

/** A job's moments as they are recorded, by whichever instance. */
@RestController
class JobEventStream {

    /** How long after a delivery the stream waits for the file's way into storage. */
    private static final Duration STORED = Duration.ofSeconds(20);

    private final Jobs jobs;
    private final JobStickers stickers;
    private final Clock clock;
    private final EventStreams streams =
            new EventStreams("job-events", 200, Duration.ofMillis(300), Duration.ofMinutes(15));

    JobEventStream(Jobs jobs, JobStickers stickers, Clock clock) {
        this.jobs = jobs;
        this.stickers = stickers;
        this.clock = clock;
    }

    /** A moment of the job's timeline. */
    record MomentView(Moment moment, Instant at, @Nullable Long workMs) {}

    /** How the job ended, and its sticker if it was delivered: as the job itself tells. */
    record EndView(
            JobState status,
            @Nullable String reason,
            @Nullable StickerView sticker) {}

    @Operation(summary = "A job's moments as server-sent events; ends when the job has ended")
    @ApiResponse(
            responseCode = "200",
            description = "Events `moment`, and `ended` as the last: its data has the job's status, and its sticker as"
                    + " the job has it",
            content =
                    @Content(
                            mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
                            schema = @Schema(type = "string"),
                            examples = @ExampleObject("""
                                    event:moment
                                    id:accepted
                                    data:{"moment":"accepted","at":"2026-01-31T12:00:00Z"}

                                    """)))
    @ApiResponse(responseCode = "404", description = "There is no such job")
    @ApiResponse(responseCode = "503", description = "Too many streams are open")
    @GetMapping(path = "/v1/jobs/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter events(
            @PathVariable UUID id,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId) {
        if (jobs.find(id).isEmpty()) {
            throw Problems.of(
                    HttpStatus.NOT_FOUND,
                    "No job " + id + " is known here. It appears a moment after its photo was accepted.");
        }
        return streams.open("/v1/jobs/" + id, new Moments(id, sent(lastEventId)));
    }

    private final class Moments implements Watch {

        private final UUID id;
        private final Set<String> sent;

        Moments(UUID id, Set<String> sent) {
            this.id = id;
            this.sent = sent;
        }

        @Override
        public boolean look(Listener to) throws IOException {
            // The job first: what happened before its end is then in the timeline that is read after it.
            Job job = jobs.find(id).orElseThrow();
            var moments = jobs.timeline(id).entrySet().stream()
                    .filter(entry -> !sent.contains(entry.getKey().word()))
                    .sorted(Comparator.comparing(entry -> entry.getValue().at()))
                    .toList();
            for (Map.Entry<Moment, Happened> entry : moments) {
                sent.add(entry.getKey().word());
                to.send(event("moment", sent)
                        .data(new MomentView(
                                entry.getKey(),
                                entry.getValue().at(),
                                entry.getValue().workMillis())));
            }
            if (!hasEnded(job, sent)) {
                return true;
            }
            to.send(event("ended", sent).data(new EndView(job.state(), job.reason(), stickers.of(job))));
            return false;
        }
    }

    private boolean hasEnded(Job job, Set<String> sent) {
        Instant endedAt = job.endedAt();
        if (endedAt == null) {
            return false;
        }
        boolean storedIsToCome = job.state() == JobState.DELIVERED
                && !sent.contains(Moment.STORED.word())
                && Duration.between(endedAt, clock.instant()).compareTo(STORED) < 0;
        return !storedIsToCome;
    }

    /** The id names all that was sent: moments may be recorded in another order than they happened in. */
    private static SseEventBuilder event(String name, Set<String> sent) {
        return SseEmitter.event().name(name).id(String.join(",", sent));
    }

    private static Set<String> sent(@Nullable String lastEventId) {
        return new LinkedHashSet<>(
                lastEventId == null || lastEventId.isBlank() ? Set.of() : Arrays.asList(lastEventId.split(",", 64)));
    }
}
