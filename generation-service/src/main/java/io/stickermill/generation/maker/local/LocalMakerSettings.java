package io.stickermill.generation.maker.local;

import io.stickermill.generation.maker.finish.Outline;
import io.stickermill.generation.maker.photo.PhotoLimits;

/** @param outline drawn around stickers that want one */
public record LocalMakerSettings(PhotoLimits limits, Outline outline) {

    public static final LocalMakerSettings DEFAULT = new LocalMakerSettings(PhotoLimits.DEFAULT, Outline.WHITE);
}
