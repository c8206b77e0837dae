/**
 * The operator's page, as a process of its own. It listens on loopback unless told otherwise, asks for a token wherever it listens,
 * and does nothing that the {@code stickermill} command does not do through the same operations.
 */
@NullMarked
package io.stickermill.console;

import org.jspecify.annotations.NullMarked;
