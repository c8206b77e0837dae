package io.stickermill.history.person;

import io.stickermill.history.person.Exports.Export;
import io.stickermill.platform.person.Person;
import io.stickermill.platform.web.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Copies of what is kept of people, for the operator; people have theirs from the library page. */
@RestController
class ExportController {

    private final Exports exports;
    private final ExportArchive archive;

    ExportController(Exports exports, ExportArchive archive) {
        this.exports = exports;
        this.archive = archive;
    }

    /**
     * A copy.
     *
     * @param waitingFor services that have not told all of theirs; empty when it is ready
     */
    record Shown(UUID id, Instant requestedAt, boolean ready, Set<String> waitingFor) {

        static Shown of(Export export) {
            return new Shown(export.id(), export.requestedAt(), export.isReady(), export.waitingFor());
        }
    }

    @Operation(summary = "Begins a copy of all that is kept of a person")
    @ApiResponse(responseCode = "202", description = "It is begun, or was just now")
    @ApiResponse(responseCode = "422", description = "That is no person's id")
    @PostMapping("/v1/users/{user_id}/exports")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Shown begin(
            @PathVariable("user_id") UUID userId,
            @Parameter(description = "The same person's id at Telegram") @RequestParam("telegram_id") long telegramId) {
        if (telegramId <= 0) {
            throw Problems.of(HttpStatus.UNPROCESSABLE_CONTENT, "telegram_id must be the id of a person, above 0.");
        }
        return Shown.of(exports.begin(new Person(userId, telegramId)));
    }

    @Operation(summary = "Tells how far a copy is")
    @ApiResponse(responseCode = "200", description = "It is there")
    @ApiResponse(responseCode = "404", description = "There is none, or its day is over")
    @GetMapping("/v1/exports/{id}")
    Shown shown(@PathVariable UUID id) {
        return Shown.of(export(id));
    }

    @Operation(summary = "Gives a copy as a ZIP: JSON, and the pictures")
    @ApiResponse(
            responseCode = "200",
            description = "The archive",
            content = @Content(mediaType = "application/zip", schema = @Schema(type = "string", format = "binary")))
    @ApiResponse(responseCode = "404", description = "There is none, or its day is over")
    @ApiResponse(responseCode = "409", description = "It is not ready yet")
    @GetMapping(path = "/v1/exports/{id}/file", produces = "application/zip")
    void file(@PathVariable UUID id, HttpServletResponse response) throws IOException {
        archive.send(export(id), response);
    }

    private Export export(UUID id) {
        return exports.find(id)
                .orElseThrow(
                        () -> Problems.of(HttpStatus.NOT_FOUND, "There is no export " + id + ", or its day is over."));
    }
}
