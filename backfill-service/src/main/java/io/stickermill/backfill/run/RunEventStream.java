package io.stickermill.backfill.run;

import io.stickermill.backfill.run.RunViews.View;
import io.stickermill.platform.web.EventStreams;
import io.stickermill.platform.web.EventStreams.Listener;
import io.stickermill.platform.web.EventStreams.Watch;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** A run as it goes, by whichever instance it is worked on. A watcher who comes late or again sees where it stands. */
@RestController
class RunEventStream {

    private final RunViews views;
    private final EventStreams streams =
            new EventStreams("run-events", 100, Duration.ofSeconds(1), Duration.ofHours(1));

    RunEventStream(RunViews views) {
        this.views = views;
    }

    @Operation(summary = "A run as server-sent events: at once, then whenever it has changed; ends with the run")
    @ApiResponse(
            responseCode = "200",
            description = "Events `run`, each with the run as it stands; connect again after an hour",
            content = @Content(mediaType = MediaType.TEXT_EVENT_STREAM_VALUE, schema = @Schema(type = "string")))
    @ApiResponse(responseCode = "404", description = "There is no such run")
    @ApiResponse(responseCode = "503", description = "Too many streams are open")
    @GetMapping(path = "/v1/backfills/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter events(@PathVariable UUID id) {
        views.run(id);
        return streams.open("/v1/backfills/" + id, new Changes(id));
    }

    private final class Changes implements Watch {

        private final UUID id;
        private @Nullable View before;

        Changes(UUID id) {
            this.id = id;
        }

        @Override
        public boolean look(Listener to) throws IOException {
            View view = views.of(views.run(id));
            if (!view.equals(before)) {
                to.send(SseEmitter.event().name("run").data(view));
                before = view;
            }
            return view.endedAt() == null;
        }
    }
}
