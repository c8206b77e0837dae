package io.stickermill.generation.maker.grid;

import io.stickermill.generation.maker.photo.Photo;
import org.jspecify.annotations.Nullable;

/**
 * One drawing of a sheet, alone on the sheet's ground.
 *
 * @param picture with transparency where the ground can be seen through
 * @param key what the ground says of it; null where it can be seen through
 */
public record Drawing(Photo picture, @Nullable Key key) {}
