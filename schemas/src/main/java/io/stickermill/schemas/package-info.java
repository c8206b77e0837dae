/**
 * The events that the services exchange and the topics that carry them. The records are generated from
 * {@code src/main/avro}; {@link io.stickermill.schemas.Topics} is the one place where a topic is declared.
 */
@NullMarked
package io.stickermill.schemas;

import org.jspecify.annotations.NullMarked;
