package io.stickermill.backfill.run;

import io.stickermill.backfill.run.RunViews.View;
import io.stickermill.platform.web.Problems;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Runs over HTTP: start, list, look, pause, resume, cancel, report. */
@RestController
@RequestMapping("/v1/backfills")
class BackfillController {

    private static final int NEWEST = 100;

    private final Runs runs;
    private final RunViews views;
    private final DryRun dryRun;
    private final Report report;

    BackfillController(Runs runs, RunViews views, DryRun dryRun, Report report) {
        this.runs = runs;
        this.views = views;
        this.dryRun = dryRun;
        this.report = report;
    }

    record ReportView(View run, List<Report.Line> failures, List<Report.Unknown> unknownObjects) {}

    @Operation(summary = "Starts a run")
    @ApiResponse(responseCode = "202", description = "It is being planned, and worked on meanwhile")
    @ApiResponse(responseCode = "400", description = "A filter is unknown or goes with another source")
    @ApiResponse(responseCode = "422", description = "The body has an unknown field")
    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    View start(@RequestBody RunOrder wanted) {
        return look(runs.start(wanted.wantedSource(), wanted.filters(), wanted.makesRows()));
    }

    @Operation(summary = "Counts what a run would take, by what and by which way; changes nothing")
    @ApiResponse(responseCode = "200", description = "What is missing; nothing, if the list is empty")
    @ApiResponse(responseCode = "422", description = "The body has an unknown field")
    @PostMapping("/dry-run")
    List<DryRun.Found> dryRun(@RequestBody RunOrder wanted) {
        return dryRun.count(wanted.wantedSource(), wanted.filters());
    }

    @Operation(summary = "The newest hundred runs")
    @GetMapping
    List<View> list() {
        return runs.newest(NEWEST).stream().map(views::of).toList();
    }

    @Operation(summary = "A run")
    @ApiResponse(responseCode = "200", description = "The run as it stands")
    @ApiResponse(responseCode = "404", description = "There is no such run")
    @GetMapping("/{id}")
    View look(@PathVariable UUID id) {
        return views.of(views.run(id));
    }

    @Operation(summary = "Stops a run within seconds; resume goes on")
    @ApiResponse(responseCode = "200", description = "It is paused")
    @ApiResponse(responseCode = "404", description = "There is no such run")
    @ApiResponse(responseCode = "409", description = "It can't be paused as it stands")
    @PostMapping("/{id}/pause")
    View pause(@PathVariable UUID id) {
        return moved(id, "paused", runs.pause(id));
    }

    @Operation(summary = "Goes on with a paused run")
    @ApiResponse(responseCode = "200", description = "What has not ended is published again")
    @ApiResponse(responseCode = "404", description = "There is no such run")
    @ApiResponse(responseCode = "409", description = "It is not paused")
    @PostMapping("/{id}/resume")
    View resume(@PathVariable UUID id) {
        return moved(id, "resumed", runs.resume(id));
    }

    @Operation(summary = "Ends a run: what is done stays done, what is being worked on ends, nothing else begins")
    @ApiResponse(responseCode = "200", description = "It is cancelled")
    @ApiResponse(responseCode = "404", description = "There is no such run")
    @ApiResponse(responseCode = "409", description = "It has ended")
    @PostMapping("/{id}/cancel")
    View cancel(@PathVariable UUID id) {
        return moved(id, "cancelled", runs.cancel(id));
    }

    @Operation(summary = "Counts, and the first thousand failures and unknown objects; as text/csv every item")
    @ApiResponse(
            responseCode = "200",
            description = "The report",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                        schema = @Schema(implementation = ReportView.class)),
                @Content(mediaType = "text/csv", schema = @Schema(type = "string"))
            })
    @ApiResponse(responseCode = "404", description = "There is no such run")
    @GetMapping(path = "/{id}/report", produces = MediaType.APPLICATION_JSON_VALUE)
    ReportView report(@PathVariable UUID id) {
        return new ReportView(look(id), report.failures(id), report.unknownObjects(id));
    }

    @Hidden // Described with the other.
    @GetMapping(path = "/{id}/report", produces = "text/csv")
    void csv(@PathVariable UUID id, HttpServletResponse response) throws IOException {
        views.run(id);
        response.setContentType("text/csv;charset=UTF-8");
        report.writeCsv(id, response.getWriter());
    }

    private View moved(UUID id, String how, boolean moved) {
        Run run = views.run(id);
        if (!moved) {
            throw Problems.of(
                    HttpStatus.CONFLICT,
                    "A run that is " + run.state().id() + " can't be " + how + ": look at it with GET /v1/backfills/"
                            + id);
        }
        return views.of(run);
    }
}
