package io.stickermill.gateway.update;

import io.stickermill.gateway.update.SetAsideUpdates.Reason;
import io.stickermill.gateway.update.SetAsideUpdates.SetAside;
import io.stickermill.gateway.update.UpdateIntake.Replayed;
import io.stickermill.platform.web.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Updates that were set aside, for whoever mends their cause. */
@RestController
@RequestMapping("/v1/intake/updates")
class SetAsideUpdatesController {

    private static final int MOST = 100;

    private final SetAsideUpdates updates;
    private final UpdateIntake intake;

    SetAsideUpdatesController(SetAsideUpdates updates, UpdateIntake intake) {
        this.updates = updates;
        this.intake = intake;
    }

    /**
     * One of them.
     *
     * @param body as Telegram sent it
     */
    record Shown(
            UUID id,
            @Nullable Long updateId,
            Reason reason,
            String cause,
            int attempts,
            Instant setAsideAt,
            String body) {

        static Shown of(SetAside update) {
            return new Shown(
                    update.id(),
                    update.updateId(),
                    update.reason(),
                    update.cause(),
                    update.attempts(),
                    update.at(),
                    update.body());
        }
    }

    /** The newest of them. */
    record Waiting(List<Shown> updates) {}

    /** What was taken in. */
    record TakenIn(
            UUID id, @Schema(allowableValues = "taken_in") String status) {}

    @Operation(summary = "Shows the updates that could not be taken in and were set aside, the newest hundred")
    @GetMapping
    Waiting waiting() {
        return new Waiting(updates.waiting(MOST).stream().map(Shown::of).toList());
    }

    @Operation(summary = "Takes in once more an update that was set aside")
    @ApiResponse(responseCode = "200", description = "It is taken in, and no longer set aside")
    @ApiResponse(responseCode = "404", description = "No such update was set aside")
    @ApiResponse(responseCode = "409", description = "It still can't be taken in")
    @PostMapping("/{id}/replay")
    TakenIn replay(@PathVariable UUID id) {
        SetAside update = updates.find(id)
                .orElseThrow(() -> Problems.of(HttpStatus.NOT_FOUND, "No update " + id + " is set aside."));
        return switch (intake.again(update)) {
            case Replayed.Done() -> new TakenIn(id, "taken_in");
            case Replayed.NotYet(String cause) ->
                throw Problems.of(HttpStatus.CONFLICT, "It still can't be taken in: " + cause);
        };
    }
}
