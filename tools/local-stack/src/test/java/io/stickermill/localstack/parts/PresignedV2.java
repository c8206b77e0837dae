package io.stickermill.localstack.parts;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stickermill.common.Http;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Requests to S3 with a signature of version 2, which needs no client library. */
final class PresignedV2 {

    private PresignedV2() {}

    static HttpResponse<String> put(URI object, Map<String, String> properties, String content) throws Exception {
        return Http.CLIENT.send(
                HttpRequest.newBuilder(signed("PUT", object, properties))
                        .PUT(HttpRequest.BodyPublishers.ofString(content))
                        .build(),
                BodyHandlers.ofString());
    }

    static HttpResponse<String> get(URI object, Map<String, String> properties) throws Exception {
        return Http.CLIENT.send(
                HttpRequest.newBuilder(signed("GET", object, properties)).build(), BodyHandlers.ofString());
    }

    private static URI signed(String method, URI object, Map<String, String> properties) throws Exception {
        long expires = Instant.now().getEpochSecond() + 600;
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(
                properties.get("stickermill.storage.secret-key").getBytes(UTF_8), "HmacSHA1"));
        byte[] signature = mac.doFinal((method + "\n\n\n" + expires + "\n" + object.getRawPath()).getBytes(UTF_8));
        return URI.create(object + "?AWSAccessKeyId=" + properties.get("stickermill.storage.access-key") + "&Expires="
                + expires + "&Signature="
                + URLEncoder.encode(Base64.getEncoder().encodeToString(signature), UTF_8));
    }
}
