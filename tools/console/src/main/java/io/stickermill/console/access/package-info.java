/** Who may look and act: signing in, and what was done by whom. */
@NullMarked
package io.stickermill.console.access;

import org.jspecify.annotations.NullMarked;
