package io.stickermill.common;

import com.fasterxml.jackson.databind.ObjectMapper;

/** The reader and writer of JSON. */
public final class Json {

    public static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}
}
