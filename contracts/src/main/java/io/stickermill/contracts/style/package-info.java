/** The styles that there are: their ids in events, buttons and the HTTP API, and their names for people. */
@NullMarked
package io.stickermill.contracts.style;

import org.jspecify.annotations.NullMarked;
