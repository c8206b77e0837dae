/** How long backfill remembers single items. Promise: an item is known for longer than its request can come again. */
@NullMarked
package io.stickermill.backfill.retention;

import org.jspecify.annotations.NullMarked;
