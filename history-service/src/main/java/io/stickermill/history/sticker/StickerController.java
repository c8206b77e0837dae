package io.stickermill.history.sticker;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.stickermill.history.sticker.Stickers.Place;
import io.stickermill.history.sticker.Stickers.Sticker;
import io.stickermill.platform.storage.ObjectStorage;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A user's stickers, newest first, with links to their files. */
@RestController
class StickerController {

    private static final Duration LINK_LIFETIME = Duration.ofMinutes(15);
    private static final int MAX_PAGE = 100;

    private final Stickers stickers;
    private final ObjectStorage storage;

    StickerController(Stickers stickers, ObjectStorage storage) {
        this.stickers = stickers;
        this.storage = storage;
    }

    @GetMapping("/v1/users/{id}/stickers")
    Page stickers(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "20") int limit,
            @RequestParam(required = false) @Nullable String after) {
        if (limit < 1 || limit > MAX_PAGE) {
            throw badRequest("limit must be 1 to " + MAX_PAGE);
        }
        List<Sticker> found = stickers.ofUser(id, place(after), limit);
        String next = found.size() < limit ? null : cursor(found.getLast());
        return new Page(found.stream().map(this::view).toList(), next);
    }

    private StickerView view(Sticker sticker) {
        String path = sticker.resultStoragePath();
        return new StickerView(
                sticker.id(),
                sticker.jobId(),
                sticker.sessionId(),
                sticker.stylePresetId(),
                sticker.variant(),
                sticker.telegramFileId(),
                path,
                path == null ? null : storage.link(path, LINK_LIFETIME),
                sticker.createdAt(),
                sticker.deliveredAt());
    }

    private static String cursor(Sticker last) {
        return last.createdAt() + "_" + last.id();
    }

    private static @Nullable Place place(@Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        String[] parts = cursor.split("_", 2);
        try {
            return new Place(Instant.parse(parts[0]), UUID.fromString(parts[parts.length - 1]));
        } catch (DateTimeParseException | IllegalArgumentException e) {
            throw badRequest("after is not a cursor of ours: pass on the value of next from the page before");
        }
    }

    private static ErrorResponseException badRequest(String detail) {
        return new ErrorResponseException(
                HttpStatus.BAD_REQUEST, ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, detail), null);
    }

    /** @param next to be passed as {@code after} for the next page; absent on the last */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Page(List<StickerView> stickers, @Nullable String next) {}

    /** @param link a link to the file that anyone can use for 15 minutes; absent until it is stored */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record StickerView(
            UUID stickerId,
            UUID jobId,
            UUID sessionId,
            String stylePresetId,
            int variant,
            String telegramFileId,
            @Nullable String resultStoragePath,
            @Nullable URI link,
            Instant createdAt,
            Instant deliveredAt) {}
}
