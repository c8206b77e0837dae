package io.stickermill.common;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;

/** An order of the HTTP API: a form with a photo, as {@code multipart/form-data}, which the JDK's client does not write. */
public final class PhotoForm {

    private PhotoForm() {}

    /**
     * Orders with it.
     *
     * @param orders address of {@code /v1/stickers}
     * @param key of the order: the same order again has the same
     * @param fields besides the photo
     * @param name of the photo's file
     */
    public static HttpRequest order(
            URI orders,
            String apiKey,
            String key,
            Map<String, String> fields,
            String name,
            byte[] photo,
            Duration patience) {
        String boundary = "stickermill" + key;
        return HttpRequest.newBuilder(orders)
                .timeout(patience)
                .header("X-API-Key", apiKey)
                .header("Idempotency-Key", key)
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(BodyPublishers.ofByteArray(form(photo, name, fields, boundary)))
                .build();
    }

    private static byte[] form(byte[] photo, String name, Map<String, String> fields, String boundary) {
        var form = new ByteArrayOutputStream();
        fields.forEach((field, value) -> form.writeBytes(("--" + boundary
                        + "\r\nContent-Disposition: form-data; name=\"" + field
                        + "\"\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + value + "\r\n")
                .getBytes(UTF_8)));
        form.writeBytes(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"photo\"; filename=\""
                        + name.replaceAll("[\"\\\\\r\n]", "_") + "\"\r\nContent-Type: application/octet-stream\r\n\r\n")
                .getBytes(UTF_8));
        form.writeBytes(photo);
        form.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(UTF_8));
        return form.toByteArray();
    }
}
