package io.stickermill.platform.telegram;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An update as it came, not read yet.
 *
 * @param json an object, as far as its brackets tell; it may be one that nobody can read
 * @param id Telegram's {@code update_id}; empty if it can't be found
 */
public record RawUpdate(String json, OptionalLong id) {

    /** Takes a text for an update. Empty if it is no object. */
    public static Optional<RawUpdate> of(String json) {
        return RawJson.members(json).map(members -> new RawUpdate(json, id(members)));
    }

    /** Without its text, which is a person's: this goes into logs. */
    @Override
    public String toString() {
        return id.isPresent() ? "update " + id.getAsLong() : "an update without an id";
    }

    static RawUpdate element(String json) {
        return of(json).orElse(new RawUpdate(json, OptionalLong.empty()));
    }

    private static OptionalLong id(Map<String, String> members) {
        try {
            return OptionalLong.of(Long.parseLong(members.getOrDefault("update_id", "")));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
