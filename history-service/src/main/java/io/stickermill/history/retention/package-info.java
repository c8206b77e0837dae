/**
 * How long history keeps what it need not keep for ever. Promise: a file goes only when no row that is not deleted names it;
 * a sticker's row never goes.
 */
@NullMarked
package io.stickermill.history.retention;

import org.jspecify.annotations.NullMarked;
