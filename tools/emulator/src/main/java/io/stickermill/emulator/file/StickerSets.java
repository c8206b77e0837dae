package io.stickermill.emulator.file;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stickermill.emulator.store.Database;
import io.stickermill.emulator.store.Json;
import java.util.List;
import java.util.Optional;

/** Sets of stickers that the emulator was told of; their files are stickers that it knows already. */
public record StickerSets(Database database, FileStore files, Media media) {

    /** A set as it is made.  */
    public record Definition(String title, List<Member> stickers) {}

    /** A sticker of a set, by the id of its file. */
    public record Member(String fileId, String emoji) {}

    /** Replaces the set if there is one. */
    public void put(String name, Definition set) {
        for (Member member : set.stickers()) {
            boolean isSticker = files.find(member.fileId())
                    .filter(file -> file.kind() == FileKind.STICKER)
                    .isPresent();
            if (!isSticker) {
                throw new IllegalArgumentException("There is no sticker " + member.fileId());
            }
        }
        database.transact(sql -> {
            sql.update("DELETE FROM sticker_set_members WHERE set_name = ?", name);
            sql.update("MERGE INTO sticker_sets (set_name, title) KEY (set_name) VALUES (?, ?)", name, set.title());
            int place = 0;
            for (Member member : set.stickers()) {
                sql.update(
                        "INSERT INTO sticker_set_members (set_name, place, file_id, emoji) VALUES (?, ?, ?, ?)",
                        name,
                        place++,
                        member.fileId(),
                        member.emoji());
            }
            return place;
        });
    }

    /** As Telegram's StickerSet. */
    public Optional<ObjectNode> find(String name) {
        Optional<ObjectNode> set = database.transact(sql -> sql.first(
                "SELECT set_name, title FROM sticker_sets WHERE set_name = ?",
                row -> Json.object()
                        .put("name", row.getString(1))
                        .put("title", row.getString(2))
                        .put("sticker_type", "regular"),
                name));
        set.ifPresent(found -> addMembers(found, name));
        return set;
    }

    private void addMembers(ObjectNode set, String name) {
        List<Member> members = database.transact(sql -> sql.query(
                "SELECT file_id, emoji FROM sticker_set_members WHERE set_name = ? ORDER BY place",
                row -> new Member(row.getString(1), row.getString(2)),
                name));
        ArrayNode stickers = set.putArray("stickers");
        for (Member member : members) {
            files.find(member.fileId())
                    .map(file ->
                            (ObjectNode) media.sticker(file, member.emoji()).get("sticker"))
                    .ifPresent(sticker -> stickers.add(sticker.put("set_name", name)));
        }
    }
}
