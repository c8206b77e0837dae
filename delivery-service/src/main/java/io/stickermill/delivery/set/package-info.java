/**
 * People's sticker sets in Telegram. Promise: a name is written down before Telegram is asked for it, and what may have been
 * done is looked for before it is done again; so a sticker that was added once is in the set once, whatever was cut off. What
 * the owner changed by hand in Telegram stays.
 */
@NullMarked
package io.stickermill.delivery.set;

import org.jspecify.annotations.NullMarked;
