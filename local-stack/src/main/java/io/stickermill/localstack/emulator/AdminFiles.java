package io.stickermill.localstack.emulator;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Locale;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** {@code /admin/files} and {@code /admin/sticker-sets}: files that Telegram knows from earlier, and those it has lost. */
record AdminFiles(Database database, FileStore files, StickerSets sets) {

    void addTo(RoutesConfig routes) {
        routes.put("/admin/files/{id}", AdminApi.local(this::put));
        routes.delete("/admin/files/{id}", AdminApi.local(this::lose));
        routes.put("/admin/sticker-sets/{name}", AdminApi.local(this::putSet));
        routes.get("/admin/sticker-sets/{name}", AdminApi.local(this::set));
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
                sets.find(http.pathParam("name"))
                        .orElseThrow(() -> new NoSuchElementException("There is no such sticker set")));
    }

    private static FileKind kind(@Nullable String name) {
        return FileKind.valueOf((name == null ? "sticker" : name).toUpperCase(Locale.ROOT));
    }
}
