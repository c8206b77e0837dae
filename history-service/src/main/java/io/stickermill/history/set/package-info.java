/**
 * Sticker sets in Telegram, for programs. Promise: a set is shown as its youngest event tells, whatever order they come in; what a
 * program asks of one is asked of who keeps sets, and comes back as an event.
 */
@NullMarked
package io.stickermill.history.set;

import org.jspecify.annotations.NullMarked;
