package io.stickermill.history.sticker;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.stickermill.history.page.Paging;
import io.stickermill.history.sticker.StickerList.Kind;
import io.stickermill.platform.storage.ObjectStorage;
import io.stickermill.platform.web.Problems;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Stickers, newest first, with links to their files. */
@RestController
@RequestMapping("/v1")
class StickerController {

    private static final String PAGE_SIZE = "20";

    private final StickerList stickers;
    private final ObjectStorage storage;

    StickerController(StickerList stickers, ObjectStorage storage) {
        this.stickers = stickers;
        this.storage = storage;
    }

    @Operation(summary = "A sticker, also a deleted one")
    @GetMapping("/stickers/{id}")
    StickerView sticker(@PathVariable UUID id) {
        return stickers.find(id)
                .map(found -> StickerView.of(found, storage))
                .orElseThrow(() -> Problems.of(
                        HttpStatus.NOT_FOUND,
                        "No sticker " + id + " is known here. It appears when Telegram has taken it; check the id."));
    }

    @Operation(summary = "Single stickers of everybody; with missing=true, all of which no file is known in storage")
    @GetMapping("/stickers")
    Page all(
            @RequestParam(defaultValue = "false") boolean missing,
            @RequestParam(defaultValue = PAGE_SIZE) int limit,
            @RequestParam(required = false) @Nullable String after) {
        Paging paging = Paging.of(limit, after);
        return page(missing ? stickers.withoutFile(paging) : stickers.single(paging), paging);
    }

    @Operation(summary = "A person's stickers: all, single ones (kind=single) or those of packs (kind=pack)")
    @GetMapping("/users/{id}/stickers")
    Page ofUser(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "all") String kind,
            @RequestParam(defaultValue = PAGE_SIZE) int limit,
            @RequestParam(required = false) @Nullable String after) {
        Paging paging = Paging.of(limit, after);
        return page(stickers.ofUser(id, kind(kind), paging), paging);
    }

    @Operation(summary = "The stickers of a session")
    @GetMapping("/sessions/{id}/stickers")
    Page ofSession(
            @PathVariable UUID id,
            @RequestParam(defaultValue = PAGE_SIZE) int limit,
            @RequestParam(required = false) @Nullable String after) {
        Paging paging = Paging.of(limit, after);
        return page(stickers.ofSession(id, paging), paging);
    }

    private Page page(List<Sticker> found, Paging paging) {
        return new Page(
                found.stream().map(sticker -> StickerView.of(sticker, storage)).toList(),
                paging.next(found, Sticker::place));
    }

    private static Kind kind(String word) {
        try {
            return Kind.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw Problems.of(HttpStatus.BAD_REQUEST, "kind must be all, single or pack");
        }
    }

    /** @param next to be passed as {@code after} for the next page; absent on the last */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Page(List<StickerView> stickers, @Nullable String next) {}
}
