package io.stickermill.generation.remote;

/** What came of an order. */
public sealed interface Submitted {

    /** It is begun, and will be paid. */
    record Accepted(String taskId) implements Submitted {}

    /** It is done, and paid. */
    record Finished(RemotePicture picture) implements Submitted {}

    /** It was not begun, and costs nothing. */
    record Refused(Refusal refusal) implements Submitted {}

    /** It may have been begun: to order it again may be to pay twice. */
    record Unknown(String cause) implements Submitted {}
}
