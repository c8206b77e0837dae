package io.stickermill.gateway.update;

import io.stickermill.platform.event.RegistrySettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks whether the schema registry answers from its database. A record of a kind that this process has not published before needs
 * it, so that the first update of its kind would fail by itself while it is away.
 */
final class RegistryLook extends Look {

    private static final Logger log = LoggerFactory.getLogger(RegistryLook.class);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(LONGEST).build();
    private final URI question;

    RegistryLook(RegistrySettings registry) {
        this.question = URI.create(registry.url() + "/search/artifacts?limit=1");
    }

    @Override
    boolean look() {
        var request = HttpRequest.newBuilder(question).timeout(LONGEST).build();
        try {
            int status = http.send(request, BodyHandlers.discarding()).statusCode();
            if (status < 500) {
                return true;
            }
            log.info("the schema registry answers {}", status);
        } catch (IOException e) {
            log.info("the schema registry does not answer: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }
}
