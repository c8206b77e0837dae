/** Everything outbound: the only sender to Telegram, and the uploader to object storage. */
@NullMarked
package io.stickermill.delivery;

import org.jspecify.annotations.NullMarked;
