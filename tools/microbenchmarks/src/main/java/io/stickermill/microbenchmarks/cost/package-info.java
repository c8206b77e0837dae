/**
 * What a sticker costs in time and memory, beside other ways to the same. It promises that what is compared takes turns.
 */
@NullMarked
package io.stickermill.microbenchmarks.cost;

import org.jspecify.annotations.NullMarked;
