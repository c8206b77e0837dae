package io.stickermill.generation.remote;

import java.math.BigDecimal;
import java.util.UUID;

/**
 * The order that a picture came of.
 *
 * @param jobId that it was made for: maybe an earlier one of the same picture
 * @param price in US dollars, as the file of styles says
 */
public record PictureOrder(UUID jobId, String provider, String model, BigDecimal price) {}
