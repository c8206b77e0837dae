/**
 * Everything that is sent to Telegram, once. Promise: a sticker or a reply whose send has ended is never sent again, one
 * whose outcome is unknown is counted before it is, and of every ended sticker the event is in Kafka.
 */
@NullMarked
package io.stickermill.delivery.telegram;

import org.jspecify.annotations.NullMarked;
