/**
 * What the others measure with: a process's CPU time, and medians.
 */
@NullMarked
package io.stickermill.microbenchmarks.measure;

import org.jspecify.annotations.NullMarked;
