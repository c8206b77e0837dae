/** A stand-in for a provider of image models, with a toy for a model: it visibly changes the picture. */
@NullMarked
package io.stickermill.emulator.provider;

import org.jspecify.annotations.NullMarked;
