package io.stickermill.emulator.admin;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.stickermill.emulator.file.FileKind;
import io.stickermill.emulator.file.FileStore;
import io.stickermill.emulator.file.StoredBytes;
import io.stickermill.emulator.file.StoredFile;
import io.stickermill.emulator.sticker.SetLag;
import io.stickermill.emulator.sticker.StickerSets;
import io.stickermill.emulator.store.Database;
import io.stickermill.emulator.store.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** {@code /admin/files} and {@code /admin/sticker-sets}: files that Telegram knows from earlier, and those it has lost. */
public record AdminFiles(Database database, FileStore files, StickerSets sets, SetLag lag) {

    /** Rows of one transaction: others wait meanwhile. */
    private static final int CHUNK = 1000;

    /** Adds the routes under {@code /admin/files} and {@code /admin/sticker-sets}. */
    public void addTo(RoutesConfig routes) {
        routes.put("/admin/files/{id}", AdminApi.local(this::put));
        routes.put("/admin/files/{id}/aliases", AdminApi.local(this::putAliases));
        routes.delete("/admin/files/{id}", AdminApi.local(this::lose));
        routes.put("/admin/sticker-sets", AdminApi.local(this::putSets));
        routes.put("/admin/sticker-sets/{name}", AdminApi.local(this::putSet));
        routes.get("/admin/sticker-sets/{name}", AdminApi.local(this::set));
        routes.get("/admin/users/{user}/sticker-sets", AdminApi.local(this::setsOf));
        routes.get("/admin/sticker-set-lag", AdminApi.local(this::lag));
        routes.put("/admin/sticker-set-lag", AdminApi.local(this::setLag));
    }

    /** The body is the file; {@code size} is what Telegram says of it, if that is to be something else. */
    private void put(Context http) throws IOException {
        String id = http.pathParam("id");
        if (files.find(id).isPresent()) {
            throw new IllegalArgumentException("There is a file with this id already");
        }
        FileKind kind = kind(http.queryParam("kind"));
        String given = http.queryParam("filename");
        String name = given == null ? "file" : given;
        String size = http.queryParam("size");
        StoredBytes bytes = files.receive(http.req().getInputStream());
        StoredFile file = database.transact(sql -> files.registerAs(
                sql,
                id,
                kind,
                bytes,
                name,
                AdminApi.mimeType(name),
                size == null ? bytes.size() : Long.parseLong(size)));
        AdminApi.json(http, file.sizedJson());
    }

    /** The body is ids, a line each: files of the same bytes. For measuring on more of them than can be put one by one. */
    private void putAliases(Context http) throws IOException {
        StoredFile original =
                files.find(http.pathParam("id")).orElseThrow(() -> new NoSuchElementException("There is no such file"));
        long added = 0;
        try (BufferedReader ids = body(http)) {
            List<String> chunk = chunk(ids);
            while (!chunk.isEmpty()) {
                List<String> some = chunk;
                added += database.transact(sql -> files.registerAliases(sql, original, some));
                chunk = chunk(ids);
            }
        }
        AdminApi.json(http, Json.object().put("added", added));
    }

    /** The body is sets with their names, a line each. */
    private void putSets(Context http) throws IOException {
        long added = 0;
        try (BufferedReader lines = body(http)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                NamedSet set = Json.MAPPER.readValue(line, NamedSet.class);
                sets.put(set.name(), new StickerSets.Definition(set.title(), set.stickers()));
                added++;
            }
        }
        AdminApi.json(http, Json.object().put("added", added));
    }

    record NamedSet(String name, String title, List<StickerSets.Known> stickers) {}

    private static BufferedReader body(Context http) throws IOException {
        return new BufferedReader(new InputStreamReader(http.req().getInputStream(), StandardCharsets.UTF_8));
    }

    private static List<String> chunk(BufferedReader lines) throws IOException {
        List<String> chunk = new ArrayList<>();
        while (chunk.size() < CHUNK) {
            String line = lines.readLine();
            if (line == null) {
                break;
            }
            if (!line.isBlank()) {
                chunk.add(line);
            }
        }
        return chunk;
    }

    /** Telegram no longer has it; its id is still a well-formed one. */
    private void lose(Context http) {
        files.lose(http.pathParam("id"));
        AdminApi.json(http, Json.object());
    }

    private void putSet(Context http) throws IOException {
        sets.put(http.pathParam("name"), Json.MAPPER.readValue(http.body(), StickerSets.Definition.class));
        set(http);
    }

    private void set(Context http) {
        AdminApi.json(
                http,
                sets.seen(http.pathParam("name"))
                        .orElseThrow(() -> new NoSuchElementException("There is no such sticker set")));
    }

    /** A user's sets, as the user sees them. */
    private void setsOf(Context http) {
        AdminApi.json(http, Json.array(sets.of(Long.parseLong(http.pathParam("user")))));
    }

    private void lag(Context http) {
        AdminApi.json(http, Json.object().put("ms", lag.lag().toMillis()));
    }

    /** The body is {@code {"ms": 500}}. */
    private void setLag(Context http) throws IOException {
        lag.set(Duration.ofMillis(Json.parse(http.body()).path("ms").asLong()));
        lag(http);
    }

    private static FileKind kind(@Nullable String name) {
        return FileKind.valueOf((name == null ? "sticker" : name).toUpperCase(Locale.ROOT));
    }
}
