/**
 * The {@code stickermill} command. Promise: an error names the thing, the cause and the remedy, in one or two lines, and the
 * exit code says whether it was done.
 */
@NullMarked
package io.stickermill.command;

import org.jspecify.annotations.NullMarked;
