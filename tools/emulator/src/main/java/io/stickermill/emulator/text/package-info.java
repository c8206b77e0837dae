/**
 * Texts and captions with their mark-up. It promises the entities, the lengths and the error messages of tdlib.
 */
@NullMarked
package io.stickermill.emulator.text;

import org.jspecify.annotations.NullMarked;
