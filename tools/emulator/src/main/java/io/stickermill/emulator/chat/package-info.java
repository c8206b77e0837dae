/**
 * What chats show: people, messages, taps on buttons, and the journal of everything that could be seen. It promises that a
 * message and its line in the journal are one transaction.
 */
@NullMarked
package io.stickermill.emulator.chat;

import org.jspecify.annotations.NullMarked;
