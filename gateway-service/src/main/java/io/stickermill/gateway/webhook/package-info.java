/**
 * Updates that Telegram brings to us. Promise: who does not know the secret is refused before anything is read; an update
 * is answered with 200 only when Kafka has it, and with 503 when it must come again.
 */
@NullMarked
package io.stickermill.gateway.webhook;

import org.jspecify.annotations.NullMarked;
