package io.stickermill.generation.maker.child;

import io.stickermill.generation.maker.local.LocalMakerSettings;
import io.stickermill.generation.maker.model.ModelSettings;
import java.io.IOException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** How a child works: the settings of the service that concern it, and no other. */
record ChildWork(LocalMakerSettings local, ModelSettings model) {

    private static final JsonMapper JSON = new JsonMapper();

    byte[] json() {
        return JSON.writeValueAsBytes(this);
    }

    static ChildWork of(byte[] json) throws IOException {
        try {
            return JSON.readValue(json, ChildWork.class);
        } catch (JacksonException wrong) {
            throw new Frames.Malformed("settings that can't be read: " + wrong.getMessage());
        }
    }
}
