/**
 * A segmentation model that somebody brings along, run by ONNX Runtime on the CPU. No model comes with Stickermill;
 * docs/stickers.md names public ones and their licences.
 */
@NullMarked
package io.stickermill.generation.maker.model;

import org.jspecify.annotations.NullMarked;
