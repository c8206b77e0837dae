/**
 * Brings users, sessions and requests level with the topics, after the database was restored from a copy that is older
 * than they are. Promise: buttons of stickers that were asked for meanwhile work again.
 */
@NullMarked
package io.stickermill.gateway.recovery;

import org.jspecify.annotations.NullMarked;
