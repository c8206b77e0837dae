/**
 * A segmentation model, run by ONNX Runtime on the CPU: the one of the module {@code segmentation-model}, or one that somebody
 * brings along; docs/stickers.md names public ones and their licences.
 */
@NullMarked
package io.stickermill.generation.maker.model;

import org.jspecify.annotations.NullMarked;
