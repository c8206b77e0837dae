package io.stickermill.history.sticker;

import io.stickermill.history.page.Paging;
import io.stickermill.history.sticker.StickerList.Kind;
import io.stickermill.platform.storage.ObjectStorage;
import io.stickermill.platform.web.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Stickers, newest first, with links to their files. */
@RestController
@RequestMapping("/v1")
class StickerController {

    private static final String PAGE_SIZE = "20";

    private final StickerList stickers;
    private final Deletion deletion;
    private final ObjectStorage storage;

    StickerController(StickerList stickers, Deletion deletion, ObjectStorage storage) {
        this.stickers = stickers;
        this.deletion = deletion;
        this.storage = storage;
    }

    @Operation(summary = "A sticker, also a deleted one")
    @ApiResponse(responseCode = "200", description = "The sticker")
    @ApiResponse(responseCode = "404", description = "There is no such sticker (yet)")
    @GetMapping("/stickers/{id}")
    StickerView sticker(@PathVariable UUID id) {
        return stickers.find(id).map(found -> StickerView.of(found, storage)).orElseThrow(() -> unknown(id));
    }

    @Operation(
            summary = "Deletes a sticker: from its chat, from lists, and after a time its file",
            description = "Asked for again, the answer is the same. A message older than 48 hours stays in its chat,"
                    + " without buttons: Telegram deletes no older ones.")
    @ApiResponse(responseCode = "204", description = "It is deleted here, and will be in its chat")
    @ApiResponse(responseCode = "404", description = "There is no such sticker (yet)")
    @DeleteMapping("/stickers/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable UUID id) {
        deletion.delete(stickers.find(id).orElseThrow(() -> unknown(id)));
    }

    @Operation(
            summary = "A sticker's file, for who does not reach the storage",
            description = "The same bytes as behind `link`.")
    @ApiResponse(
            responseCode = "200",
            description = "The file",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_OCTET_STREAM_VALUE,
                            schema = @Schema(type = "string", format = "binary")))
    @ApiResponse(responseCode = "404", description = "There is no such sticker, or no file of it (any more)")
    @GetMapping("/stickers/{id}/file")
    ResponseEntity<byte[]> file(@PathVariable UUID id) {
        Sticker sticker = stickers.find(id).orElseThrow(() -> unknown(id));
        byte[] file = Optional.ofNullable(sticker.resultStoragePath())
                .filter(_ -> sticker.deletedAt() == null)
                .flatMap(storage::get)
                .orElseThrow(
                        () -> Problems.of(HttpStatus.NOT_FOUND, "The file of sticker " + id + " is not in storage."));
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .body(file);
    }

    private static ErrorResponseException unknown(UUID id) {
        return Problems.of(
                HttpStatus.NOT_FOUND,
                "No sticker " + id + " is known here. It appears when Telegram has taken it; check the id.");
    }

    @Operation(
            operationId = "stickers",
            summary = "Single stickers of everybody; with missing=true, all of which no file is known in storage")
    @GetMapping("/stickers")
    StickerPage all(
            @RequestParam(defaultValue = "false") boolean missing,
            @RequestParam(defaultValue = PAGE_SIZE) int limit,
            @RequestParam(required = false) @Nullable String after) {
        Paging paging = Paging.of(limit, after);
        return page(missing ? stickers.withoutFile(paging) : stickers.single(paging), paging);
    }

    @Operation(
            operationId = "stickersOfUser",
            summary = "A person's stickers: all, single ones (kind=single) or those of packs (kind=pack)")
    @GetMapping("/users/{id}/stickers")
    StickerPage ofUser(
            @PathVariable UUID id,
            @Parameter(schema = @Schema(allowableValues = {"all", "single", "pack"}))
                    @RequestParam(defaultValue = "all")
                    String kind,
            @RequestParam(defaultValue = PAGE_SIZE) int limit,
            @RequestParam(required = false) @Nullable String after) {
        Paging paging = Paging.of(limit, after);
        return page(stickers.ofUser(id, kind(kind), paging), paging);
    }

    @Operation(operationId = "stickersOfSession", summary = "The stickers of a session")
    @GetMapping("/sessions/{id}/stickers")
    StickerPage ofSession(
            @PathVariable UUID id,
            @RequestParam(defaultValue = PAGE_SIZE) int limit,
            @RequestParam(required = false) @Nullable String after) {
        Paging paging = Paging.of(limit, after);
        return page(stickers.ofSession(id, paging), paging);
    }

    private StickerPage page(List<Sticker> found, Paging paging) {
        return new StickerPage(
                found.stream().map(sticker -> StickerView.of(sticker, storage)).toList(),
                paging.next(found, Sticker::place));
    }

    private static Kind kind(String word) {
        try {
            return Kind.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw Problems.of(HttpStatus.BAD_REQUEST, "kind", "kind must be all, single or pack");
        }
    }

    /** @param next to be passed as {@code after} for the next page; absent on the last */
    record StickerPage(List<StickerView> stickers, @Nullable String next) {}
}
