/** Measurements on a whole stack of their own: what is claimed in {@code docs/}, one command each. */
@NullMarked
package io.stickermill.localstack.bench;

import org.jspecify.annotations.NullMarked;
