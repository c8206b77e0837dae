package io.stickermill.contracts.style;

import java.math.BigDecimal;
import java.util.Map;

/**
 * Who makes a remote style.
 *
 * @param provider of the model: {@code replicate}, {@code kie}, {@code fal}, {@code gemini}, {@code openai}
 * @param model as the provider names it
 * @param pictureField the model's name for the picture among its inputs
 * @param inputs further ones, as the model names them
 * @param price of a picture, in US dollars, as the provider charges it
 */
public record RemoteModel(
        String provider, String model, String pictureField, Map<String, Object> inputs, BigDecimal price) {}
