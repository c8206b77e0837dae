/** What people may write: on a sticker, and as the title of a sticker set. */
@NullMarked
package io.stickermill.contracts.text;

import org.jspecify.annotations.NullMarked;
