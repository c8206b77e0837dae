package io.stickermill.gateway.session;

import java.util.UUID;

/**
 * A photo's place in a pack, which becomes a sticker set.
 *
 * @param index from 0, in the order in which the photos came
 */
public record PackPart(UUID packId, int index) {}
