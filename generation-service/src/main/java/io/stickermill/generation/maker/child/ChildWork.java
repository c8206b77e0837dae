package io.stickermill.generation.maker.child;

import io.stickermill.generation.maker.local.LocalMakerSettings;
import io.stickermill.generation.maker.model.ModelSettings;
import java.io.IOException;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.ToStringSerializer;

/** How a child works: the settings of the service that concern it, and no other. */
record ChildWork(LocalMakerSettings local, ModelSettings model) {

    /** A path as it was set: Jackson's own way makes a URL of it. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new SimpleModule().addSerializer(Path.class, new ToStringSerializer(Path.class)))
            .build();

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
