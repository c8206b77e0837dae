/**
 * Sets of stickers, by the methods that make and change them. It promises Telegram's rules and words where they are known, one
 * change of a set at a time, and a set that is on disk when a change is answered.
 */
@NullMarked
package io.stickermill.emulator.sticker;

import org.jspecify.annotations.NullMarked;
