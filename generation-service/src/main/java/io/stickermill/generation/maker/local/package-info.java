/**
 * The maker that needs nobody else: OpenCV on this machine's cores. All native memory of a job belongs to that job's
 * {@code PointerScope} and is freed at its end, however it ends.
 */
@NullMarked
package io.stickermill.generation.maker.local;

import org.jspecify.annotations.NullMarked;
