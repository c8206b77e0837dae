/**
 * The words of the Bot API: the bot, a request however it was encoded, a method, and a refusal. It promises Telegram's own
 * statuses and words. What is about the bot itself is here as well.
 */
@NullMarked
package io.stickermill.emulator.api;

import org.jspecify.annotations.NullMarked;
