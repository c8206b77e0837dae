package io.stickermill.generation.maker.local;

import io.stickermill.generation.maker.MadeSticker.Shape;
import io.stickermill.generation.maker.finish.Cutting;

/** The part of the photo that a sticker shows. */
record Cut(Cutting cutting, Shape shape, double confidence) {}
