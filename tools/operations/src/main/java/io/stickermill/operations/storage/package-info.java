/** Whether object storage is set as it must be: private, with signed links that end, and with what is short-lived going by itself. */
@NullMarked
package io.stickermill.operations.storage;

import org.jspecify.annotations.NullMarked;
