package io.stickermill.generation.job;

import io.stickermill.platform.dispatch.ValueReader;
import io.stickermill.schemas.PhotoRequested;

/** A request, and the bytes that it was read from: they are what is stored. */
record ReceivedRequest(PhotoRequested request, byte[] value) {

    static ValueReader<ReceivedRequest> reader(ValueReader<PhotoRequested> requests) {
        return value -> new ReceivedRequest(requests.read(value), value);
    }
}
