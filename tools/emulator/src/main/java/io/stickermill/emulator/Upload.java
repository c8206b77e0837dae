package io.stickermill.emulator;

import io.javalin.http.UploadedFile;
import java.io.IOException;
import java.io.InputStream;

/** A file inside a multipart request. */
record Upload(UploadedFile part) {
    InputStream open() throws IOException {
        return part.content();
    }

    long size() {
        return part.size();
    }

    String fileName() {
        return part.filename().isBlank() ? "file" : part.filename();
    }

    String mimeType() {
        String type = part.contentType();
        return type == null ? "application/octet-stream" : type;
    }
}
