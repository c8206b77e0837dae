/** Everything inbound: Telegram's updates become events. */
@NullMarked
package io.stickermill.gateway;

import org.jspecify.annotations.NullMarked;
