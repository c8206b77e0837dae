package io.stickermill.platform.dispatch;

import io.stickermill.schemas.EventHeaders;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The ids that a record names beside its value. An id that is missing, or is written in any other way than ours, is empty:
 * whoever may write to a topic may write anything there, and nothing that is read here throws.
 *
 * @param chatId the key of the topics that are kept by chat
 * @param itemId the key of backfill's topics
 * @param jobId in a header
 * @param stickerId in a header
 */
public record RecordIds(Optional<Long> chatId, Optional<UUID> itemId, Optional<UUID> jobId, Optional<UUID> stickerId) {

    /** @param headers gives the last header of a name as text, null where there is none */
    public static RecordIds of(@Nullable String key, Function<String, @Nullable String> headers) {
        return new RecordIds(
                id(key, Long::valueOf),
                id(key, UUID::fromString),
                id(headers.apply(EventHeaders.JOB_ID), UUID::fromString),
                id(headers.apply(EventHeaders.STICKER_ID), UUID::fromString));
    }

    /** Both parsers take more than they write ({@code +1}, {@code 1-1-1-1-1}), which would be the id of something else. */
    private static <T> Optional<T> id(@Nullable String text, Function<String, T> parser) {
        if (text == null || text.length() > 36) {
            return Optional.empty();
        }
        try {
            return Optional.of(parser.apply(text)).filter(id -> id.toString().equalsIgnoreCase(text));
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }
}
