package io.stickermill.emulator.sticker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stickermill.emulator.EmulatorExtension;
import io.stickermill.emulator.Multipart;
import io.stickermill.emulator.Pictures;
import io.stickermill.emulator.Reply;
import io.stickermill.emulator.Telegram;
import io.stickermill.emulator.store.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Telegram's rules and words for sticker sets. */
class StickerSetsTest {
    private static final long ANN = 7;
    private static final String NAME = "cats_by_stickermill_bot";

    @RegisterExtension
    final EmulatorExtension emulator = new EmulatorExtension();

    @BeforeEach
    void annHasWrittenToTheBot() {
        telegram().says(ANN, "/start");
        lag(Duration.ZERO);
    }

    @Test
    void aSetIsMadeOfFilesThatWereUploadedBefore() {
        String first = uploaded(512, 100);
        String second = uploaded(100, 512);

        create(NAME, first, second).result();

        JsonNode set = set(NAME);
        assertThat(set.get("title").asText()).isEqualTo("Ann's cats");
        assertThat(set.get("sticker_type").asText()).isEqualTo("regular");
        assertThat(set.get("stickers").valueStream())
                .extracting(sticker -> sticker.get("height").asInt())
                .containsExactly(100, 512);
        assertThat(set.get("stickers").valueStream())
                .allSatisfy(
                        sticker -> assertThat(sticker.get("set_name").asText()).isEqualTo(NAME))
                .extracting(sticker -> sticker.get("file_id").asText())
                .as("stickers of a set have ids of their own")
                .doesNotContain(first, second);
        assertThat(telegram()
                        .get("/admin/users/" + ANN + "/sticker-sets")
                        .json()
                        .valueStream())
                .extracting(found -> found.get("name").asText())
                .containsExactly(NAME);
    }

    @Test
    void oneBadAttachmentFailsTheWholeCall() {
        Reply refused = telegram()
                .bot(
                        "createNewStickerSet",
                        new Multipart()
                                .field("user_id", ANN)
                                .field("name", NAME)
                                .field("title", "Cats")
                                .field("stickers", stickers("attach://good", "attach://bad"))
                                .file("good", "good.png", Pictures.png(512, 512))
                                .file("bad", "bad.png", Pictures.png(300, 300)));

        refused.isRefused(400, "Bad Request: STICKER_PNG_DIMENSIONS");
        getStickerSet(NAME).isRefused(400, "Bad Request: STICKERSET_INVALID");
    }

    @Test
    void moreThanFiftyFilesAreTooMany() {
        Multipart body =
                new Multipart().field("user_id", ANN).field("name", NAME).field("title", "Cats");
        for (int i = 0; i < 51; i++) {
            body.file("part" + i, "a.png", Pictures.png(10, 10));
        }

        telegram().bot("createNewStickerSet", body).isRefused(413, "Request Entity Too Large: too many files attached");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cats                                    | invalid sticker set name is specified",
                "cats_by_other_bot                       | invalid sticker set name is specified",
                "1cats_by_stickermill_bot                | invalid sticker set name is specified",
                "cats__x_by_stickermill_bot              | invalid sticker set name is specified",
                "ca-ts_by_stickermill_bot                | invalid sticker set name is specified",
                "CATS_BY_Stickermill_Bot                 | sticker set name is already occupied",
                "''                                      | sticker set name must be non-empty"
            })
    void namesHaveRules(String name, String words) {
        create(NAME, uploaded(512, 512)).result();

        create(name, uploaded(512, 512)).isRefused(400, "Bad Request: " + words);
    }

    @Test
    void anUnfitCallIsRefusedInTelegramsWords() {
        String file = uploaded(512, 512);
        refusedCreate(order(file).put("user_id", 99), "PEER_ID_INVALID");
        refusedCreate(order(file).put("user_id", 4242), "USER_IS_BOT");
        refusedCreate(order(file).put("user_id", "me"), "invalid user_id specified");
        refusedCreate(order(file).put("title", " "), "sticker set title must be non-empty");
        refusedCreate(order(file).put("title", "x".repeat(65)), "PACK_TITLE_INVALID");
        refusedCreate(order(file).put("sticker_type", "large"), "unsupported sticker type specified");
        refusedCreate(order(file).put("needs_repainting", true), "only custom emoji stickers support repainting");
        refusedCreate(order(file).put("stickers", "["), "can't parse stickers JSON object");
        refusedCreate(order(file).put("stickers", "{}"), "expected an Array of InputSticker");
        refusedCreate(order(file).put("stickers", "[]"), "at least 1 sticker must be specified");
        refusedCreate(order(file).put("stickers", stickers(names(file, 51))), "too many stickers specified");
        refusedCreate(order("never-was"), "wrong file identifier/HTTP URL specified");
        refusedCreate(order("attach://never-came"), "can't parse InputSticker: sticker not found");
        refusedCreate(order(file, sticker -> sticker.putArray("emoji_list")), "emoji list must be non-empty");
        refusedCreate(order(file, sticker -> sticker.putArray("emoji_list").add("cat")), "expected a Unicode emoji");
        refusedCreate(order(file, sticker -> sticker.put("format", "moving")), "invalid sticker format specified");
        refusedCreate(order(file, sticker -> sticker.put("format", "animated")), "STICKER_TGS_NOTGS");
        refusedCreate(order(file, sticker -> sticker.put("format", "video")), "STICKER_VIDEO_NOWEBM");
    }

    @ParameterizedTest
    @CsvSource({"jpeg, 512, 512, STICKER_PNG_NOPNG", "png, 511, 300, STICKER_PNG_DIMENSIONS"})
    void anUploadIsLookedAt(String format, int width, int height, String words) {
        byte[] bytes = format.equals("png") ? Pictures.png(width, height) : Pictures.jpeg(width, height);

        upload(bytes, "static").isRefused(400, "Bad Request: " + words);
    }

    @Test
    void anUploadMayBeAnimatedOrAVideoAndNoneIsTooBig() {
        upload(padded(new byte[] {0x1f, (byte) 0x8b}, 60_000), "animated").result();
        upload(padded(new byte[] {0x1f, (byte) 0x8b}, 66_000), "animated")
                .isRefused(400, "Bad Request: file is too big");
        upload(padded(new byte[] {0x1a, 0x45, (byte) 0xdf, (byte) 0xa3}, 200_000), "video")
                .result();
        upload(padded(Pictures.png(512, 512), 513 * 1024), "static").isRefused(400, "Bad Request: file is too big");
    }

    @Test
    void aSetIsChangedStickerByStickerAndARestartKeepsIt() {
        create(NAME, uploaded(512, 101), uploaded(512, 102)).result();
        add(NAME, uploaded(512, 103)).result();
        assertThat(heights()).containsExactly(101, 102, 103);

        call("setStickerPositionInSet", args().put("sticker", sticker(2)).put("position", 0))
                .result();
        assertThat(heights()).containsExactly(103, 101, 102);
        call("setStickerPositionInSet", args().put("sticker", sticker(0)).put("position", -1))
                .isRefused(400, "Bad Request: wrong sticker position specified");

        call(
                        "replaceStickerInSet",
                        args().put("user_id", ANN)
                                .put("name", NAME)
                                .put("old_sticker", sticker(1))
                                .put("sticker", input(uploaded(512, 104)).toString()))
                .result();
        assertThat(heights()).as("in its place").containsExactly(103, 104, 102);

        String gone = sticker(0);
        call("deleteStickerFromSet", args().put("sticker", gone)).result();
        call("deleteStickerFromSet", args().put("sticker", gone)).isRefused(400, "Bad Request: STICKER_INVALID");
        call("setStickerEmojiList", args().put("sticker", sticker(0)).put("emoji_list", "[\"🐱\",\"😀\"]"))
                .result();
        call("setStickerKeywords", args().put("sticker", sticker(0)).put("keywords", "[\"cat\"]"))
                .result();
        call("setStickerSetTitle", args().put("name", NAME).put("title", "Other cats"))
                .result();

        emulator.restart();

        JsonNode set = set(NAME);
        assertThat(set.get("title").asText()).isEqualTo("Other cats");
        assertThat(heights()).containsExactly(104, 102);
        assertThat(set.get("stickers").get(0).get("emoji").asText()).isEqualTo("🐱");
        call("deleteStickerSet", args().put("name", NAME)).result();
        call("deleteStickerSet", args().put("name", NAME)).isRefused(400, "Bad Request: STICKERSET_INVALID");
    }

    @Test
    void aPersonSendsAStickerOfTheSet() {
        create(NAME, uploaded(512, 512)).result();

        telegram().post("/admin/users/" + ANN + "/messages", args().put("sticker", sticker(0)));

        JsonNode sticker = telegram().messages(ANN).get(1).get("sticker");
        assertThat(sticker.get("set_name").asText()).isEqualTo(NAME);
        assertThat(sticker.get("emoji").asText()).isEqualTo("🐱");
        assertThat(telegram()
                        .post("/admin/users/" + ANN + "/messages", args().put("sticker", "never-was"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void theSameStickerAgainChangesNothing() {
        create(NAME, uploaded(512, 512)).result();

        add(NAME, sticker(0)).result();

        assertThat(heights()).hasSize(1);
    }

    @Test
    void theLastStickerMayGoAndTheSetStaysEmpty() {
        create(NAME, uploaded(512, 512)).result();
        call("deleteStickerFromSet", args().put("sticker", sticker(0))).result();
        assertThat(heights()).isEmpty();
        add(NAME, uploaded(512, 512)).result();
        assertThat(heights()).hasSize(1);
    }

    @Test
    void aHundredAndTwentyFitInAndNoMore() {
        List<String> files = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            files.add(uploaded(512, 200 + i));
        }
        create(NAME, files.toArray(String[]::new)).result();
        for (int i = 50; i < 120; i++) {
            add(NAME, files.get(i % 50)).result();
        }

        add(NAME, files.getFirst()).isRefused(400, "Bad Request: STICKERS_TOO_MUCH");
        assertThat(heights()).hasSize(120);
    }

    @Test
    void aThumbnailIsAHundredPixelsOrTheFirstSticker() {
        create(NAME, uploaded(512, 512)).result();
        thumbnail(Pictures.png(512, 512)).isRefused(400, "Bad Request: STICKER_THUMB_PNG_NOPNG");
        thumbnail(Pictures.png(100, 100)).result();
        assertThat(set(NAME).get("thumbnail").get("width").asInt()).isEqualTo(100);
        call(
                        "setStickerSetThumbnail",
                        args().put("user_id", ANN).put("name", NAME).put("format", "static"))
                .result();
        assertThat(set(NAME).has("thumbnail")).isFalse();
    }

    @Test
    void customEmojiAreAHundredPixelsAndFoundById() {
        refusedCreate(order(uploaded(512, 512)).put("sticker_type", "custom_emoji"), "STICKER_PNG_DIMENSIONS");
        create(order(uploaded(100, 100)).put("sticker_type", "custom_emoji")).result();
        String id = set(NAME).get("stickers").get(0).get("custom_emoji_id").asText();

        assertThat(call("getCustomEmojiStickers", args().put("custom_emoji_ids", "[\"" + id + "\",\"1\"]"))
                        .result())
                .hasSize(1);
        call("setCustomEmojiStickerSetThumbnail", args().put("name", NAME).put("custom_emoji_id", id))
                .result();
        assertThat(set(NAME).has("thumbnail")).isTrue();
    }

    @Test
    void aChangeIsSeenAMomentLate() {
        lag(Duration.ofMillis(500));
        create(NAME, uploaded(512, 101)).result();
        getStickerSet(NAME).isRefused(400, "Bad Request: STICKERSET_INVALID");
        emulator.clock.move(Duration.ofMillis(500));
        assertThat(heights()).containsExactly(101);

        add(NAME, uploaded(512, 102)).result();
        emulator.clock.move(Duration.ofMillis(400));
        add(NAME, uploaded(512, 103)).result();
        assertThat(heights()).containsExactly(101);
        emulator.clock.move(Duration.ofMillis(100));
        assertThat(heights()).containsExactly(101, 102);
        emulator.clock.move(Duration.ofMillis(400));
        assertThat(heights()).containsExactly(101, 102, 103);
    }

    @Test
    void whoChangesTooMuchMustWaitAndNobodyElse() {
        telegram().says(8, "/start");
        telegram()
                .put(
                        "/admin/limits",
                        args().put("set_burst", 2).put("set_per_second", 1).put("set_cool_down_seconds", 30));
        create(NAME, uploaded(512, 101)).result();
        add(NAME, uploaded(512, 102)).result();

        Reply refused = add(NAME, uploaded(512, 103));
        refused.isRefused(429, "Too Many Requests: retry after 30");
        assertThat(refused.json().path("parameters").path("retry_after").asInt())
                .isEqualTo(30);
        emulator.clock.move(Duration.ofSeconds(10));
        add(NAME, uploaded(512, 103)).isRefused(429, "Too Many Requests: retry after 20");
        create(order(uploaded(512, 512)).put("user_id", 8).put("name", "dogs_by_stickermill_bot"))
                .result();
        emulator.clock.move(Duration.ofSeconds(20));
        add(NAME, uploaded(512, 103)).result();
        assertThat(heights()).containsExactly(101, 102, 103);
    }

    private Telegram telegram() {
        return emulator.telegram();
    }

    private static ObjectNode args() {
        return Telegram.args();
    }

    private void lag(Duration lag) {
        telegram().put("/admin/sticker-set-lag", args().put("ms", lag.toMillis()));
    }

    private Reply call(String method, ObjectNode arguments) {
        return telegram().bot(method, arguments);
    }

    private Reply create(String name, String... files) {
        return create(order(files).put("name", name));
    }

    private Reply create(ObjectNode order) {
        return call("createNewStickerSet", order);
    }

    private void refusedCreate(ObjectNode order, String words) {
        create(order).isRefused(400, "Bad Request: " + words);
        getStickerSet(NAME).isRefused(400, "Bad Request: STICKERSET_INVALID");
    }

    private static ObjectNode order(String... files) {
        return args().put("user_id", ANN)
                .put("name", NAME)
                .put("title", "Ann's cats")
                .put("stickers", stickers(files));
    }

    private static ObjectNode order(String file, Consumer<ObjectNode> changed) {
        ObjectNode sticker = input(file);
        changed.accept(sticker);
        return order(file).put("stickers", Json.array(List.of(sticker)).toString());
    }

    private static String stickers(String... files) {
        ArrayNode array =
                Json.array(Arrays.stream(files).map(StickerSetsTest::input).toList());
        return array.toString();
    }

    private static String[] names(String file, int times) {
        String[] names = new String[times];
        Arrays.fill(names, file);
        return names;
    }

    private static ObjectNode input(String file) {
        ObjectNode sticker = args().put("sticker", file).put("format", "static");
        sticker.putArray("emoji_list").add("🐱");
        return sticker;
    }

    private Reply add(String name, String file) {
        return call(
                "addStickerToSet",
                args().put("user_id", ANN)
                        .put("name", name)
                        .put("sticker", input(file).toString()));
    }

    private Reply thumbnail(byte[] bytes) {
        return telegram()
                .bot(
                        "setStickerSetThumbnail",
                        new Multipart()
                                .field("user_id", ANN)
                                .field("name", NAME)
                                .field("format", "static")
                                .file("thumbnail", "t.png", bytes));
    }

    private String uploaded(int width, int height) {
        return upload(Pictures.png(width, height), "static")
                .result()
                .get("file_id")
                .asText();
    }

    private Reply upload(byte[] bytes, String format) {
        return telegram()
                .bot(
                        "uploadStickerFile",
                        new Multipart()
                                .field("user_id", ANN)
                                .field("sticker_format", format)
                                .file("sticker", "a", bytes));
    }

    /** A PNG's readers stop at its end. */
    private static byte[] padded(byte[] beginning, int length) {
        return Arrays.copyOf(beginning, length);
    }

    private Reply getStickerSet(String name) {
        return call("getStickerSet", args().put("name", name));
    }

    private JsonNode set(String name) {
        return getStickerSet(name).result();
    }

    private List<Integer> heights() {
        return set(NAME)
                .get("stickers")
                .valueStream()
                .map(sticker -> sticker.get("height").asInt())
                .toList();
    }

    private String sticker(int place) {
        return set(NAME).get("stickers").get(place).get("file_id").asText();
    }
}
