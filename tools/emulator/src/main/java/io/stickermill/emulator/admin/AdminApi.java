package io.stickermill.emulator.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.UploadedFile;
import io.stickermill.emulator.call.CallJournal;
import io.stickermill.emulator.chat.Callbacks;
import io.stickermill.emulator.chat.EventJournal;
import io.stickermill.emulator.chat.Messages;
import io.stickermill.emulator.fault.Fault;
import io.stickermill.emulator.fault.Faults;
import io.stickermill.emulator.file.FileStore;
import io.stickermill.emulator.file.ImageHeader;
import io.stickermill.emulator.file.PhotoSizes;
import io.stickermill.emulator.file.StoredFile;
import io.stickermill.emulator.message.Limits;
import io.stickermill.emulator.message.RateLimits;
import io.stickermill.emulator.store.Database;
import io.stickermill.emulator.store.Json;
import java.io.IOException;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /admin}: for tests and the local stack's own commands. Errors are problem details (RFC 9457). */
public final class AdminApi {
    private static final int LARGEST_ALBUM = 10;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    private final Database database;
    private final Player player;
    private final Callbacks callbacks;
    private final EventJournal events;
    private final EventStream stream;
    private final FileStore files;
    private final PhotoSizes photos;
    private final CallJournal calls;
    private final Faults faults;
    private final RateLimits limits;

    public AdminApi(
            Database database,
            Player player,
            Callbacks callbacks,
            EventJournal events,
            EventStream stream,
            FileStore files,
            PhotoSizes photos,
            CallJournal calls,
            Faults faults,
            RateLimits limits) {
        this.database = database;
        this.player = player;
        this.callbacks = callbacks;
        this.events = events;
        this.stream = stream;
        this.files = files;
        this.photos = photos;
        this.calls = calls;
        this.faults = faults;
        this.limits = limits;
    }

    /** Adds the routes under {@code /admin}, but for those of {@link AdminFiles} and {@link AdminPayments}. */
    public void addTo(RoutesConfig routes) {
        routes.get(
                "/admin/health",
                local(http -> json(http, Json.object().put("status", "up").put("bot_listens", stream.botListens()))));
        routes.post("/admin/users/{user}/photos", local(this::sendFile));
        routes.post("/admin/users/{user}/albums", local(this::sendAlbum));
        routes.post("/admin/users/{user}/messages", local(this::sendMessage));
        routes.post("/admin/users/{user}/callbacks", local(this::tap));
        routes.post("/admin/users/{user}/blocks", local(this::block));
        routes.post("/admin/users/{user}/deactivations", local(this::deactivate));
        routes.post("/admin/chats/{chat}/upgrades", local(this::upgrade));
        routes.get("/admin/callbacks/{id}", local(this::callback));
        routes.get("/admin/chats/{chat}/messages", local(this::messages));
        routes.get("/admin/events", local(this::events));
        routes.get("/admin/events/stream", local(stream::handle));
        routes.get("/admin/files/{id}", local(this::file));
        routes.get("/admin/calls", local(this::calls));
        routes.get("/admin/faults", local(http -> json(http, faults.all())));
        routes.put("/admin/faults", local(this::setFaults));
        routes.delete("/admin/faults", local(this::clearFaults));
        routes.get("/admin/limits", local(http -> json(http, limits.limits())));
        routes.put("/admin/limits", local(this::setLimits));
    }

    static Handler local(Handler handler) {
        return http -> {
            try {
                LocalCallers.check(http);
                handler.handle(http);
            } catch (LocalCallers.Foreign e) {
                problem(http, 403, e.getMessage());
            } catch (JsonProcessingException e) {
                // A record's own words for what is wrong, without Jackson's around them.
                problem(
                        http,
                        400,
                        e.getCause() instanceof IllegalArgumentException refusal
                                ? refusal.getMessage()
                                : e.getOriginalMessage());
            } catch (IllegalArgumentException e) {
                problem(http, 400, e.getMessage());
            } catch (NoSuchElementException e) {
                problem(http, 404, e.getMessage());
            }
        };
    }

    /**
     * @param forwardOf the message of the same chat that is sent on instead
     * @param sticker the file id of a sticker that is sent instead
     */
    record Message(
            @Nullable String text,
            @Nullable String sticker,
            SaidContent.@Nullable Location location,
            SaidContent.@Nullable Contact contact,
            SaidContent.@Nullable Poll poll,
            @Nullable Integer forwardOf,
            @Nullable String language,
            @Nullable Long chatId,
            @Nullable Integer threadId,
            @Nullable Integer replyTo) {}

    record Tap(
            int messageId,
            @Nullable String data,
            @Nullable String button,
            @Nullable Long chatId,
            @Nullable String language) {}

    record Block(boolean blocked) {}

    record Deactivation(boolean deactivated) {}

    /** @param to the id of the supergroup, below -10^12 */
    record Upgrade(long to) {}

    private void sendMessage(Context http) throws IOException {
        Message message = body(http, Message.class);
        var actor = new Player.Actor(
                user(http), message.chatId(), message.threadId(), message.replyTo(), message.language());
        if (message.forwardOf() != null) {
            json(http, player.forward(actor, message.forwardOf()));
            return;
        }
        if (message.sticker() != null) {
            json(http, player.sticker(actor, message.sticker()));
            return;
        }
        var said = new SaidContent(message.text(), message.location(), message.contact(), message.poll());
        json(http, player.say(actor, said));
    }

    private void sendFile(Context http) throws IOException {
        Player.As as = as(http);
        String fileName = orElse(http.queryParam("filename"), as == Player.As.PHOTO ? "photo.jpg" : "picture.jpg");
        var file = new Player.SentFile(
                as,
                fileName,
                mimeType(fileName),
                http.queryParam("caption"),
                http.queryParam("media_group_id"),
                Math.toIntExact(number(http, "width")),
                Math.toIntExact(number(http, "height")),
                Math.toIntExact(number(http, "duration")));
        json(http, player.file(actor(http), file, http.req().getInputStream()));
    }

    /** Multipart, one part {@code picture} for each; the caption stands under the first, as in Telegram's apps. */
    private void sendAlbum(Context http) throws IOException {
        List<UploadedFile> parts = http.uploadedFiles("picture");
        if (parts.size() < 2 || parts.size() > LARGEST_ALBUM) {
            throw new IllegalArgumentException("An album has 2 to " + LARGEST_ALBUM + " parts named picture");
        }
        Player.As as = as(http);
        String album = player.newAlbum();
        String caption = http.queryParam("caption");
        List<Player.Sent> sent = new ArrayList<>();
        for (UploadedFile part : parts) {
            String fileName = part.filename().isBlank() ? "photo.jpg" : part.filename();
            var file = new Player.SentFile(as, fileName, mimeType(fileName), caption, album, 0, 0, 0);
            sent.add(player.file(actor(http), file, part.content()));
            caption = null;
        }
        ObjectNode answer = Json.object().put("media_group_id", album);
        json(http, answer.set("sent", Json.MAPPER.valueToTree(sent)));
    }

    private static Player.As as(Context http) {
        return Player.As.named(orElse(http.queryParam("as"), "photo"));
    }

    private static Player.Actor actor(Context http) {
        String chat = http.queryParam("chat_id");
        String thread = http.queryParam("thread_id");
        String replyTo = http.queryParam("reply_to");
        return new Player.Actor(
                user(http),
                chat == null ? null : Long.valueOf(chat),
                thread == null ? null : Integer.valueOf(thread),
                replyTo == null ? null : Integer.valueOf(replyTo),
                http.queryParam("language"));
    }

    static String mimeType(String fileName) {
        return orElse(URLConnection.guessContentTypeFromName(fileName), "application/octet-stream");
    }

    private void tap(Context http) throws IOException {
        Tap tap = body(http, Tap.class);
        Player.Actor actor = new Player.Actor(user(http), tap.chatId(), null, null, tap.language());
        String data = tap.data();
        if (data == null) {
            if (tap.button() == null) {
                throw new IllegalArgumentException("data or button (its text) is missing");
            }
            data = found(player.buttonData(actor.chatId(), tap.messageId(), tap.button()), "button " + tap.button());
        }
        json(http, Json.object().put("callback_query_id", player.tap(actor, tap.messageId(), data)));
    }

    private void callback(Context http) {
        json(http, found(callbacks.await(http.pathParam("id"), waitFor(http)), "callback"));
    }

    private void block(Context http) throws IOException {
        Block block = body(http, Block.class);
        player.block(user(http), block.blocked());
        json(http, block);
    }

    private void deactivate(Context http) throws IOException {
        Deactivation deactivation = body(http, Deactivation.class);
        player.deactivate(user(http), deactivation.deactivated());
        json(http, deactivation);
    }

    private void upgrade(Context http) throws IOException {
        Upgrade upgrade = body(http, Upgrade.class);
        player.upgrade(Long.parseLong(http.pathParam("chat")), upgrade.to());
        json(http, upgrade);
    }

    private void messages(Context http) {
        long chat = Long.parseLong(http.pathParam("chat"));
        boolean withDeleted = Boolean.parseBoolean(http.queryParam("deleted"));
        ObjectNode page = Json.object();
        json(http, database.transact(sql -> {
            page.set("messages", Json.array(Messages.list(sql, chat, withDeleted)));
            return page.put("last_seq", EventJournal.last(sql));
        }));
    }

    private void events(Context http) {
        String chat = http.queryParam("chat");
        json(http, events.after(number(http, "after"), chat == null ? null : Long.valueOf(chat), waitFor(http)));
    }

    static Duration waitFor(Context http) {
        Duration wait = Duration.ofMillis(Math.round(Double.parseDouble(orElse(http.queryParam("wait"), "0")) * 1000));
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }

    private void file(Context http) throws IOException {
        StoredFile file = photos.withBytes(found(files.find(http.pathParam("id")), "file"));
        Path bytes = files.bytes(file);
        // Whoever sent it chose its type and content: it may be shown as a picture, and never run as a page of this
        // site.
        http.header("Content-Security-Policy", "default-src 'none'; sandbox")
                .header("X-Content-Type-Options", "nosniff")
                // An id never stands for other bytes.
                .header("Cache-Control", "private, max-age=86400, immutable")
                .contentType(ImageHeader.read(bytes)
                        .map(image -> "image/" + image.format())
                        .orElse(file.mimeType()))
                .result(Files.newInputStream(bytes));
    }

    private void calls(Context http) {
        ObjectNode page = Json.object();
        page.set("calls", Json.MAPPER.valueToTree(calls.after(number(http, "after"), http.queryParam("method"))));
        json(http, page);
    }

    private void setFaults(Context http) throws IOException {
        faults.set(Json.MAPPER.readValue(http.body(), new TypeReference<List<Fault>>() {}));
        json(http, faults.all());
    }

    private void clearFaults(Context http) {
        faults.set(List.of());
        json(http, faults.all());
    }

    /** Fields that are absent stay as they are. */
    private void setLimits(Context http) throws IOException {
        ObjectNode merged = Json.MAPPER.valueToTree(limits.limits());
        merged.setAll(body(http, ObjectNode.class));
        limits.set(Json.MAPPER.treeToValue(merged, Limits.class));
        json(http, limits.limits());
    }

    static long user(Context http) {
        return Long.parseLong(http.pathParam("user"));
    }

    private static long number(Context http, String name) {
        return Long.parseLong(orElse(http.queryParam(name), "0"));
    }

    private static String orElse(@Nullable String value, String byDefault) {
        return value == null ? byDefault : value;
    }

    static <T> T found(Optional<T> value, String what) {
        return value.orElseThrow(() -> new NoSuchElementException("There is no such " + what));
    }

    static <T> T body(Context http, Class<T> type) throws IOException {
        return Json.MAPPER.readValue(http.body(), type);
    }

    static void json(Context http, Object answer) {
        http.contentType("application/json")
                .result(Json.MAPPER.valueToTree(answer).toString());
    }

    private static void problem(Context http, int status, @Nullable String detail) {
        http.status(status)
                .contentType("application/problem+json")
                .result(Json.object()
                        .put("status", status)
                        .put("title", http.status().getMessage())
                        .put("detail", detail)
                        .toString());
    }
}
