/**
 * The events that the services exchange and the topics that carry them. The records are generated from
 * {@code src/main/avro} (and therefore not null-marked: a getter of a nullable field gives null); {@link
 * io.stickermill.schemas.Topics} is the one place where a topic is declared.
 */
package io.stickermill.schemas;
