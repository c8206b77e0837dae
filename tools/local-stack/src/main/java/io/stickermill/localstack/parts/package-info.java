/**
 * The real parts that Stickermill runs on, as processes of this machine: Kafka broker, PostgreSQL, S3 server, schema
 * registry and Bot API emulator. {@code ./stickermill up} and the integration tests of every module start them from here
 * ({@link io.stickermill.localstack.parts.LocalParts}), so that both meet the same thing.
 *
 * <p>The promise: each part listens on the loopback address only, keeps its data in one folder over restarts (a
 * {@code kill -9} included), and gets its secrets through the environment or a file that only its owner reads.
 */
@NullMarked
package io.stickermill.localstack.parts;

import org.jspecify.annotations.NullMarked;
