/**
 * What every feature stands on: one database file, JSON as the Bot API writes it, and waiting for a change. It promises that
 * what was answered is on disk, and that ids become visible in their order.
 */
@NullMarked
package io.stickermill.emulator.store;

import org.jspecify.annotations.NullMarked;
