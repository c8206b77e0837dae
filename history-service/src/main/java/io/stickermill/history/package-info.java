/** The read side: stickers, jobs and their timelines, kept from the events alone. */
@NullMarked
package io.stickermill.history;

import org.jspecify.annotations.NullMarked;
