package io.stickermill.common;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that a tool asks does not answer. The message, for people, names the thing, its address and the cause; the remedy is up to
 * whoever knows where the thing runs.
 */
public final class NotReached extends IllegalStateException {

    private static final long serialVersionUID = 1;

    /**
     * @param thing as it begins a sentence, for example {@code The broker}
     * @param address without a secret
     */
    public NotReached(String thing, String address, @Nullable Throwable cause) {
        super(thing + " at " + address + " does not answer" + why(cause) + ".", cause);
    }

    /** @param connection how it was to be reached, {@code bootstrap.servers} at least */
    public static NotReached broker(Map<String, Object> connection, Throwable cause) {
        return new NotReached("The broker", String.valueOf(connection.get("bootstrap.servers")), cause);
    }

    /** What was wrong at last: clients of Kafka and of HTTP wrap it, and some of theirs say nothing. */
    private static String why(@Nullable Throwable cause) {
        Throwable last = cause;
        while (last != null && last.getCause() != null) {
            last = last.getCause();
        }
        return last == null
                ? ""
                : " (" + (last.getMessage() == null ? last.getClass().getSimpleName() : last.getMessage()) + ")";
    }
}
