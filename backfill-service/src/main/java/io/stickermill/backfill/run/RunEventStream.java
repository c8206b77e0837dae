package io.stickermill.backfill.run;

import io.stickermill.backfill.run.RunViews.View;
import io.stickermill.platform.web.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** A run as it goes, by whichever instance it is worked on. A watcher who comes late or again sees where it stands. */
@RestController
class RunEventStream {

    private static final int MOST_STREAMS = 100;
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final Duration LONGEST = Duration.ofHours(1);

    private final RunViews views;
    private final Semaphore streams = new Semaphore(MOST_STREAMS);

    RunEventStream(RunViews views) {
        this.views = views;
    }

    @Operation(summary = "A run as server-sent events: at once, then whenever it has changed; ends with the run")
    @ApiResponse(responseCode = "200", description = "Events `run`; connect again after an hour")
    @ApiResponse(responseCode = "404", description = "There is no such run")
    @ApiResponse(responseCode = "503", description = "Too many streams are open")
    @GetMapping(path = "/v1/backfills/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter events(@PathVariable UUID id) {
        views.run(id);
        if (!streams.tryAcquire()) {
            throw Problems.of(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    MOST_STREAMS + " streams are open already. Ask for /v1/backfills/" + id + " now and then instead.");
        }
        SseEmitter emitter = new SseEmitter(LONGEST.toMillis());
        Thread.ofVirtual().name("run-events").start(() -> {
            try {
                stream(id, emitter);
                emitter.complete();
            } catch (IOException | IllegalStateException watcherHasGone) {
                emitter.complete();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                emitter.completeWithError(e);
            } finally {
                streams.release();
            }
        });
        return emitter;
    }

    private void stream(UUID id, SseEmitter emitter) throws IOException, InterruptedException {
        Instant start = Instant.now();
        Instant spoken = start;
        @Nullable View before = null;
        while (Duration.between(start, Instant.now()).compareTo(LONGEST) < 0) {
            View view = views.of(views.run(id));
            if (!view.equals(before)) {
                emitter.send(SseEmitter.event().name("run").data(view));
                spoken = Instant.now();
                before = view;
            } else if (Duration.between(spoken, Instant.now()).compareTo(HEARTBEAT) > 0) {
                emitter.send(SseEmitter.event().comment("still here"));
                spoken = Instant.now();
            }
            if (view.endedAt() != null) {
                return;
            }
            Thread.sleep(LOOK);
        }
    }
}
