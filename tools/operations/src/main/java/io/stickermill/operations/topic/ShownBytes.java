package io.stickermill.operations.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keys and values of headers, as people are shown them. Nearly all are text; a poison record's may be anything, also what
 * moves a terminal's cursor. Nothing is lost, and no two look the same.
 */
public final class ShownBytes {

    private static final String NONE = "none";
    private static final String HEX = "0x";

    private ShownBytes() {}

    /** For JSON: a text; null for none; an object with {@code hex} for what is no text. */
    public static @Nullable Object json(byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        // JSON escapes the controls below a space by itself.
        Optional<String> text = text(bytes)
                .filter(found -> found.codePoints().noneMatch(c -> c >= ' ' && isUnseen(c) && c != '\u200d'));
        return text.isPresent() ? text.get() : Map.of("hex", HexFormat.of().formatHex(bytes));
    }

    /** For a line: plain text as it is, other text in quotes with escapes, no text as {@code 0x} and digits. */
    public static String line(byte @Nullable [] bytes) {
        if (bytes == null) {
            return NONE;
        }
        return text(bytes)
                .map(ShownBytes::line)
                .orElseGet(() -> HEX + HexFormat.of().formatHex(bytes));
    }

    /** As {@link #line(byte[])}, of what is known to be text. */
    public static String line(String text) {
        boolean plain = !text.isEmpty()
                && text.equals(text.strip())
                && !text.equals(NONE)
                && !text.startsWith(HEX)
                && !text.startsWith("\"")
                && text.codePoints().noneMatch(ShownBytes::isUnseen);
        return plain ? text : quoted(text);
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(c -> {
            switch (c) {
                case '"', '\\' -> quoted.append('\\').append((char) c);
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (isUnseen(c)) {
                        quoted.append("\\u").append(HexFormat.of().toHexDigits((char) c));
                    } else {
                        quoted.append((char) c);
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }

    private static boolean isUnseen(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            case Character.SPACE_SEPARATOR -> codePoint != ' ';
            default -> false;
        };
    }

    private static Optional<String> text(byte[] bytes) {
        try {
            return Optional.of(UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException noText) {
            return Optional.empty();
        }
    }
}
