/**
 * One picture that holds many drawings: where its grid is, which pixels belong to which cell's drawing, and each cell as a
 * picture of its own, for the usual cut-out. Where a picture has no plain ground or no grid, the package says so and
 * makes none up.
 */
@NullMarked
package io.stickermill.generation.maker.grid;

import org.jspecify.annotations.NullMarked;
