/**
 * From HTTP to a method and back, and the journal of all calls. It promises one line in the journal for each call, before its
 * answer leaves, and that no token gets there.
 */
@NullMarked
package io.stickermill.emulator.call;

import org.jspecify.annotations.NullMarked;
