package io.stickermill.history.retention;

import io.stickermill.history.page.Paging;
import io.stickermill.history.retention.UndeliveredFiles.Undelivered;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class UndeliveredController {

    private final UndeliveredFiles files;
    private final HistoryRetention lifetimes;

    UndeliveredController(UndeliveredFiles files, HistoryRetention lifetimes) {
        this.files = files;
        this.lifetimes = lifetimes;
    }

    @Operation(summary = "Objects in storage whose sticker was never delivered, newest first")
    @GetMapping("/v1/objects/undelivered")
    UndeliveredPage undelivered(
            @RequestParam(defaultValue = "20") int limit, @RequestParam(required = false) @Nullable String after) {
        Paging paging = Paging.of(limit, after);
        List<Undelivered> found = files.list(paging);
        return new UndeliveredPage(
                found.stream()
                        .map(file -> new UndeliveredObject(
                                file.stickerId(),
                                file.storageKey(),
                                file.sizeBytes(),
                                file.storedAt(),
                                file.storedAt().plus(lifetimes.undeliveredObjects())))
                        .toList(),
                paging.next(found, Undelivered::place));
    }

    /** @param next to be passed as {@code after} for the next page; absent on the last */
    record UndeliveredPage(
            List<UndeliveredObject> objects, @Nullable String next) {}

    /** @param removedFrom when it goes, unless the sticker is delivered before */
    record UndeliveredObject(
            UUID stickerId, String storageKey, long sizeBytes, Instant storedAt, Instant removedFrom) {}
}
