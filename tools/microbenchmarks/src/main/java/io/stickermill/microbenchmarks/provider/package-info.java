/** Generation with a maker that waits for somebody else. It promises to change nothing else of it. */
@NullMarked
package io.stickermill.microbenchmarks.provider;

import org.jspecify.annotations.NullMarked;
