package io.stickermill.generation.maker;

/**
 * A picture of what a style looks like that is not drawn here.
 *
 * @param picture JPEG, PNG or WebP
 * @param title in the language of the sheet
 */
public record StyleSample(byte[] picture, String title) {}
