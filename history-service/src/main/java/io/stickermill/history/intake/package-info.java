/** The consumer group {@code history}: hands each event to those who keep something of it, in one transaction. */
@NullMarked
package io.stickermill.history.intake;

import org.jspecify.annotations.NullMarked;
