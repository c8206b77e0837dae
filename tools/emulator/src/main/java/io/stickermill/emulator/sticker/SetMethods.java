package io.stickermill.emulator.sticker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import io.stickermill.emulator.api.ApiRequest;
import io.stickermill.emulator.api.Bot;
import io.stickermill.emulator.api.BotMethod;
import io.stickermill.emulator.api.Refusal;
import io.stickermill.emulator.file.FileStore;
import io.stickermill.emulator.message.RateLimits;
import io.stickermill.emulator.store.Database;
import io.stickermill.emulator.store.Json;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** The methods by which a bot makes sets of stickers and changes them. */
public final class SetMethods {

    private SetMethods() {}

    /** A new method is one class and one line here. */
    public static List<BotMethod> all(
            Bot bot, Database database, FileStore files, StickerSets sets, RateLimits limits, UploadPace pace) {
        Owners owners = new Owners(bot, database);
        InputStickers stickers = new InputStickers(database, files);
        ChangedSet changed = new ChangedSet(sets, limits);
        return List.of(
                new GetStickerSet(sets),
                new UploadStickerFile(owners, database, files, pace),
                new CreateNewStickerSet(bot, owners, stickers, sets, limits, pace),
                new AddStickerToSet(owners, stickers, changed, pace),
                new ReplaceStickerInSet(owners, stickers, changed, pace),
                of(
                        "deleteStickerFromSet",
                        Set.of("sticker"),
                        request -> changed.having(sticker(request), (set, member) -> set.without(member))),
                of("setStickerPositionInSet", Set.of("sticker", "position"), request -> {
                    int place = request.integer("position", -1, Integer.MIN_VALUE, Integer.MAX_VALUE);
                    if (place < 0) {
                        throw Refusal.badRequest("wrong sticker position specified");
                    }
                    changed.having(sticker(request), (set, member) -> set.moved(member, place));
                }),
                of("setStickerEmojiList", Set.of("sticker", "emoji_list"), request -> {
                    List<String> emoji = Emoji.of(list(request, "emoji_list"));
                    changed.having(sticker(request), (set, member) -> set.replaced(member, member.withEmoji(emoji)));
                }),
                of("setStickerKeywords", Set.of("sticker", "keywords"), request -> {
                    List<String> words = Emoji.keywords(list(request, "keywords"));
                    changed.having(sticker(request), (set, member) -> set.replaced(member, member.withKeywords(words)));
                }),
                of("setStickerMaskPosition", Set.of("sticker", "mask_position"), _ -> {
                    throw Refusal.notEmulated("places of masks");
                }),
                of("setStickerSetTitle", Set.of("name", "title"), request -> {
                    String title = StickerSet.checkedTitle(request.text("title"));
                    changed.named(request.text("name"), set -> set.withTitle(title));
                }),
                new SetStickerSetThumbnail(owners, database, files, changed),
                of(
                        "setCustomEmojiStickerSetThumbnail",
                        Set.of("name", "custom_emoji_id"),
                        request -> emojiThumbnail(request, sets, changed)),
                of("deleteStickerSet", Set.of("name"), request -> sets.delete(request.text("name"))),
                new GetCustomEmojiStickers(sets));
    }

    /** What a method does whose answer is {@code true}. */
    @FunctionalInterface
    private interface Effect {
        void of(ApiRequest request) throws IOException;
    }

    private static BotMethod of(String name, Set<String> fields, Effect effect) {
        return new BotMethod() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Set<String> fields() {
                return fields;
            }

            @Override
            public JsonNode call(ApiRequest request) throws IOException {
                effect.of(request);
                return BooleanNode.TRUE;
            }
        };
    }

    private static String sticker(ApiRequest request) {
        String fileId = request.text("sticker");
        if (fileId.isEmpty()) {
            throw Refusal.badRequest("sticker is not specified");
        }
        return fileId;
    }

    /** The list of a field, empty if it is absent or something else. */
    static JsonNode list(ApiRequest request, String field) {
        try {
            return Json.parse(request.text(field).isEmpty() ? "[]" : request.text(field));
        } catch (JsonProcessingException e) {
            throw Refusal.badRequest("can't parse " + field + " JSON object");
        }
    }

    /** An empty id takes the thumbnail away. */
    private static void emojiThumbnail(ApiRequest request, StickerSets sets, ChangedSet changed) {
        String id = request.text("custom_emoji_id");
        String file = id.isEmpty()
                ? null
                : sets.customEmoji(List.of(id)).stream()
                        .findFirst()
                        .map(sticker -> sticker.path("file_id").asText())
                        .orElseThrow(() -> Refusal.badRequest("STICKER_INVALID"));
        changed.named(request.text("name"), set -> {
            if (set.type() != SetType.CUSTOM_EMOJI) {
                throw Refusal.badRequest("STICKERSET_INVALID");
            }
            return set.withThumbnail(file);
        });
    }
}
