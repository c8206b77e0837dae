package io.stickermill.emulator.api;

import io.javalin.http.UploadedFile;
import java.io.IOException;
import java.io.InputStream;

/** A file inside a multipart request. */
public record Upload(UploadedFile part) {
    public InputStream open() throws IOException {
        return part.content();
    }

    public long size() {
        return part.size();
    }

    public String fileName() {
        return part.filename().isBlank() ? "file" : part.filename();
    }

    public String mimeType() {
        String type = part.contentType();
        return type == null ? "application/octet-stream" : type;
    }
}
