/**
 * Telegram's limits on messages, across all instances: token buckets in PostgreSQL. Promise: whoever asks here before each
 * message is not refused for sending too much, whatever else sends at the same time.
 */
@NullMarked
package io.stickermill.platform.telegram.limit;

import org.jspecify.annotations.NullMarked;
