/**
 * From a cut-out to a file that Telegram takes: fitted to 512 px, outlined, encoded. It does not matter who made the
 * cut-out.
 */
@NullMarked
package io.stickermill.generation.maker.finish;

import org.jspecify.annotations.NullMarked;
