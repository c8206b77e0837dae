package io.stickermill.generation.remote;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A picture to be made of another.
 *
 * @param model as the provider names it
 * @param prompt what it is to become
 * @param picture JPEG, PNG or WebP
 * @param link where the provider can fetch the picture; null where it is handed over as bytes
 * @param pictureField the model's name for the picture among its inputs, where models differ in it
 * @param inputs further ones, as the model names them
 * @param hook where the provider is to call when it is done; null for nowhere
 */
public record ImageTask(
        String model,
        String prompt,
        byte[] picture,
        @Nullable URI link,
        String pictureField,
        Map<String, Object> inputs,
        @Nullable URI hook) {

    /** By its first bytes. */
    String mediaType() {
        if (picture.length > 3 && (picture[0] & 0xff) == 0x89 && picture[1] == 'P') {
            return "image/png";
        }
        return picture.length > 12 && picture[0] == 'R' && picture[8] == 'W' ? "image/webp" : "image/jpeg";
    }
}
