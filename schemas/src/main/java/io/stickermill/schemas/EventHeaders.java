package io.stickermill.schemas;

import org.jspecify.annotations.NullMarked;

/** Names of the headers that travel beside a value. */
@NullMarked
public final class EventHeaders {

    /** The job's UUID as text, so that a value that can't be read can still end its job. */
    public static final String JOB_ID = "job_id";

    /** The sticker's UUID as text. */
    public static final String STICKER_ID = "sticker_id";

    /** The trace that the record belongs to: {@code traceparent} of W3C Trace Context, version 00. */
    public static final String TRACE_PARENT = "traceparent";

    private EventHeaders() {}
}
