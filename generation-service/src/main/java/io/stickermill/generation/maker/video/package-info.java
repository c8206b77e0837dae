/** Pictures out of videos, by FFmpeg in a process of its own. */
@NullMarked
package io.stickermill.generation.maker.video;

import org.jspecify.annotations.NullMarked;
