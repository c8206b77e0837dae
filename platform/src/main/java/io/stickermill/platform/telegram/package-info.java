/**
 * The one way to Telegram's Bot API: the cloud, a self-hosted server or the emulator, by base URL. Promise: every call
 * ends within its time-out in an {@link io.stickermill.platform.telegram.TelegramAnswer} that tells 'not sent' from 'outcome
 * unknown', nothing is ever sent again behind the caller's back, and the token appears in no message or exception.
 */
@NullMarked
package io.stickermill.platform.telegram;

import org.jspecify.annotations.NullMarked;
