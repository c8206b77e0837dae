/**
 * What a send pays for asking Telegram's limits. It promises a database of its own, and a bare round trip beside each question.
 */
@NullMarked
package io.stickermill.microbenchmarks.limits;

import org.jspecify.annotations.NullMarked;
