/**
 * Whose a path in storage is. A single sticker's and a pack's look the same ({@code stickers/USER/UUID/NAME.webp}): only the
 * rows tell whether the UUID is a session or a pack.
 */
@NullMarked
package io.stickermill.history.path;

import org.jspecify.annotations.NullMarked;
