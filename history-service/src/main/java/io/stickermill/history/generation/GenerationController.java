package io.stickermill.history.generation;

import io.stickermill.history.generation.Generations.Day;
import io.stickermill.history.generation.Generations.Which;
import io.stickermill.history.page.Paging;
import io.stickermill.platform.storage.ObjectStorage;
import io.stickermill.platform.web.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Pictures that models of others make, newest first. */
@RestController
@RequestMapping("/v1")
class GenerationController {

    private static final String PAGE_SIZE = "20";
    private static final int MOST_DAYS = 366;

    private final Generations generations;
    private final ObjectStorage storage;
    private final Clock clock;

    GenerationController(Generations generations, ObjectStorage storage, Clock clock) {
        this.generations = generations;
        this.storage = storage;
        this.clock = clock;
    }

    @Operation(operationId = "generation", summary = "A picture that a remote model makes, has made, or could not make")
    @ApiResponse(responseCode = "200", description = "The generation")
    @ApiResponse(responseCode = "404", description = "There is no such generation (yet)")
    @GetMapping("/generations/{id}")
    GenerationView generation(@PathVariable UUID id) {
        return generations
                .find(id)
                .map(found -> GenerationView.of(found, storage))
                .orElseThrow(() ->
                        Problems.of(HttpStatus.NOT_FOUND, "No generation " + id + " is known here; check the id."));
    }

    @Operation(
            operationId = "generationThumbnail",
            summary = "Its small picture, for who does not reach the storage",
            description = "The same bytes as behind `thumbnail`: a WebP.")
    @ApiResponse(
            responseCode = "200",
            description = "The file",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_OCTET_STREAM_VALUE,
                            schema = @Schema(type = "string", format = "binary")))
    @ApiResponse(responseCode = "404", description = "There is no such generation, or no small picture of it (yet)")
    @GetMapping("/generations/{id}/thumbnail")
    ResponseEntity<byte[]> thumbnail(@PathVariable UUID id) {
        byte[] file = generations
                .find(id)
                .flatMap(found -> Optional.ofNullable(found.thumbnailKey()))
                .flatMap(storage::get)
                .orElseThrow(() ->
                        Problems.of(HttpStatus.NOT_FOUND, "No small picture of generation " + id + " is in storage."));
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .body(file);
    }

    @Operation(
            operationId = "generations",
            summary =
                    "Pictures of remote models, of everybody; which=open for those on their way, which=failed for those"
                            + " without a picture")
    @GetMapping("/generations")
    GenerationPage all(
            @Parameter(schema = @Schema(allowableValues = {"all", "open", "failed"}))
                    @RequestParam(defaultValue = "all")
                    String which,
            @RequestParam(defaultValue = PAGE_SIZE) int limit,
            @RequestParam(required = false) @Nullable String after) {
        Paging paging = Paging.of(limit, after);
        return page(generations.all(which(which), paging), paging);
    }

    @Operation(operationId = "generationsOfUser", summary = "A person's pictures of remote models")
    @GetMapping("/users/{id}/generations")
    GenerationPage ofUser(
            @PathVariable UUID id,
            @RequestParam(defaultValue = PAGE_SIZE) int limit,
            @RequestParam(required = false) @Nullable String after) {
        Paging paging = Paging.of(limit, after);
        return page(generations.ofUser(id, paging), paging);
    }

    @Operation(
            operationId = "generationsOfJob",
            summary = "What was ordered for a job, in its order: one try after the other")
    @GetMapping("/jobs/{id}/generations")
    GenerationPage ofJob(@PathVariable UUID id) {
        return new GenerationPage(
                generations.ofJob(id).stream()
                        .map(found -> GenerationView.of(found, storage))
                        .toList(),
                null);
    }

    @Operation(
            operationId = "generationCosts",
            summary = "What remote models cost, by day and provider",
            description = "Of the last days, which are UTC's: 30 unless said otherwise, 366 at most.")
    @GetMapping("/generations/costs")
    Costs costs(@RequestParam(defaultValue = "30") int days) {
        if (days < 1 || days > MOST_DAYS) {
            throw Problems.of(HttpStatus.BAD_REQUEST, "days", "days must be 1 to " + MOST_DAYS);
        }
        LocalDate to = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        LocalDate from = to.minusDays(days - 1L);
        List<Day> found = generations.days(from, to);
        return new Costs(from, to, found.stream().map(Day::cost).reduce(BigDecimal.ZERO, BigDecimal::add), found);
    }

    private GenerationPage page(List<Generation> found, Paging paging) {
        return new GenerationPage(
                found.stream().map(row -> GenerationView.of(row, storage)).toList(),
                paging.next(found, Generation::place));
    }

    private static Which which(String word) {
        try {
            return Which.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw Problems.of(HttpStatus.BAD_REQUEST, "which", "which must be all, open or failed");
        }
    }

    /** @param next to be passed as {@code after} for the next page; absent on the last */
    record GenerationPage(
            List<GenerationView> generations, @Nullable String next) {}

    /**
     * Sums in US dollars.
     *
     * @param days those on which something was ordered, newest first
     */
    record Costs(LocalDate from, LocalDate to, BigDecimal total, List<Day> days) {}
}
