/**
 * From what a segmentation model says of each pixel to what a person would cut out: whole pieces without holes and specks,
 * an edge that follows hair and blur, and a number that says how far to trust it. Where there is nothing worth keeping, the
 * package says so rather than returning scraps.
 */
@NullMarked
package io.stickermill.generation.maker.cutout;

import org.jspecify.annotations.NullMarked;
