package io.stickermill.emulator.sticker;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stickermill.emulator.api.Refusal;
import io.stickermill.emulator.file.FileKind;
import io.stickermill.emulator.file.FileStore;
import io.stickermill.emulator.file.Media;
import io.stickermill.emulator.file.StoredFile;
import io.stickermill.emulator.sticker.StickerSet.Member;
import io.stickermill.emulator.store.Database;
import io.stickermill.emulator.store.Json;
import io.stickermill.emulator.store.Sql;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** All sets of the bot. */
public final class StickerSets {

    private final Database database;
    private final FileStore files;
    private final Media media;
    private final SetLag lag;

    public StickerSets(Database database, FileStore files, Media media, SetLag lag) {
        this.database = database;
        this.files = files;
        this.media = media;
        this.lag = lag;
    }

    /** A set as somebody else made it, of stickers that the emulator knows already. */
    public record Definition(String title, List<Known> stickers) {}

    /** A sticker of such a set, by the id of its file. */
    public record Known(String fileId, String emoji) {}

    /** Replaces the set if there is one; everybody sees it at once. */
    public void put(String name, Definition set) {
        for (Known sticker : set.stickers()) {
            boolean isSticker = files.find(sticker.fileId())
                    .filter(file -> file.kind() == FileKind.STICKER)
                    .isPresent();
            if (!isSticker) {
                throw new IllegalArgumentException("There is no sticker " + sticker.fileId());
            }
        }
        List<Member> members = set.stickers().stream()
                .map(sticker -> new Member(sticker.fileId(), StickerFormat.STATIC, List.of(sticker.emoji()), List.of()))
                .toList();
        database.transact(sql -> {
            write(sql, new StickerSet(name, set.title(), 0, SetType.REGULAR, null, members));
            return members.size();
        });
    }

    /** As Telegram's StickerSet, as the bot sees it by now. */
    public Optional<ObjectNode> seen(String name) {
        return lag.seen(name, () -> database.transact(sql -> find(sql, name))).map(this::json);
    }

    /** The sets of a user as they are, the newest first. */
    public List<ObjectNode> of(long owner) {
        List<StickerSet> found = database.transact(sql -> {
            List<String> names = sql.query(
                    "SELECT set_name FROM sticker_sets WHERE owner = ? ORDER BY number DESC",
                    row -> row.getString(1),
                    owner);
            List<StickerSet> sets = new ArrayList<>();
            for (String name : names) {
                find(sql, name).ifPresent(sets::add);
            }
            return sets;
        });
        return found.stream().map(this::json).toList();
    }

    /** The part of a message that shows a sticker of a set; empty if no set has it. */
    public Optional<ObjectNode> sent(String fileId) {
        Optional<StickerSet> having = database.transact(sql -> {
            Optional<String> name = setOf(sql, fileId);
            return name.isPresent() ? find(sql, name.get()) : Optional.empty();
        });
        return having.flatMap(set -> set.member(fileId)
                .flatMap(member -> files.find(fileId).map(file -> sticker(set, member, file)))
                .map(sticker -> Json.object().set("sticker", sticker)));
    }

    /** @throws Refusal if the name is taken, whoever has it */
    void create(StickerSet set) {
        lag.changed(set.name(), database.transact(sql -> {
            Optional<StickerSet> before = find(sql, set.name());
            if (before.isPresent()) {
                throw Refusal.badRequest("sticker set name is already occupied");
            }
            write(sql, set);
            return before;
        }));
    }

    /** @throws Refusal if there is no such set, or the change is none */
    void change(String name, UnaryOperator<StickerSet> change) {
        lag.changed(name, database.transact(sql -> {
            StickerSet before = ours(sql, name);
            write(sql, change.apply(before));
            return Optional.of(before);
        }));
    }

    void delete(String name) {
        lag.changed(name, database.transact(sql -> {
            StickerSet before = ours(sql, name);
            erase(sql, before.name());
            return Optional.of(before);
        }));
    }

    /** The set of this name, as it is. */
    StickerSet named(String name) {
        return database.transact(sql -> ours(sql, name));
    }

    /** The set that has this sticker; throws a {@link Refusal} 400 if none has it. */
    StickerSet having(String fileId) {
        return database.transact(sql -> {
            String name = setOf(sql, fileId).orElseThrow(() -> Refusal.badRequest("STICKER_INVALID"));
            return ours(sql, name);
        });
    }

    private static Optional<String> setOf(Sql sql, String fileId) throws SQLException {
        return sql.first("SELECT set_name FROM sticker_set_members WHERE file_id = ?", row -> row.getString(1), fileId);
    }

    /** Of all custom emoji, those with these ids, in the order of the ids. */
    List<ObjectNode> customEmoji(List<String> ids) {
        List<ObjectNode> all = database
                .transact(sql -> sql.query(
                        "SELECT set_name FROM sticker_sets WHERE sticker_type = ?",
                        row -> row.getString(1),
                        SetType.CUSTOM_EMOJI.name()))
                .stream()
                .map(name -> json(named(name)))
                .flatMap(set -> set.path("stickers").valueStream())
                .map(ObjectNode.class::cast)
                .toList();
        return ids.stream()
                .flatMap(id -> all.stream()
                        .filter(sticker ->
                                sticker.path("custom_emoji_id").asText().equals(id)))
                .toList();
    }

    private static StickerSet ours(Sql sql, String name) throws SQLException {
        return find(sql, name).orElseThrow(() -> Refusal.badRequest("STICKERSET_INVALID"));
    }

    private static Optional<StickerSet> find(Sql sql, String name) throws SQLException {
        List<Member> members = sql.query(
                """
                SELECT file_id, format, emoji, keywords FROM sticker_set_members
                WHERE LOWER(set_name) = LOWER(?) ORDER BY place
                """,
                row -> new Member(
                        row.getString(1),
                        StickerFormat.valueOf(row.getString(2)),
                        words(row.getString(3), " "),
                        words(row.getString(4), ",")),
                name);
        return sql.first(
                """
                SELECT set_name, title, owner, sticker_type, thumbnail FROM sticker_sets
                WHERE LOWER(set_name) = LOWER(?)
                """,
                row -> new StickerSet(
                        row.getString(1),
                        row.getString(2),
                        row.getLong(3),
                        SetType.valueOf(row.getString(4)),
                        row.getString(5),
                        members),
                name);
    }

    private static void write(Sql sql, StickerSet set) throws SQLException {
        sql.update("""
                MERGE INTO sticker_sets (set_name, title, owner, sticker_type, thumbnail) KEY (set_name)
                VALUES (?, ?, ?, ?, ?)
                """, set.name(), set.title(), set.owner(), set.type().name(), set.thumbnail());
        sql.update("DELETE FROM sticker_set_members WHERE set_name = ?", set.name());
        int place = 0;
        for (Member member : set.members()) {
            sql.update(
                    """
                    INSERT INTO sticker_set_members (set_name, place, file_id, format, emoji, keywords)
                    VALUES (?, ?, ?, ?, ?, ?)
                    """,
                    set.name(),
                    place++,
                    member.fileId(),
                    member.format().name(),
                    String.join(" ", member.emoji()),
                    String.join(",", member.keywords()));
        }
    }

    private static void erase(Sql sql, String name) throws SQLException {
        sql.update("DELETE FROM sticker_set_members WHERE set_name = ?", name);
        sql.update("DELETE FROM sticker_sets WHERE set_name = ?", name);
    }

    private static List<String> words(String joined, String by) {
        return Arrays.stream(joined.split(by, -1))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private ObjectNode json(StickerSet set) {
        ObjectNode json = Json.object()
                .put("name", set.name())
                .put("title", set.title())
                .put("sticker_type", set.type().word());
        ArrayNode stickers = json.putArray("stickers");
        for (Member member : set.members()) {
            files.find(member.fileId()).map(file -> sticker(set, member, file)).ifPresent(stickers::add);
        }
        Optional.ofNullable(set.thumbnail())
                .flatMap(files::find)
                .ifPresent(file -> json.set("thumbnail", file.sizedJson()));
        return json;
    }

    private ObjectNode sticker(StickerSet set, Member member, StoredFile file) {
        ObjectNode sticker = (ObjectNode) media.sticker(
                        file, member.emoji().isEmpty() ? "" : member.emoji().getFirst())
                .get("sticker");
        sticker.put("type", set.type().word())
                .put("is_animated", member.format() == StickerFormat.ANIMATED)
                .put("is_video", member.format() == StickerFormat.VIDEO)
                .put("set_name", set.name());
        if (set.type() == SetType.CUSTOM_EMOJI) {
            sticker.put("custom_emoji_id", customEmojiId(file));
        }
        return sticker;
    }

    /** A long number in decimal, as Telegram's are. */
    private static String customEmojiId(StoredFile file) {
        String hex = HexFormat.of().formatHex(file.fileUniqueId().getBytes(StandardCharsets.UTF_8));
        return new BigInteger(hex, 16).mod(BigInteger.valueOf(Long.MAX_VALUE)).toString();
    }
}
