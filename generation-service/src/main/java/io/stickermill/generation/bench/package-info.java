/** What is claimed of the maker, measured: programs of their own, started by {@code ./stickermill bench}. */
@NullMarked
package io.stickermill.generation.bench;

import org.jspecify.annotations.NullMarked;
