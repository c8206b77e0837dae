/**
 * The buttons under messages: delivery builds their callback data, the gateway reads it. Promise: what is built here can
 * be parsed here, fits Telegram's 64 bytes, and anything else is recognised as not ours.
 */
@NullMarked
package io.stickermill.contracts.button;

import org.jspecify.annotations.NullMarked;
