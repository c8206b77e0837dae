package io.stickermill.emulator;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;

/** A multipart body, written by hand so that no client's habits come between. */
public final class Multipart {
    private static final String BOUNDARY = "the-boundary";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    public Multipart field(String name, Object value) {
        text("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n");
        return this;
    }

    public Multipart file(String name, String fileName, byte[] bytes) {
        text("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\"" + fileName
                + "\"\r\nContent-Type: application/octet-stream\r\n\r\n");
        out.writeBytes(bytes);
        text("\r\n");
        return this;
    }

    public HttpRequest.Builder post(HttpRequest.Builder request) {
        text("--" + BOUNDARY + "--\r\n");
        return request.header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(HttpRequest.BodyPublishers.ofByteArray(out.toByteArray()));
    }

    private void text(String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
