package io.stickermill.emulator.api;

import io.javalin.http.UploadedFile;
import java.io.IOException;
import java.io.InputStream;

/** A file inside a multipart request. */
public record Upload(UploadedFile part) {
    /** The bytes, from the first one on; the caller closes the stream. */
    public InputStream open() throws IOException {
        return part.content();
    }

    /** The length in bytes. */
    public long size() {
        return part.size();
    }

    /** The name that the caller gave, or {@code file}. */
    public String fileName() {
        return part.filename().isBlank() ? "file" : part.filename();
    }

    /** The type that the caller gave, or {@code application/octet-stream}. */
    public String mimeType() {
        String type = part.contentType();
        return type == null ? "application/octet-stream" : type;
    }
}
