package io.stickermill.schemas;

import org.jspecify.annotations.NullMarked;

/**
 * Headers that a consumer group adds to a record's own on its way through the group's retry topics to its dead letters, and
 * back when a letter is replayed. All are text.
 */
@NullMarked
public final class GroupHeaders {

    /** What their names begin with. */
    public static final String PREFIX = "stickermill.";

    /** Topic, partition and offset of the original record, and its timestamp (ISO 8601). */
    public static final String TOPIC = "stickermill.topic";

    public static final String PARTITION = "stickermill.partition";
    public static final String OFFSET = "stickermill.offset";
    public static final String TIMESTAMP = "stickermill.timestamp";

    /** Attempts that have failed so far. */
    public static final String ATTEMPTS = "stickermill.attempts";

    /** Not to be handled before (ISO 8601). */
    public static final String DUE = "stickermill.due";

    /** Why the last attempt failed, in one line. */
    public static final String CAUSE = "stickermill.cause";

    /** Of a dead letter: where in the code, if an exception was the cause. */
    public static final String STACK = "stickermill.stack";

    /** Of a record that lies in the dead letters already, and of which only nobody was told yet: since when (ISO 8601). */
    public static final String UNTOLD = "stickermill.untold";

    /** A {@link Replay}: of what is replayed, and of each event that comes of it. */
    public static final String REPLAY = "stickermill.replay";

    private GroupHeaders() {}
}
