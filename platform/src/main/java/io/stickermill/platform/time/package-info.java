/** The one clock that all processes share: the database's. A process's own can be wrong by days, and nobody asks it. */
@NullMarked
package io.stickermill.platform.time;

import org.jspecify.annotations.NullMarked;
