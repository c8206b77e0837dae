/**
 * Every photo as every sticker, for the eye. It promises a page, and a sheet that fits into the docs.
 */
@NullMarked
package io.stickermill.microbenchmarks.gallery;

import org.jspecify.annotations.NullMarked;
