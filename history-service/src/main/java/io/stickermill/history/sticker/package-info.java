/**
 * The stickers. Promise: a row of origin {@code live} exists if and only if its delivered event came, and its path is set
 * only by its stored event, in whichever order the two come.
 */
@NullMarked
package io.stickermill.history.sticker;

import org.jspecify.annotations.NullMarked;
