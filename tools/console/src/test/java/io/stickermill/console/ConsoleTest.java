package io.stickermill.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.common.Http;
import io.stickermill.common.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The door and the page, with neither broker nor database behind them. */
class ConsoleTest {

    private static final String TOKEN = "the-token-of-this-console";
    private static final String PASSWORD = "the-password-of-the-role";
    private static final String API_KEY = "the-key-of-the-services";

    private static Console console;
    private static String url;

    @BeforeAll
    static void start() {
        console = Console.start(new ConsoleSettings(
                "127.0.0.1",
                0,
                TOKEN,
                Map.of("bootstrap.servers", "127.0.0.1:1"),
                "http://127.0.0.1:1",
                "jdbc:postgresql://127.0.0.1:1/stickermill",
                PASSWORD,
                Optional.of("http://127.0.0.1:1"),
                Optional.of("http://127.0.0.1:1"),
                API_KEY,
                Optional.empty()));
        url = "http://127.0.0.1:" + console.port();
    }

    @AfterAll
    static void stop() {
        console.close();
    }

    @Test
    void withoutASessionNothingIsTold() throws Exception {
        for (String path : List.of(
                "/api/views/pipeline",
                "/api/live/pipeline",
                "/api/topics/x/records",
                "/api/dead-letters/x",
                "/api/session")) {
            HttpResponse<String> answer = ask("GET", path, Map.of(), null);
            assertThat(answer.statusCode()).as(path).isEqualTo(401);
            assertThat(answer.body()).as(path).contains("Sign in first.");
        }
        assertThat(ask("POST", "/api/codes", Map.of("Authorization", "Bearer wrong"), "{}")
                        .statusCode())
                .isEqualTo(401);
        assertThat(ask("POST", "/api/session", Map.of(), "{\"token\":\"wrong\",\"name\":\"ada\"}")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void aCodeOfTheTokensOwnerSignsInOnce() throws Exception {
        String code = Json.MAPPER
                .readTree(ask("POST", "/api/codes", Map.of("Authorization", "Bearer " + TOKEN), "{\"name\":\"ada\"}")
                        .body())
                .path("code")
                .asText();

        HttpResponse<String> first = ask("POST", "/api/session", Map.of(), "{\"code\":\"" + code + "\"}");

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(Json.MAPPER.readTree(first.body()).path("name").asText()).isEqualTo("ada");
        assertThat(first.headers().firstValue("Set-Cookie").orElseThrow())
                .contains("HttpOnly")
                .contains("SameSite=Strict");
        assertThat(ask("POST", "/api/session", Map.of(), "{\"code\":\"" + code + "\"}")
                        .body())
                .contains("./stickermill console");
    }

    @Test
    void whatChangesSomethingNeedsTheSessionsProof() throws Exception {
        Signed ada = signIn();
        String path = "/api/backfills/5a1de4a1-7e0e-4bd4-a0c1-6e0d4b6e3c11/pause";

        assertThat(ask("POST", path, Map.of("Cookie", ada.cookie), "{}").statusCode())
                .isEqualTo(403);
        assertThat(ask("POST", path, Map.of("Cookie", ada.cookie, "X-Console-Proof", "made up"), "{}")
                        .statusCode())
                .isEqualTo(403);
        HttpResponse<String> passed =
                ask("POST", path, Map.of("Cookie", ada.cookie, "X-Console-Proof", ada.proof), "{}");
        assertThat(passed.statusCode()).isEqualTo(503);
        assertThat(passed.body()).contains("backfill-service at http://127.0.0.1:1 does not answer");
    }

    @Test
    void whatDoesNotAnswerIsSaidAndNoSecretWithIt() throws Exception {
        Signed ada = signIn();
        for (String path : List.of(
                "/api/views/jobs",
                "/api/views/actions",
                "/api/views/backfills",
                "/api/stickers/5a1de4a1-7e0e-4bd4-a0c1-6e0d4b6e3c11/file",
                "/api/topics/sticker-ready/schemas",
                "/api/session")) {
            HttpResponse<String> answer = ask("GET", path, Map.of("Cookie", ada.cookie), null);
            assertThat(answer.body())
                    .as(path)
                    .doesNotContain(TOKEN)
                    .doesNotContain(PASSWORD)
                    .doesNotContain(API_KEY);
            if (!path.equals("/api/session")) {
                assertThat(answer.statusCode()).as(path).isEqualTo(503);
                assertThat(answer.body()).as(path).contains("not answer");
            }
        }
    }

    @Test
    void thePageMayRunNothingButItsOwnAndAskNobodyElse() throws Exception {
        HttpResponse<String> page = ask("GET", "/page/index.html", Map.of(), null);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'")
                .contains("script-src 'self'")
                .doesNotContain("unsafe");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        try (var files = Files.list(Path.of("src/main/resources/io/stickermill/console/page"))) {
            for (Path file : files.toList()) {
                String text = Files.readString(file);
                assertThat(text.replace("http://www.w3.org/2000/svg", ""))
                        .as(file + " names no address of others")
                        .doesNotContain("http://")
                        .doesNotContain("https://");
                assertThat(text)
                        .as(file + " makes elements of text by itself")
                        .doesNotContain("innerHTML")
                        .doesNotContain("insertAdjacentHTML")
                        .doesNotContain("document.write");
                assertThat(ask("GET", "/page/" + file.getFileName(), Map.of(), null)
                                .statusCode())
                        .as(file.toString())
                        .isEqualTo(200);
            }
        }
        assertThat(ask("GET", "/page/../Console.class", Map.of(), null).statusCode())
                .isNotEqualTo(200);
    }

    private record Signed(String cookie, String proof) {}

    private static Signed signIn() throws IOException, InterruptedException {
        HttpResponse<String> answer =
                ask("POST", "/api/session", Map.of(), "{\"token\":\"" + TOKEN + "\",\"name\":\"ada\"}");
        JsonNode session = Json.MAPPER.readTree(answer.body());
        String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
        return new Signed(
                cookie.substring(0, cookie.indexOf(';')), session.path("proof").asText());
    }

    private static HttpResponse<String> ask(String method, String path, Map<String, String> headers, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return Http.CLIENT.send(request.build(), BodyHandlers.ofString());
    }
}
