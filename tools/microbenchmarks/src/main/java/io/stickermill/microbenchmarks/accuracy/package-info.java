/**
 * How much of the cut-outs is right, and photos whose truth is known. It promises that pictures of others are fetched, never kept in
 * the repository.
 */
@NullMarked
package io.stickermill.microbenchmarks.accuracy;

import org.jspecify.annotations.NullMarked;
