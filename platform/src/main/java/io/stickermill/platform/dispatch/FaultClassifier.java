package io.stickermill.platform.dispatch;

/** Turns what a handler or reader threw into an outcome. The one place where a service classes its exceptions. */
@FunctionalInterface
public interface FaultClassifier {

    Outcome classify(Throwable fault);

    /** Unreadable values are dead letters; everything else is tried again. */
    static FaultClassifier standard() {
        return fault -> fault instanceof UnreadableValueException
                ? new Outcome.DeadLetter(Cause.of(fault))
                : Outcome.retry(Cause.of(fault));
    }
}
