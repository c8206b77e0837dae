/** What people have in credits, as it was told: to be shown, never to be decided by. */
@NullMarked
package io.stickermill.history.credit;

import org.jspecify.annotations.NullMarked;
