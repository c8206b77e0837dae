package io.stickermill.generation.maker.caption;

import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.font.TextAttribute;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.AttributedString;
import java.util.Objects;

/** Which font draws which character. */
final class CaptionFonts {

    private static final int JOINER = 0x200d;

    private static final int FIRST_SELECTOR = 0xfe00;

    private static final int LAST_SELECTOR = 0xfe0f;

    private final Font letters = read("Rubik-ExtraBold.ttf");
    private final Font emoji = read("NotoEmoji-Bold.ttf");
    private final Font others = new Font(Font.SANS_SERIF, Font.BOLD, 1);

    AttributedString attributed(String line, float size) {
        var result = new AttributedString(line);
        Font font = letters;
        int start = 0;
        for (int at = 0; at < line.length(); ) {
            int point = line.codePointAt(at);
            Font next = fontOf(point, font);
            if (next != font) {
                set(result, font, size, start, at);
                font = next;
                start = at;
            }
            at += Character.charCount(point);
        }
        set(result, font, size, start, line.length());
        return result;
    }

    private Font fontOf(int point, Font before) {
        boolean joins = point == JOINER || point >= FIRST_SELECTOR && point <= LAST_SELECTOR;
        if (joins) {
            return before;
        }
        if (Character.isEmojiModifier(point) && before == emoji) {
            return emoji;
        }
        return letters.canDisplay(point) ? letters : emoji.canDisplay(point) ? emoji : others;
    }

    private static void set(AttributedString text, Font font, float size, int start, int end) {
        if (end > start) {
            text.addAttribute(TextAttribute.FONT, font.deriveFont(size), start, end);
        }
    }

    private static Font read(String name) {
        try (var in = Objects.requireNonNull(CaptionFonts.class.getResourceAsStream(name), name)) {
            return Font.createFont(Font.TRUETYPE_FONT, in);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(name + " is not in the jar", unreadable);
        } catch (FontFormatException damaged) {
            throw new IllegalStateException(name + " is damaged", damaged);
        }
    }
}
