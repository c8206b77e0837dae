/**
 * The methods by which a bot sends, edits and deletes messages and answers taps. It promises Telegram's checks and limits, in
 * Telegram's order.
 */
@NullMarked
package io.stickermill.emulator.message;

import org.jspecify.annotations.NullMarked;
