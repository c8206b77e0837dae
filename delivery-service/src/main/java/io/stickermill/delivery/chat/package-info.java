/**
 * What is known of chats, and the way into them. Promise: whoever asks here before a message keeps to Telegram's limits and
 * holds, does not knock again at a chat that has shut its door, and reaches a group that has moved.
 */
@NullMarked
package io.stickermill.delivery.chat;

import org.jspecify.annotations.NullMarked;
