package io.stickermill.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What people and programs send by mistake or in malice: each gets its answer, and the next good photo still works. */
class BadInputIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static Stack stack;
    private static byte[] good;

    private final AtomicLong nextUser = new AtomicLong(9000);

    @BeforeAll
    static void up() throws Exception {
        stack = Stack.shared();
        good = Files.readAllBytes(Stack.photo("cup-600.jpg"));
    }

    /** @param says a part of the bot's answer; empty for no answer at all */
    record Bad(String name, Sending sending, String says) {}

    @FunctionalInterface
    interface Sending {
        void by(long user) throws Exception;
    }

    @TestFactory
    Stream<DynamicTest> eachIsAnsweredAndHurtsNobodyElse() throws IOException {
        return cases().stream()
                .map(bad -> DynamicTest.dynamicTest(bad.name(), () -> {
                    long user = nextUser.incrementAndGet();
                    bad.sending().by(user);
                    if (!bad.says().isEmpty()) {
                        await("an answer to " + bad.name())
                                .atMost(PATIENCE)
                                .untilAsserted(() -> assertThat(texts(user))
                                        .anySatisfy(text -> assertThat(text).contains(bad.says())));
                    }
                    stack.user(user).sendPhoto(good, Map.of("as", "photo"));
                    await("the next good photo of the same user after " + bad.name())
                            .atMost(PATIENCE)
                            .until(() -> stack.stickers(user).size() == 1);
                    await("no status message is left, and one answer is enough after " + bad.name())
                            .atMost(PATIENCE)
                            .untilAsserted(() ->
                                    assertThat(texts(user)).hasSize(bad.says().isEmpty() ? 0 : 1));
                }));
    }

    private static List<Bad> cases() throws IOException {
        byte[] png = png(64, 64);
        List<Bad> cases = new ArrayList<>(List.of(
                photo("text as a photo", "just some text".getBytes(UTF_8), "can't read"),
                photo("one byte", new byte[] {1}, "can't read"),
                photo("zeros", new byte[5000], "can't read"),
                photo("random bytes", random(20_000), "can't read"),
                photo("a JPEG's first bytes only", Arrays.copyOf(good, 3), "can't read"),
                photo("a JPEG's head only", Arrays.copyOf(good, 200), "can't read"),
                photo("a JPEG with its head gone", Arrays.copyOfRange(good, 300, good.length), "can't read"),
                photo("a PNG cut after its signature", Arrays.copyOf(png, 8), "can't read"),
                photo("a PNG cut in its header", Arrays.copyOf(png, 20), "can't read"),
                photo("a PNG without pixels", hugePng(0, 0), "can't read"),
                photo("a PNG of zero width", hugePng(0, 100), "can't read"),
                photo("a PNG with a million-pixel side", hugePng(1_000_000, 3), "too many pixels"),
                photo("a PNG of 60,000 x 60,000", hugePng(60_000, 60_000), "too many pixels"),
                photo(
                        "a PNG with the largest sides there are",
                        hugePng(Integer.MAX_VALUE, Integer.MAX_VALUE),
                        "too many pixels"),
                photo("a bomb: 400 million pixels in a few kilobytes", bomb(20_000, 20_000), "too many pixels"),
                photo("an image of one pixel", png(1, 1), "too small"),
                photo("an image of 3 x 3", png(3, 3), "too small"),
                photo("a GIF", gif(), "can't read"),
                photo("a BMP", bmp(), "can't read"),
                photo(
                        "SVG with a script",
                        "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>".getBytes(UTF_8),
                        "can't read"),
                photo("a WebP's first bytes only", "RIFF\0\0\0\0WEBPVP8 ".getBytes(UTF_8), "can't read"),
                photo("a PDF", "%PDF-1.7\n1 0 obj\n<<>>\nendobj".getBytes(UTF_8), "can't read"),
                photo("a program", HexFormat.of().parseHex("7f454c4602010100000000000000000003003e00"), "can't read"),
                document("an empty file", "empty.png", new byte[0], "empty"),
                document("a text file", "notes.txt", "notes".getBytes(UTF_8), "only work on images"),
                document("a file without a type", "unknown", random(100), "can't read"),
                document("a HEIC file", "IMG_0001.HEIC", random(100), "HEIC"),
                document("a PNG that is none", "picture.png", "no picture".getBytes(UTF_8), "can't read"),
                document("a path in the name", "../../../../etc/passwd.png", "no".getBytes(UTF_8), "can't read"),
                document("a name of control characters", "a\nb\r\u0000c.png", "no".getBytes(UTF_8), "can't read"),
                document("a name of 3,000 characters", "x".repeat(3000) + ".png", "no".getBytes(UTF_8), "can't read"),
                document("a picture of 21 MB", "large.png", new byte[21 * 1024 * 1024], "20 MB"),
                says("a command that there is not", "/drop_tables", "I don't know this command"),
                says("a command with an argument of 4,000 characters", "/start " + "a".repeat(4000), "Send me a photo"),
                says("a text of 4,096 characters", "й".repeat(4096), "Send me a photo"),
                says("markup and control characters", "<b>*_`[](http://x)\u202e\u0000\ud83d</b>", "Send me a photo"),
                says("SQL", "'; drop table users; --", "Send me a photo"),
                says("a language tag that is none", "hello", "Send me a photo"),
                taps("data that we never made", "rm -rf /"),
                taps("data of another version", "v9:again:1234"),
                taps("data of 64 bytes", "x".repeat(64)),
                taps("a sticker that never was", "again:00000000-0000-0000-0000-000000000000:1"),
                taps("data that is no UTF-8 word", "\u0001\u0002\uffff")));
        cases.add(new Bad(
                "a caption of markup and marks of direction",
                user -> {
                    String caption = "<script>alert('й')</script>\u202e".repeat(6);
                    stack.user(user).sendPhoto("no".getBytes(UTF_8), Map.of("as", "photo", "caption", caption));
                },
                "can't read"));
        assertThat(cases).hasSizeGreaterThanOrEqualTo(40);
        return cases;
    }

    private static Bad photo(String name, byte[] bytes, String says) {
        return new Bad(name, user -> stack.user(user).sendPhoto(bytes, Map.of("as", "photo")), says);
    }

    private static Bad document(String name, String fileName, byte[] bytes, String says) {
        return new Bad(
                name, user -> stack.user(user).sendPhoto(bytes, Map.of("as", "document", "filename", fileName)), says);
    }

    private static Bad says(String name, String text, String says) {
        return new Bad(name, user -> stack.user(user).say(text, "xx-invalid"), says);
    }

    /** A callback is answered in a bubble over the chat, not in it. */
    private static Bad taps(String name, String data) {
        return new Bad(
                "a button: " + name,
                user -> {
                    stack.user(user).say("/start", "en");
                    await().atMost(PATIENCE).until(() -> texts(user).size() == 1);
                    int greeting = stack.user(user)
                            .fromBot()
                            .getFirst()
                            .path("message_id")
                            .asInt();
                    String query = stack.user(user).press(greeting, data);
                    await("the tap is answered")
                            .atMost(PATIENCE)
                            .until(() -> stack.callback(query).path("answered").asBoolean());
                    assertThat(stack.callback(query).path("text").asText()).isNotBlank();
                },
                "Send me a photo");
    }

    private static List<String> texts(long chat) throws Exception {
        return stack.user(chat).fromBot().stream()
                .filter(message -> message.has("text"))
                .map(message -> message.path("text").asText())
                .toList();
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(7).nextBytes(bytes);
        return bytes;
    }

    private static byte[] png(int width, int height) throws IOException {
        return written(width, height, "png");
    }

    private static byte[] gif() throws IOException {
        return written(64, 64, "gif");
    }

    private static byte[] bmp() throws IOException {
        return written(64, 64, "bmp");
    }

    private static byte[] written(int width, int height, String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, out);
        return out.toByteArray();
    }

    /** A PNG whose header promises a size, with hardly anything behind it. */
    private static byte[] hugePng(int width, int height) throws IOException {
        return png(width, height, new byte[0]);
    }

    /** A PNG that really has as many pixels, all of them the same. */
    private static byte[] bomb(int width, int height) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed)) {
            byte[] row = new byte[1 + width / 8];
            for (int y = 0; y < height; y++) {
                deflater.write(row);
            }
        }
        return png(width, height, packed.toByteArray());
    }

    private static byte[] png(int width, int height, byte[] data) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeLong(0x89504E470D0A1A0AL);
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        DataOutputStream fields = new DataOutputStream(header);
        fields.writeInt(width);
        fields.writeInt(height);
        // One bit a pixel, greyscale.
        fields.write(new byte[] {1, 0, 0, 0, 0});
        chunk(out, "IHDR", header.toByteArray());
        chunk(out, "IDAT", data);
        chunk(out, "IEND", new byte[0]);
        return bytes.toByteArray();
    }

    private static void chunk(DataOutputStream out, String type, byte[] data) throws IOException {
        byte[] name = type.getBytes(UTF_8);
        CRC32 check = new CRC32();
        check.update(name);
        check.update(data);
        out.writeInt(data.length);
        out.write(name);
        out.write(data);
        out.writeInt((int) check.getValue());
    }
}
