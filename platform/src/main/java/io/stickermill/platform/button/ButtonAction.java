package io.stickermill.platform.button;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a button asks for, as Telegram carries it in {@code callback_data} (1 to 64 bytes). */
public sealed interface ButtonAction {

    /**
     * Make another sticker of the same photo.
     *
     * @param jobId the job whose photo it is
     * @param variant the variant to make, one above the one under which the button stands
     */
    record Again(UUID jobId, int variant) implements ButtonAction {
        @Override
        public String callbackData() {
            return "a:" + Encoding.write(jobId) + ":" + variant;
        }
    }

    /**
     * Remove a sticker.
     *
     * @param index place of the sticker among those of its job
     */
    record Delete(UUID jobId, int index) implements ButtonAction {
        @Override
        public String callbackData() {
            return "d:" + Encoding.write(jobId) + ":" + index;
        }
    }

    /**
     * Stop a job.
     *
     * @param album whether the other photos of its album are to stop, too
     */
    record Cancel(UUID jobId, boolean album) implements ButtonAction {
        @Override
        public String callbackData() {
            return "c:" + Encoding.write(jobId) + ":" + (album ? 1 : 0);
        }
    }

    /** The job that is meant. */
    UUID jobId();

    String callbackData();

    /** Reads callback data. Empty if it is none of ours: data is input, anyone can send any. */
    static Optional<ButtonAction> parse(String callbackData) {
        Matcher parts = Encoding.FORMAT.matcher(callbackData);
        if (!parts.matches()) {
            return Optional.empty();
        }
        UUID jobId = Encoding.read(parts.group("job"));
        int number = Integer.parseInt(parts.group("number"));
        return switch (parts.group("action")) {
            case "a" -> Optional.of(new Again(jobId, number));
            case "c" -> number > 1 ? Optional.empty() : Optional.of(new Cancel(jobId, number == 1));
            default -> Optional.of(new Delete(jobId, number));
        };
    }

    /** A UUID in 22 characters instead of 36. */
    final class Encoding {
        private static final Pattern FORMAT =
                Pattern.compile("(?<action>[acd]):(?<job>[A-Za-z0-9_-]{21}[AQgw]):(?<number>\\d{1,4})");

        private Encoding() {}

        private static String write(UUID id) {
            byte[] bytes = ByteBuffer.allocate(16)
                    .putLong(id.getMostSignificantBits())
                    .putLong(id.getLeastSignificantBits())
                    .array();
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        }

        private static UUID read(String text) {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            return new UUID(bytes.getLong(), bytes.getLong());
        }
    }
}
