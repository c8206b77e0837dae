package io.stickermill.history.parts;

import io.stickermill.history.HistoryApplication;
import io.stickermill.localstack.parts.LocalParts;
import io.stickermill.localstack.parts.PartKind;
import io.stickermill.platform.fixture.MovableClock;
import io.stickermill.platform.fixture.QueryPlans;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** History on the real broker, registry, database and storage, with a clock that a test can set; one for all tests. */
@SpringBootTest(classes = HistoryApplication.class, webEnvironment = WebEnvironment.DEFINED_PORT)
@Import(HistoryOnParts.Watched.class)
public abstract class HistoryOnParts {

    protected static Map<String, String> settings;

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @DynamicPropertySource
    static void parts(DynamicPropertyRegistry registry) {
        settings = LocalParts.shared(Set.of(PartKind.BROKER, PartKind.POSTGRES, PartKind.S3, PartKind.REGISTRY))
                .springProperties("history");
        settings.forEach((name, value) -> registry.add(name, () -> value));
        registry.add("stickermill.remote.styles", () -> text("styles", """
                styles:
                  - {id: golden, titles: {en: Golden}, prompt: gold, models: [{provider: fal, model: n, price: 0.05}]}
                """));
        registry.add("stickermill.credits.prices", () -> text("prices", """
                credits-per-dollar: 100
                prices: [{factor: 1.5}]
                packages: [{id: small, credits: 100, stars: 75}]
                """));
        // A test sweeps by hand: others have rows of long ago.
        registry.add("stickermill.sweep.every", () -> "1000d");
    }

    private static String text(String name, String yaml) {
        try {
            Path file = Files.createTempFile(name, ".yaml");
            file.toFile().deleteOnExit();
            return Files.writeString(file, yaml).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    protected static HttpResponse<String> get(String path) throws Exception {
        return get(path, settings.get("stickermill.api.key"));
    }

    protected static HttpResponse<String> get(String path, String key) throws Exception {
        var request = HttpRequest.newBuilder(
                URI.create("http://" + settings.get("server.address") + ":" + settings.get("server.port") + path));
        if (key != null) {
            request.header("X-API-Key", key);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    /** @param json null for no body */
    protected static HttpResponse<String> send(String method, String path, String json) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(
                        "http://" + settings.get("server.address") + ":" + settings.get("server.port") + path))
                .header("X-API-Key", settings.get("stickermill.api.key"))
                .method(method, json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
        if (json != null) {
            request.header("Content-Type", "application/json");
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    /** What a test needs of the inside. */
    @TestConfiguration(proxyBeanMethods = false)
    public static class Watched {

        @Bean
        @Primary
        MovableClock movableClock() {
            return new MovableClock();
        }

        @Bean
        static BeanPostProcessor plans() {
            return new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String name) {
                    return bean instanceof DataSource database && !(bean instanceof QueryPlans)
                            ? new QueryPlans(database)
                            : bean;
                }
            };
        }
    }
}
