/**
 * Callers of {@code /admin} for commands, benchmarks and tests. It promises that a refusal says what was asked and answered.
 */
@NullMarked
package io.stickermill.emulator.client;

import org.jspecify.annotations.NullMarked;
