package io.stickermill.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stickermill.emulator.store.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;

/** Raw HTTP to a running emulator, as the bot and as whoever plays the users. */
public final class Telegram {
    public static final String TOKEN = "4242:AAtest-token_of_the_emulator";

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    private final URI url;

    Telegram(URI url) {
        this.url = url;
    }

    public URI url() {
        return url;
    }

    public static ObjectNode args() {
        return Json.object();
    }

    public Reply bot(String method) {
        return bot(method, args());
    }

    public Reply bot(String method, JsonNode args) {
        return json(botRequest(method)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(args.toString())));
    }

    public Reply bot(String method, Multipart body) {
        return json(body.post(botRequest(method)));
    }

    public CompletableFuture<Reply> botLater(String method, JsonNode args) {
        return CompletableFuture.supplyAsync(() -> bot(method, args), Executors.newVirtualThreadPerTaskExecutor());
    }

    public HttpRequest.Builder botRequest(String method) {
        return request("/bot" + TOKEN + "/" + method);
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(url.resolve(path)).timeout(Duration.ofSeconds(30));
    }

    public Reply get(String path) {
        return json(request(path).GET());
    }

    public Reply post(String path, JsonNode body) {
        return json(request(path).POST(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    public Reply put(String path, JsonNode body) {
        return json(request(path).PUT(HttpRequest.BodyPublishers.ofString(body.toString())));
    }

    public JsonNode says(long user, String text) {
        return post("/admin/users/" + user + "/messages", args().put("text", text))
                .json();
    }

    public JsonNode sends(long user, byte[] picture, String query) {
        return json(request("/admin/users/" + user + "/photos?" + query)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(picture)))
                .json();
    }

    public JsonNode messages(long chat) {
        return get("/admin/chats/" + chat + "/messages").json().get("messages");
    }

    public JsonNode calls(String method) {
        return get("/admin/calls?method=" + method).json().get("calls");
    }

    public void fault(ObjectNode fault) {
        put("/admin/faults", Json.MAPPER.createArrayNode().add(fault));
    }

    public HttpResponse<byte[]> bytes(HttpRequest.Builder request) throws IOException {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public HttpResponse<byte[]> download(String path) throws IOException {
        return bytes(request("/file/bot" + TOKEN + "/" + path).GET());
    }

    public Reply json(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> response = bytes(request);
            return new Reply(response.statusCode(), Json.MAPPER.readTree(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
