/**
 * Photo in, sticker out: the one port behind which stickers are made, local or remote. A maker promises a static
 * sticker as Telegram takes it (WebP with alpha, one side exactly 512 px and the other at most that, at most 512,000
 * bytes; <a href="https://core.telegram.org/stickers">core.telegram.org/stickers</a>) or says in {@link
 * io.stickermill.generation.maker.UnusablePhoto} why the photo gives none. Nothing here knows Kafka, Telegram's API or
 * Spring.
 */
@NullMarked
package io.stickermill.generation.maker;

import org.jspecify.annotations.NullMarked;
