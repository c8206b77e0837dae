package io.stickermill.generation.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.UUID;

/** A form with files, as {@code multipart/form-data}: the JDK's client writes none. */
final class Multipart {

    private final String boundary = "stickermill-" + UUID.randomUUID();
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    Multipart field(String name, String value) {
        return part("name=\"" + name + "\"", "text/plain; charset=utf-8", value.getBytes(UTF_8));
    }

    Multipart file(String name, String fileName, String mediaType, byte[] content) {
        return part("name=\"" + name + "\"; filename=\"" + fileName + "\"", mediaType, content);
    }

    private Multipart part(String disposition, String mediaType, byte[] content) {
        written.writeBytes(("--" + boundary + "\r\nContent-Disposition: form-data; " + disposition
                        + "\r\nContent-Type: " + mediaType + "\r\n\r\n")
                .getBytes(UTF_8));
        written.writeBytes(content);
        written.writeBytes("\r\n".getBytes(UTF_8));
        return this;
    }

    String mediaType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    BodyPublisher body() {
        written.writeBytes(("--" + boundary + "--\r\n").getBytes(UTF_8));
        return BodyPublishers.ofByteArray(written.toByteArray());
    }
}
