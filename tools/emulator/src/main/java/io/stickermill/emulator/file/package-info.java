/**
 * Files and sizes of photos, with their downloads. It promises that a file's bytes are on disk before its id
 * is known, and that an id never stands for other bytes.
 */
@NullMarked
package io.stickermill.emulator.file;

import org.jspecify.annotations.NullMarked;
