/** What every service needs and none owns; each promise has a package of its own. */
@NullMarked
package io.stickermill.platform;

import org.jspecify.annotations.NullMarked;
