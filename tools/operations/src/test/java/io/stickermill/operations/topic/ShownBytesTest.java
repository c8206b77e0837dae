package io.stickermill.operations.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ShownBytesTest {

    private static final byte[] NO_TEXT = {(byte) 0xde, (byte) 0xad, (byte) 0xbe, (byte) 0xef};

    @Test
    void plainTextIsShownAsItIs() {
        assertThat(ShownBytes.line("-1001".getBytes(UTF_8))).isEqualTo("-1001");
        assertThat(ShownBytes.line("Привет \\ мир")).isEqualTo("Привет \\ мир");
        assertThat(ShownBytes.json("-1001".getBytes(UTF_8))).isEqualTo("-1001");
    }

    @Test
    void whatIsNoTextIsShownByItsDigits() {
        assertThat(ShownBytes.line(NO_TEXT)).isEqualTo("0xdeadbeef");
        assertThat(ShownBytes.json(NO_TEXT)).isEqualTo(Map.of("hex", "deadbeef"));
    }

    @Test
    void nothingIsToldFromAnEmptyText() {
        assertThat(ShownBytes.line((byte[]) null)).isEqualTo("none");
        assertThat(ShownBytes.line(new byte[0])).isEqualTo("\"\"");
        assertThat(ShownBytes.json(null)).isNull();
        assertThat(ShownBytes.json(new byte[0])).isEqualTo("");
    }

    @Test
    void whatMovesACursorOrIsNotSeenIsEscaped() {
        assertThat(ShownBytes.line("a\u001b[2J\n\t\u009b\u202e\u00a0\\\"b"))
                .isEqualTo("\"a\\u001b[2J\\n\\t\\u009b\\u202e\\u00a0\\\\\\\"b\"");
        assertThat(ShownBytes.line(" a ")).isEqualTo("\" a \"");
        assertThat(ShownBytes.json("\u009b2J".getBytes(UTF_8))).isEqualTo(Map.of("hex", "c29b324a"));
        assertThat(ShownBytes.json("a\u001b\n".getBytes(UTF_8)))
                .as("JSON escapes those")
                .isEqualTo("a\u001b\n");
    }

    @Test
    void noTwoLookTheSame() {
        byte[] replaced = {(byte) 0xef, (byte) 0xbf, (byte) 0xbd};
        assertThat(Stream.of(
                                null,
                                new byte[0],
                                "none".getBytes(UTF_8),
                                "\"none\"".getBytes(UTF_8),
                                NO_TEXT,
                                "0xdeadbeef".getBytes(UTF_8),
                                replaced,
                                new byte[] {(byte) 0xff},
                                "\n".getBytes(UTF_8),
                                "\\n".getBytes(UTF_8),
                                "\"\\n\"".getBytes(UTF_8))
                        .map(bytes -> ShownBytes.line(bytes)))
                .doesNotHaveDuplicates();
    }
}
