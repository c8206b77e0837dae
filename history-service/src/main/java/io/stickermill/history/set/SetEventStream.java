package io.stickermill.history.set;

import io.stickermill.platform.web.EventStreams;
import io.stickermill.platform.web.EventStreams.Listener;
import io.stickermill.platform.web.EventStreams.Watch;
import io.stickermill.platform.web.Problems;
import io.stickermill.schemas.StickerSetPartState;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** How far the making of a set is. */
@RestController
class SetEventStream {

    private final Sets sets;
    private final EventStreams streams =
            new EventStreams("set-events", 200, Duration.ofMillis(300), Duration.ofMinutes(15));

    SetEventStream(Sets sets) {
        this.sets = sets;
    }

    /**
     * How far it is.
     *
     * @param photos in all; absent while more may come
     * @param done of these, how many have become a sticker or failed
     */
    record Progress(@Nullable Integer photos, long done, long failed) {}

    @Operation(
            operationId = "stickerSetEvents",
            summary = "The making of a set as server-sent events; ends when it is there, or has failed")
    @ApiResponse(
            responseCode = "200",
            description = "Events `progress`, and `ended` as the last: its data is the set, as the set itself tells. A"
                    + " stream that is opened again begins with how far the set is by then.",
            content =
                    @Content(
                            mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
                            schema = @Schema(type = "string"),
                            examples = @ExampleObject("""
                                    event:progress
                                    data:{"photos":12,"done":7,"failed":1}

                                    """)))
    @ApiResponse(responseCode = "404", description = "There is no such set (yet)")
    @ApiResponse(responseCode = "503", description = "Too many streams are open")
    @GetMapping(path = "/v1/sticker-sets/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter events(@PathVariable UUID id) {
        if (sets.find(id).isEmpty()) {
            throw Problems.of(
                    HttpStatus.NOT_FOUND,
                    "No sticker set " + id + " is known here. It appears a moment after it was asked for.");
        }
        return streams.open("/v1/sticker-sets/" + id, new Making(id));
    }

    private final class Making implements Watch {

        private final UUID id;
        private @Nullable Progress last;

        Making(UUID id) {
            this.id = id;
        }

        @Override
        public boolean look(Listener to) throws IOException {
            StickerSet set = sets.find(id).orElseThrow();
            if (set.state() != SetState.MAKING) {
                to.send(SseEmitter.event().name("ended").data(SetView.of(set)));
                return false;
            }
            Progress now = progress(set);
            if (!now.equals(last)) {
                to.send(SseEmitter.event().name("progress").data(now));
                last = now;
            }
            return true;
        }
    }

    private static Progress progress(StickerSet set) {
        long failed = SetView.count(set, StickerSetPartState.FAILED);
        return new Progress(set.photos(), SetView.count(set, StickerSetPartState.READY) + failed, failed);
    }
}
