/**
 * Replays: a consumer group reads records of a topic once more, or one backfill run's requests are published again. Promise:
 * nobody's place in a topic is moved while they read it, and none ever moves forward.
 */
@NullMarked
package io.stickermill.operations.replay;

import org.jspecify.annotations.NullMarked;
