package io.stickermill.backfill.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.stickermill.backfill.run.Counts.Count;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Runs over HTTP: start, list, look, watch, pause, resume, cancel, report. */
@RestController
@RequestMapping("/v1/backfills")
class BackfillController {

    private static final int NEWEST = 100;
    private static final Duration BEAT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WATCH = Duration.ofHours(1);

    private final Runs runs;
    private final Counts counts;
    private final DryRun dryRun;
    private final Report report;

    BackfillController(Runs runs, Counts counts, DryRun dryRun, Report report) {
        this.runs = runs;
        this.counts = counts;
        this.dryRun = dryRun;
        this.report = report;
    }

    /** What a caller asks for; absent filters take all. */
    record Start(
            String source,
            @Nullable String env,
            @Nullable UUID user,
            @Nullable Instant since,
            @Nullable Instant until,
            @Nullable String type,
            @Nullable Long limit,
            @Nullable Boolean createRows) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record View(
            UUID id,
            String source,
            String state,
            Filters filters,
            boolean createRows,
            boolean planningDone,
            long planned,
            long ended,
            List<Count> counts,
            Instant startedAt,
            @Nullable Instant plannedAt,
            @Nullable Instant endedAt) {}

    record ReportView(View run, List<Report.Line> failures, List<Report.Unknown> unknownObjects) {}

    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    View start(@RequestBody Start wanted) {
        Source source = source(wanted);
        return look(runs.start(source, filters(wanted, source), Boolean.TRUE.equals(wanted.createRows())));
    }

    /** Counts, by what and by which way; changes nothing. */
    @PostMapping("/dry-run")
    List<DryRun.Found> dryRun(@RequestBody Start wanted) {
        Source source = source(wanted);
        return dryRun.count(source, filters(wanted, source));
    }

    @GetMapping
    List<View> list() {
        return runs.newest(NEWEST).stream().map(this::view).toList();
    }

    @GetMapping("/{id}")
    View look(@PathVariable UUID id) {
        return view(run(id));
    }

    @PostMapping("/{id}/pause")
    View pause(@PathVariable UUID id) {
        return moved(id, "paused", runs.pause(id));
    }

    @PostMapping("/{id}/resume")
    View resume(@PathVariable UUID id) {
        return moved(id, "resumed", runs.resume(id));
    }

    @PostMapping("/{id}/cancel")
    View cancel(@PathVariable UUID id) {
        return moved(id, "cancelled", runs.cancel(id));
    }

    @GetMapping(path = "/{id}/report", produces = MediaType.APPLICATION_JSON_VALUE)
    ReportView report(@PathVariable UUID id) {
        return new ReportView(look(id), report.failures(id), report.unknownObjects(id));
    }

    @GetMapping(path = "/{id}/report", produces = "text/csv")
    void csv(@PathVariable UUID id, HttpServletResponse response) throws IOException {
        run(id);
        response.setContentType("text/csv;charset=UTF-8");
        report.writeCsv(id, response.getWriter());
    }

    /** A view each second until the run has ended. */
    @GetMapping(path = "/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter watch(@PathVariable UUID id) {
        run(id);
        SseEmitter emitter = new SseEmitter(LONGEST_WATCH.toMillis());
        Thread.ofVirtual().name("watch-" + id).start(() -> send(id, emitter));
        return emitter;
    }

    private void send(UUID id, SseEmitter emitter) {
        try {
            View view = look(id);
            while (view.endedAt() == null) {
                emitter.send(SseEmitter.event().name("run").data(view));
                Thread.sleep(BEAT);
                view = look(id);
            }
            emitter.send(SseEmitter.event().name("run").data(view));
            emitter.complete();
        } catch (IOException | IllegalStateException left) {
            // The watcher has gone; nothing is to be told to anybody.
            emitter.complete();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            emitter.completeWithError(e);
        }
    }

    private View moved(UUID id, String how, boolean moved) {
        Run run = run(id);
        if (!moved) {
            throw problem(
                    HttpStatus.CONFLICT,
                    "A run that is " + run.state().id() + " can't be " + how + ": look at it with GET /v1/backfills/"
                            + id);
        }
        return view(run);
    }

    private Run run(UUID id) {
        return runs.find(id)
                .orElseThrow(() ->
                        problem(HttpStatus.NOT_FOUND, "There is no run " + id + ": GET /v1/backfills lists the runs"));
    }

    private View view(Run run) {
        List<Count> ended = counts.of(run.id());
        return new View(
                run.id(),
                run.source().id(),
                run.state().id(),
                run.filters(),
                run.createRows(),
                run.planningDone(),
                run.planned(),
                ended.stream().mapToLong(Count::items).sum(),
                ended,
                run.startedAt(),
                run.plannedAt(),
                run.endedAt());
    }

    private static Source source(Start wanted) {
        return Source.named(String.valueOf(wanted.source()))
                .orElseThrow(() ->
                        problem(HttpStatus.BAD_REQUEST, "source must be stickers, sessions, pack-sheets or verify"));
    }

    private static Filters filters(Start wanted, Source source) {
        if (wanted.limit() != null && wanted.limit() < 1) {
            throw problem(HttpStatus.BAD_REQUEST, "limit must be 1 or more");
        }
        if (wanted.type() != null && source != Source.STICKERS && source != Source.VERIFY) {
            throw problem(HttpStatus.BAD_REQUEST, "type is a sticker's: it goes with stickers and verify only");
        }
        if (Boolean.TRUE.equals(wanted.createRows()) && source != Source.SESSIONS) {
            throw problem(HttpStatus.BAD_REQUEST, "create_rows goes with sessions only");
        }
        return new Filters(wanted.env(), wanted.user(), wanted.since(), wanted.until(), wanted.type(), wanted.limit());
    }

    private static ErrorResponseException problem(HttpStatus status, String detail) {
        return new ErrorResponseException(status, ProblemDetail.forStatusAndDetail(status, detail), null);
    }
}
