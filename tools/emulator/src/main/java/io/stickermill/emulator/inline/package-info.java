/**
 * What people type after the bot's name, and what it offers them in answer. It promises to take an answer as Telegram does: once,
 * for ten seconds, and as a whole or not at all.
 */
@NullMarked
package io.stickermill.emulator.inline;

import org.jspecify.annotations.NullMarked;
