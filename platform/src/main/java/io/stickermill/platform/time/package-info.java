/** The one clock that all instances of a service share: the database's. A process's own can be wrong by days. */
@NullMarked
package io.stickermill.platform.time;

import org.jspecify.annotations.NullMarked;
