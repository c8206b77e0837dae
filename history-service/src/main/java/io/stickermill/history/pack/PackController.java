package io.stickermill.history.pack;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.stickermill.history.pack.Packs.Pack;
import io.stickermill.history.page.Paging;
import io.stickermill.history.sticker.StickerList;
import io.stickermill.history.sticker.StickerView;
import io.stickermill.platform.storage.ObjectStorage;
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
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Packs, newest first. */
@RestController
@RequestMapping("/v1")
class PackController {

    private static final String PAGE_SIZE = "20";

    private final Packs packs;
    private final StickerList stickers;
    private final ObjectStorage storage;

    PackController(Packs packs, StickerList stickers, ObjectStorage storage) {
        this.packs = packs;
        this.stickers = stickers;
        this.storage = storage;
    }

    @Operation(summary = "A pack and its stickers in their order")
    @ApiResponse(responseCode = "200", description = "The pack")
    @ApiResponse(responseCode = "404", description = "There is no such pack")
    @GetMapping("/packs/{id}")
    WholePack pack(@PathVariable UUID id) {
        Pack pack = packs.find(id)
                .orElseThrow(
                        () -> Problems.of(HttpStatus.NOT_FOUND, "No pack " + id + " is known here; check the id."));
        return new WholePack(
                view(pack),
                stickers.ofPack(id).stream()
                        .map(sticker -> StickerView.of(sticker, storage))
                        .toList());
    }

    @Operation(operationId = "packs", summary = "Packs of everybody")
    @GetMapping("/packs")
    PackPage all(
            @RequestParam(defaultValue = PAGE_SIZE) int limit, @RequestParam(required = false) @Nullable String after) {
        Paging paging = Paging.of(limit, after);
        return page(packs.all(paging), paging);
    }

    @Operation(operationId = "packsOfUser", summary = "A person's packs")
    @GetMapping("/users/{id}/packs")
    PackPage ofUser(
            @PathVariable UUID id,
            @RequestParam(defaultValue = PAGE_SIZE) int limit,
            @RequestParam(required = false) @Nullable String after) {
        Paging paging = Paging.of(limit, after);
        return page(packs.ofUser(id, paging), paging);
    }

    private static PackPage page(List<Pack> found, Paging paging) {
        return new PackPage(found.stream().map(PackController::view).toList(), paging.next(found, Pack::place));
    }

    private static PackView view(Pack pack) {
        return new PackView(
                pack.id(),
                pack.userId(),
                pack.chatId(),
                pack.sessionId(),
                pack.stickerSetName(),
                pack.packSheetFileId(),
                pack.cleanedSheetStoragePath(),
                pack.style(),
                pack.env(),
                pack.origin(),
                pack.createdAt());
    }

    /** @param next to be passed as {@code after} for the next page; absent on the last */
    record PackPage(List<PackView> packs, @Nullable String next) {}

    /** A pack; what is not known is absent. */
    record PackView(
            UUID packBatchId,
            UUID userId,
            long chatId,
            @Nullable UUID sessionId,
            @Nullable String stickerSetName,
            @Nullable String packSheetFileId,
            @Nullable String cleanedSheetStoragePath,
            @Nullable String style,
            String env,

            @Schema(allowableValues = {"live", "import", "session"})
            String origin,

            Instant createdAt) {}

    record WholePack(@JsonUnwrapped PackView pack, List<StickerView> stickers) {}
}
