package io.stickermill.gateway.api;

import io.stickermill.gateway.session.JobEnd;
import io.stickermill.gateway.session.PhotoRequest;
import io.stickermill.gateway.session.PhotoRequests;
import io.stickermill.platform.event.EventPublisher;
import io.stickermill.platform.web.Problems;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.JobCommand;
import io.stickermill.schemas.JobCommandKind;
import io.stickermill.schemas.Topics;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** What can be done to a job that goes on. */
@RestController
class JobCommandController {

    private final PhotoRequests requests;
    private final EventPublisher events;
    private final Clock clock;

    JobCommandController(PhotoRequests requests, EventPublisher events, Clock clock) {
        this.requests = requests;
        this.events = events;
        this.clock = clock;
    }

    record Asked(
            UUID jobId,
            @Schema(allowableValues = "cancelling") String status) {}

    /** For the API's description: a problem that says how the job has ended. */
    record Ended(
            @Nullable String type,
            String title,
            int status,
            String detail,
            @Nullable String instance,

            @Schema(
                    description = "How it ended; ended where that was not noted",
                    allowableValues = {"delivered", "failed", "cancelled", "ended"})
            String jobStatus) {}

    @Operation(summary = "Asks for a job to be cancelled")
    @ApiResponse(responseCode = "202", description = "Asked; a sticker whose sending has begun still arrives")
    @ApiResponse(responseCode = "404", description = "There is no such job")
    @ApiResponse(
            responseCode = "409",
            description = "It has ended; the problem's job_status says how",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                            schema = @Schema(implementation = Ended.class)))
    @PostMapping("/v1/jobs/{id}/cancel")
    ResponseEntity<Asked> cancel(@PathVariable UUID id) {
        PhotoRequest asked = requests.find(id)
                .orElseThrow(() -> Problems.of(HttpStatus.NOT_FOUND, "No job " + id + " is known here; check the id."));
        if (requests.hasEnded(id)) {
            throw ended(id, requests.end(id));
        }
        var command = JobCommand.newBuilder()
                .setCommandId(Ids.reply(id, "cancel"))
                .setKind(JobCommandKind.CANCEL)
                .setJobId(id)
                .setUserId(asked.asker().userId())
                .setChatId(asked.asker().chatId())
                .setMessageId(asked.messageId())
                .setIssuedAt(clock.instant())
                .build();
        events.publish(Topics.JOB_COMMANDS, asked.asker().chatId(), id, null, command);
        return ResponseEntity.accepted().body(new Asked(id, "cancelling"));
    }

    private static ErrorResponseException ended(UUID id, Optional<JobEnd> end) {
        String state = end.map(known -> known.name().toLowerCase(Locale.ROOT)).orElse("ended");
        var ended = Problems.of(
                HttpStatus.CONFLICT, "Job " + id + " has ended (" + state + "); there is nothing to cancel.");
        ended.getBody().setProperty("job_status", state);
        return ended;
    }
}
