/**
 * The chat page, with its files beside this class. It promises to ask nobody but {@code /admin}.
 */
@NullMarked
package io.stickermill.emulator.page;

import org.jspecify.annotations.NullMarked;
