/**
 * Offers people their own stickers in other chats, as {@code inline-answers} says. Promise: what is one person's is answered for
 * that person alone; a file that Telegram refuses hides no other; nothing is tried when nobody waits for it any more.
 */
@NullMarked
package io.stickermill.delivery.inline;

import org.jspecify.annotations.NullMarked;
