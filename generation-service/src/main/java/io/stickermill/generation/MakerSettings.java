package io.stickermill.generation;

import io.stickermill.generation.maker.finish.Outline;
import io.stickermill.generation.maker.local.LocalMakerSettings;
import io.stickermill.generation.maker.photo.PhotoLimits;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How stickers are finished.
 *
 * @param outlineWidth pixels at 512, 0 to 64
 * @param outlineColour as {@code #rrggbb}
 * @param shadow how dark the shadow under the outline is, 0 to 1; 0 for none
 * @param maxPixels a photo of more is refused, from its header, before a pixel is decoded
 * @param timeLimit for one photo, from when a maker has it; what takes longer is ended, and the user is told
 * @param sure from which confidence on, 0 to 1, no other cut-outs are made beside the first (docs/stickers.md says what it
 *     means)
 */
@ConfigurationProperties("stickermill.maker")
public record MakerSettings(
        @DefaultValue("8") int outlineWidth,
        @DefaultValue("#ffffff") String outlineColour,
        @DefaultValue("0.4") double shadow,
        @DefaultValue("50000000") long maxPixels,
        @DefaultValue("30s") Duration timeLimit,
        @DefaultValue("0.9") double sure) {

    public MakerSettings {
        if (!outlineColour.matches("#[0-9a-fA-F]{6}")) {
            throw new IllegalArgumentException(
                    "stickermill.maker.outline-colour is '" + outlineColour + "', not a colour such as #ffffff");
        }
    }

    LocalMakerSettings local() {
        PhotoLimits usual = PhotoLimits.DEFAULT;
        return new LocalMakerSettings(
                new PhotoLimits(maxPixels, usual.maxSide(), usual.minSide()),
                new Outline(outlineWidth, Integer.parseInt(outlineColour, 1, 7, 16), shadow),
                timeLimit,
                sure);
    }
}
