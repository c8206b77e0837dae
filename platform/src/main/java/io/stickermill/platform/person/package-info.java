/** People, and which of them have been forgotten. */
@NullMarked
package io.stickermill.platform.person;

import org.jspecify.annotations.NullMarked;
