package io.stickermill.generation.remote;

import org.jspecify.annotations.Nullable;

/** How far a task is. */
public sealed interface Looked {

    /**
     * It is to be looked at again.
     *
     * @param place in the provider's queue, from 0; null if it does not say, or it has begun
     * @param percent done; null if it does not say
     */
    record Running(@Nullable Integer place, @Nullable Integer percent) implements Looked {}

    record Finished(RemotePicture picture) implements Looked {}

    /** It has ended without a picture. */
    record Failed(Refusal refusal) implements Looked {}

    /** Nothing is known of it at this moment: it goes on, or has ended. */
    record NotNow(Refusal refusal) implements Looked {}
}
