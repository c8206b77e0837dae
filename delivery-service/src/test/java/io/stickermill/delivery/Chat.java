package io.stickermill.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.stickermill.localstack.emulator.EmulatedUser;
import io.stickermill.platform.event.EventPublisher;
import io.stickermill.schemas.GenerationProgressed;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.StickerReady;
import io.stickermill.schemas.Topics;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import javax.imageio.ImageIO;

/** A chat in the emulator, and what the other services would publish for it. */
final class Chat {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final EventPublisher events;
    private final long id;
    private final EmulatedUser user;
    private final List<UUID> published = new ArrayList<>();

    Chat(String emulator, EventPublisher events, long id) throws Exception {
        this.events = events;
        this.id = id;
        this.user = new EmulatedUser(emulator, id);
        if (id > 0) {
            user.say("hello", "en");
        }
    }

    /** Calls one of the emulator's switches. */
    static JsonNode admin(String emulator, String method, String path, Object body)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(emulator + path))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                .build();
        var response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isLessThan(300);
        return JSON.readTree(response.body());
    }

    /** How often the bot has called a method for a chat. */
    static long calls(String emulator, String method, long chatId) throws IOException, InterruptedException {
        JsonNode calls = admin(emulator, "GET", "/admin/calls?after=0&method=" + method, "");
        return StreamSupport.stream(calls.path("calls").spliterator(), false)
                .filter(call -> call.path("chat_id").asLong() == chatId)
                .count();
    }

    long id() {
        return id;
    }

    EmulatedUser user() {
        return user;
    }

    /** The stickers that were published for it. */
    List<UUID> published() {
        return published;
    }

    StickerReady ready(Instant at) throws IOException {
        UUID jobId = UUID.randomUUID();
        Instant when = at.truncatedTo(ChronoUnit.MILLIS);
        return StickerReady.newBuilder()
                .setStickerId(Ids.sticker(jobId, 0))
                .setJobId(jobId)
                .setSessionId(Ids.session(jobId))
                .setUserId(Ids.user(1, id))
                .setChatId(id)
                .setSticker(ByteBuffer.wrap(png()))
                .setWidth(512)
                .setHeight(300)
                .setQuality(90)
                .setRequestedAt(when)
                .setReceivedAt(when)
                .setReadyAt(when)
                .build();
    }

    void publish(StickerReady ready) {
        published.add(ready.getStickerId());
        events.publish(Topics.STICKER_READY, id, ready.getJobId(), ready.getStickerId(), ready);
    }

    void progressed(StickerReady ready, int step) {
        var progress = GenerationProgressed.newBuilder()
                .setJobId(ready.getJobId())
                .setChatId(id)
                .setStep(step)
                .setStartedAt(Instant.now())
                .setRequestedAt(ready.getRequestedAt())
                .setReceivedAt(ready.getReceivedAt())
                .build();
        events.publish(Topics.GENERATION_PROGRESS, id, ready.getJobId(), null, progress);
    }

    private static byte[] png() throws IOException {
        var out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(512, 300, BufferedImage.TYPE_INT_ARGB), "png", out);
        return out.toByteArray();
    }
}
