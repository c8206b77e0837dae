package io.stickermill.gateway.body;

import org.springframework.util.unit.DataSize;

/**
 * A path whose handler reads a body, bounded, by itself. A feature has a bean of it for each.
 *
 * @param largest body that it takes
 */
public record BodyPath(String path, DataSize largest) {}
