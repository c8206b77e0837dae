/**
 * Updates on their way to the bot: fetched by it, or brought to its webhook. It promises that an update stays until it was
 * confirmed or has expired, and that a chat's updates come in order.
 */
@NullMarked
package io.stickermill.emulator.update;

import org.jspecify.annotations.NullMarked;
