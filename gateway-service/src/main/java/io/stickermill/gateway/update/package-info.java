/**
 * Reads Telegram's updates and publishes what they ask for. Promise: an update is confirmed to Telegram only after Kafka
 * has what it asks for, and the same update, however often it comes, asks for the same things under the same ids.
 */
@NullMarked
package io.stickermill.gateway.update;

import org.jspecify.annotations.NullMarked;
