package io.stickermill.localstack.parts;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.common.Http;
import io.stickermill.common.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Readiness by HTTP. */
final class Readiness {

    private Readiness() {}

    static boolean answersOk(String url) throws IOException, InterruptedException {
        return Http.CLIENT.send(get(url), BodyHandlers.discarding()).statusCode() == 200;
    }

    /** What it answers, whatever the status. */
    static JsonNode json(String url) throws IOException, InterruptedException {
        return Json.MAPPER.readTree(
                Http.CLIENT.send(get(url), BodyHandlers.ofByteArray()).body());
    }

    private static HttpRequest get(String url) {
        return HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(5))
                .build();
    }
}
