/** Measures what is claimed of delivery. No service runs any of it: {@code ./stickermill bench} does. */
@NullMarked
package io.stickermill.delivery.bench;

import org.jspecify.annotations.NullMarked;
