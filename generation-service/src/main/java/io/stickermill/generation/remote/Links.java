package io.stickermill.generation.remote;

import java.net.URI;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Finds the picture's address in an output, which has any shape: a text, a list, an object. */
final class Links {

    private static final int DEEPEST = 8;

    private Links() {}

    /** The first there is. */
    static Optional<URI> first(JsonNode output) {
        return first(output, 0);
    }

    private static Optional<URI> first(JsonNode output, int depth) {
        if (output.isString()) {
            return address(output.asString());
        }
        if (depth == DEEPEST) {
            return Optional.empty();
        }
        for (JsonNode part : output) {
            Optional<URI> found = first(part, depth + 1);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<URI> address(String text) {
        if (!text.startsWith("https://") && !text.startsWith("http://")) {
            return Optional.empty();
        }
        try {
            URI address = URI.create(text);
            return address.getHost() == null || address.getUserInfo() != null ? Optional.empty() : Optional.of(address);
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
    }
}
