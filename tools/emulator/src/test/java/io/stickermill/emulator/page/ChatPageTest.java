package io.stickermill.emulator.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stickermill.emulator.EmulatorExtension;
import io.stickermill.emulator.Multipart;
import io.stickermill.emulator.Pictures;
import io.stickermill.emulator.Reply;
import io.stickermill.emulator.Telegram;
import io.stickermill.emulator.store.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the chat page stands on; the page itself is tested in a browser, by system-tests. */
class ChatPageTest {
    @RegisterExtension
    final EmulatorExtension emulator = new EmulatorExtension();

    @Test
    void thePageMayTalkToItsOwnServerOnly() throws IOException {
        HttpResponse<byte[]> page = get("/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).get().asString().startsWith("text/html");
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .get()
                .asString()
                .contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(new String(page.body(), UTF_8)).doesNotContain("http://").doesNotContain("https://");
        assertThat(get("/page/main.js").headers().firstValue("Content-Type"))
                .get()
                .asString()
                .startsWith("text/javascript");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/page/none.js", "/page/..%2FEmulator.class", "/page/%2e%2e/ChatPage.class", "/page/x.class"})
    void nothingElseIsServed(String path) throws IOException {
        assertThat(get(path).statusCode()).isGreaterThanOrEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:1", "http://localhost:3000", "https://evil.example", "null"})
    void aPageOfAnotherOriginMayChangeNothing(String origin) {
        Reply reply = telegram()
                .json(telegram()
                        .request("/admin/users/7/messages")
                        .header("Origin", origin)
                        .POST(java.net.http.HttpRequest.BodyPublishers.ofString("{\"text\":\"hi\"}")));
        assertThat(reply.status()).isEqualTo(403);
        assertThat(telegram().messages(7)).isEmpty();
    }

    @Test
    void theStreamResumesAfterTheLastEventThatWasSeen() throws Exception {
        telegram().says(7, "one");
        telegram().says(8, "not asked for");
        telegram().says(7, "two");
        try (Events all = events("/admin/events/stream?chat=7", null)) {
            assertThat(all.next().get("message").get("text").asText()).isEqualTo("one");
            assertThat(all.next().get("message").get("text").asText()).isEqualTo("two");
            telegram().bot("sendMessage", Json.object().put("chat_id", 7).put("text", "live"));
            assertThat(all.next().get("kind").asText()).isEqualTo("sent");
        }
        try (Events rest = events("/admin/events/stream?chat=7&after=0", "1")) {
            assertThat(rest.next().get("message").get("text").asText()).isEqualTo("two");
        }
    }

    @Test
    void whoKnowsANumberOfAnotherLifeIsToldToBeginAnew() throws Exception {
        telegram().says(7, "one");
        try (Events events = events("/admin/events/stream?chat=7", "4711")) {
            assertThat(events.nextNamed("reset")).isEmpty();
            assertThat(events.next().get("message").get("text").asText()).isEqualTo("one");
        }
    }

    @Test
    void theStreamSaysWhetherTheBotListens() throws Exception {
        telegram().says(7, "one");
        try (Events events = events("/admin/events/stream?chat=7", null)) {
            JsonNode before = events.nextNamed("bot");
            assertThat(before.get("listening").asBoolean()).isFalse();
            assertThat(before.get("pending").asInt()).isEqualTo(1);
            events.next();
            telegram().bot("getUpdates", Json.object().put("offset", -1));
            telegram().says(7, "two");
            events.next();
            assertThat(events.nextNamed("bot").get("listening").asBoolean()).isTrue();
        }
    }

    @Test
    void anAlbumIsOneGroupInItsOrderWithItsCaptionOnTheFirst() {
        Reply reply = telegram()
                .json(new Multipart()
                        .file("picture", "a.jpg", Pictures.jpeg(10, 10))
                        .file("picture", "b.jpg", Pictures.jpeg(20, 20))
                        .post(telegram().request("/admin/users/7/albums?caption=both")));
        JsonNode updates = telegram().bot("getUpdates").result();
        assertThat(updates).hasSize(2);
        String album = reply.json().get("media_group_id").asText();
        for (JsonNode update : updates) {
            assertThat(update.get("message").get("media_group_id").asText()).isEqualTo(album);
        }
        assertThat(updates.get(0).get("message").get("caption").asText()).isEqualTo("both");
        assertThat(updates.get(0)
                        .get("message")
                        .get("photo")
                        .get(0)
                        .get("width")
                        .asInt())
                .isEqualTo(10);
        assertThat(updates.get(1).get("message").has("caption")).isFalse();
    }

    @Test
    void oneIsNoAlbum() {
        Reply reply = telegram()
                .json(new Multipart()
                        .file("picture", "a.jpg", Pictures.jpeg(10, 10))
                        .post(telegram().request("/admin/users/7/albums")));
        assertThat(reply.status()).isEqualTo(400);
    }

    @Test
    void whoWaitsForTheAnswerToATapHasItAtOnce() {
        telegram().says(7, "hi");
        String query = telegram()
                .post(
                        "/admin/users/7/callbacks",
                        Json.object().put("message_id", 1).put("data", "x"))
                .json()
                .get("callback_query_id")
                .asText();
        var waiting = CompletableFuture.supplyAsync(() -> telegram().get("/admin/callbacks/" + query + "?wait=20"));
        ObjectNode answer = Json.object().put("callback_query_id", query).put("text", "ok");
        telegram().bot("answerCallbackQuery", answer).result();
        assertThat(waiting.join().json().get("text").asText()).isEqualTo("ok");
    }

    @Test
    void aFileThatSaysItIsAPageIsNeverRunAsOne() throws IOException {
        telegram().sends(7, "<script>alert(1)</script>".getBytes(UTF_8), "as=document&filename=x.html");
        String id = telegram().messages(7).get(0).get("document").get("file_id").asText();
        HttpResponse<byte[]> file = get("/admin/files/" + id);
        assertThat(file.headers().firstValue("Content-Security-Policy")).hasValue("default-src 'none'; sandbox");
        assertThat(file.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    }

    private Telegram telegram() {
        return emulator.telegram();
    }

    private HttpResponse<byte[]> get(String path) throws IOException {
        return telegram().bytes(telegram().request(path).GET());
    }

    private Events events(String path, String lastEventId) throws Exception {
        var request = telegram().request(path);
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        HttpClient http = HttpClient.newHttpClient();
        HttpResponse<InputStream> response = http.send(request.build(), BodyHandlers.ofInputStream());
        assertThat(response.headers().firstValue("Content-Type"))
                .get()
                .asString()
                .startsWith("text/event-stream");
        return new Events(http, new BufferedReader(new InputStreamReader(response.body(), UTF_8)));
    }

    private record Events(HttpClient http, BufferedReader lines) implements AutoCloseable {
        JsonNode next() throws IOException {
            return nextNamed("message");
        }

        JsonNode nextNamed(String name) throws IOException {
            while (true) {
                List<String> event = new ArrayList<>();
                for (String line = lines.readLine(); line != null && !line.isEmpty(); line = lines.readLine()) {
                    event.add(line);
                }
                String found = event.stream()
                        .filter(line -> line.startsWith("event: "))
                        .map(line -> line.substring(7))
                        .findFirst()
                        .orElse("message");
                var data =
                        event.stream().filter(line -> line.startsWith("data: ")).findFirst();
                if (found.equals(name) && data.isPresent()) {
                    return Json.parse(data.get().substring(6));
                }
            }
        }

        @Override
        public void close() throws IOException {
            http.shutdownNow();
        }
    }
}
