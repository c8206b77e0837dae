/**
 * How the emulator misbehaves when told so: errors, delays, cut connections, answers that never come. It promises that faults
 * are forgotten at a restart, and that every wait ends when the emulator stops.
 */
@NullMarked
package io.stickermill.emulator.fault;

import org.jspecify.annotations.NullMarked;
