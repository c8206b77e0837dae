package io.stickermill.generation.maker.local;

import io.stickermill.generation.maker.finish.Outline;
import io.stickermill.generation.maker.photo.PhotoLimits;
import java.time.Duration;

/**
 * How the local maker works.
 *
 * @param outline drawn around stickers that want one
 * @param timeLimit for one sticker; what takes longer is abandoned
 * @param sure from which confidence on a cut-out needs no others beside it
 */
public record LocalMakerSettings(PhotoLimits limits, Outline outline, Duration timeLimit, double sure) {

    public static final LocalMakerSettings DEFAULT =
            new LocalMakerSettings(PhotoLimits.DEFAULT, Outline.WHITE, Duration.ofSeconds(30), 0.9);
}
