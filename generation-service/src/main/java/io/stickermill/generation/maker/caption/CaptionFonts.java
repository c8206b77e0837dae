package io.stickermill.generation.maker.caption;

import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.font.TextAttribute;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.AttributedString;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which font draws which character, and which characters are pictures. */
final class CaptionFonts {

    /** Stands for a picture. */
    private static final char PICTURE = '\ufffc';

    private static final int COLOUR_SELECTOR = 0xfe0f;
    private static final int LETTER_SELECTOR = 0xfe0e;

    private final Font letters = read("Rubik-ExtraBold.ttf");
    private final Font others = new Font(Font.SANS_SERIF, Font.BOLD, 1);

    /** Eleven megabytes, read when the first is drawn. */
    private static final class Emoji {
        private static final ColourEmoji FONT = new ColourEmoji();
    }

    /** A line or a whole text, each picture one character of it. */
    final class Run {
        private final StringBuilder text = new StringBuilder();
        private final List<Optional<BufferedImage>> pictures = new ArrayList<>();
        private final Map<String, Optional<BufferedImage>> read = new HashMap<>();

        private void add(String cluster) {
            if (isPicture(cluster)) {
                addPicture(cluster);
                return;
            }
            // A sequence that the font does not know is shown as its parts, as everywhere.
            if (cluster.codePoints().anyMatch(Character::isEmojiPresentation)) {
                cluster.codePoints()
                        .filter(point -> Character.getType(point) != Character.FORMAT && !isSelector(point))
                        .mapToObj(Character::toString)
                        .forEach(part -> {
                            if (Emoji.FONT.has(part)) {
                                addPicture(part);
                            } else {
                                addLetters(part);
                            }
                        });
                return;
            }
            addLetters(cluster);
        }

        private void addPicture(String cluster) {
            text.append(PICTURE);
            pictures.add(read.computeIfAbsent(cluster, Emoji.FONT::picture));
        }

        private void addLetters(String part) {
            String drawn = part.replace(String.valueOf(PICTURE), "");
            text.append(drawn);
            pictures.addAll(Collections.nCopies(drawn.length(), Optional.empty()));
        }

        int length() {
            return text.length();
        }

        /** Whether a line that ends here would break a word; between pictures none is broken. */
        boolean isWithinWord(int at) {
            if (at == text.length() || text.charAt(at) == PICTURE || text.charAt(at - 1) == PICTURE) {
                return false;
            }
            BreakIterator breaks = BreakIterator.getLineInstance(Locale.ROOT);
            breaks.setText(text.toString());
            return !breaks.isBoundary(at);
        }

        /** What no font here has, each once; empty if all can be drawn. */
        String undrawable() {
            return text.codePoints()
                    .filter(point -> point != PICTURE && !isUnseen(point) && !canDraw(point))
                    .distinct()
                    .mapToObj(Character::toString)
                    .collect(Collectors.joining());
        }

        AttributedString in(float size) {
            var result = new AttributedString(text.toString());
            Font font = letters;
            int start = 0;
            for (int at = 0; at < text.length(); ) {
                int point = text.codePointAt(at);
                Font next = isUnseen(point) ? font : letters.canDisplay(point) ? letters : others;
                if (!next.equals(font)) {
                    set(result, font, size, start, at);
                    font = next;
                    start = at;
                }
                at += Character.charCount(point);
            }
            set(result, font, size, start, text.length());
            for (int at = 0; at < pictures.size(); at++) {
                int place = at;
                pictures.get(at)
                        .ifPresent(picture -> result.addAttribute(
                                TextAttribute.CHAR_REPLACEMENT, new EmojiAttribute(picture, size), place, place + 1));
            }
            return result;
        }
    }

    Run run(String line) {
        var run = new Run();
        BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        characters.setText(line);
        int start = 0;
        for (int end = characters.next(); end != BreakIterator.DONE; end = characters.next()) {
            run.add(line.substring(start, end));
            start = end;
        }
        return run;
    }

    private boolean isPicture(String cluster) {
        int first = cluster.codePointAt(0);
        boolean single = cluster.length() == Character.charCount(first);
        boolean wanted = single
                ? Character.isEmojiPresentation(first) || !letters.canDisplay(first)
                : cluster.indexOf(LETTER_SELECTOR) < 0;
        return wanted && !isUnseen(first) && Emoji.FONT.has(cluster);
    }

    private boolean canDraw(int point) {
        return letters.canDisplay(point) || others.canDisplay(point);
    }

    private static boolean isSelector(int point) {
        return point == COLOUR_SELECTOR || point == LETTER_SELECTOR;
    }

    /** What only says how its neighbours are drawn. */
    private static boolean isUnseen(int point) {
        return Character.getType(point) == Character.FORMAT
                || Character.isWhitespace(point)
                || point >= 0xfe00 && point <= 0xfe0f
                || point >= 0xe0100 && point <= 0xe01ef;
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
