/** How much there is to back up: files that Telegram has or had, and storage has not. */
@NullMarked
package io.stickermill.history.missing;

import org.jspecify.annotations.NullMarked;
