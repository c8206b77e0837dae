package io.stickermill.generation.maker.caption;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.imageio.ImageIO;

/**
 * The pictures in Noto Color Emoji, which Java2D can't draw by itself: one PNG a glyph (tables CBLC and CBDT), and which
 * characters together are one glyph (cmap format 12, ligatures of GSUB). The tables are those of OpenType 1.9; only what this
 * font has of them is read.
 */
final class ColourEmoji {

    private static final String FONT = "NotoColorEmoji.ttf";

    /** Asks for colour, and has no glyph of its own. */
    private static final int COLOUR_SELECTOR = 0xfe0f;

    private static final int LIGATURES = 4;

    private final ByteBuffer font;
    private final Map<Integer, Integer> glyphs = new HashMap<>();
    private final Map<List<Integer>, Integer> ligatures = new HashMap<>();
    private final Map<Integer, Place> pictures = new HashMap<>();

    ColourEmoji() {
        try (var in = Objects.requireNonNull(ColourEmoji.class.getResourceAsStream(FONT), FONT)) {
            font = ByteBuffer.wrap(in.readAllBytes());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(FONT + " is not in the jar", unreadable);
        }
        readCharacters(table("cmap"));
        readLigatures(table("GSUB"));
        readPlaces(table("CBLC"), table("CBDT"));
    }

    /** Where a PNG lies. */
    private record Place(int at, int length) {}

    /** @param cluster what people take for one character; empty if there is no picture of all of it */
    Optional<BufferedImage> picture(String cluster) {
        return Optional.ofNullable(pictures.get(glyph(cluster))).map(this::read);
    }

    boolean has(String cluster) {
        return pictures.containsKey(glyph(cluster));
    }

    private int glyph(String cluster) {
        List<Integer> parts = cluster.codePoints()
                .filter(point -> point != COLOUR_SELECTOR)
                .mapToObj(point -> glyphs.getOrDefault(point, 0))
                .toList();
        return parts.size() == 1 ? parts.getFirst() : ligatures.getOrDefault(parts, 0);
    }

    private BufferedImage read(Place place) {
        try {
            return Objects.requireNonNull(
                    ImageIO.read(new ByteArrayInputStream(font.array(), place.at, place.length)),
                    "a picture of " + FONT);
        } catch (IOException damaged) {
            throw new UncheckedIOException(FONT + " is damaged", damaged);
        }
    }

    private int table(String tag) {
        int name = ByteBuffer.wrap(tag.getBytes(US_ASCII)).getInt();
        for (int at = 12; at < 12 + 16 * font.getShort(4); at += 16) {
            if (font.getInt(at) == name) {
                return font.getInt(at + 8);
            }
        }
        throw new IllegalStateException(FONT + " has no table " + tag);
    }

    private int u16(int at) {
        return font.getShort(at) & 0xffff;
    }

    private void readCharacters(int cmap) {
        for (int record = 0; record < u16(cmap + 2); record++) {
            int subtable = cmap + font.getInt(cmap + 4 + 8 * record + 4);
            if (u16(subtable) == 12) {
                for (int group = 0; group < font.getInt(subtable + 12); group++) {
                    int at = subtable + 16 + 12 * group;
                    for (int point = font.getInt(at); point <= font.getInt(at + 4); point++) {
                        glyphs.put(point, font.getInt(at + 8) + point - font.getInt(at));
                    }
                }
            }
        }
    }

    private void readLigatures(int gsub) {
        int lookups = gsub + u16(gsub + 8);
        for (int i = 0; i < u16(lookups); i++) {
            int lookup = lookups + u16(lookups + 2 + 2 * i);
            if (u16(lookup) == LIGATURES) {
                for (int j = 0; j < u16(lookup + 4); j++) {
                    readLigatureTable(lookup + u16(lookup + 6 + 2 * j));
                }
            }
        }
    }

    private void readLigatureTable(int table) {
        List<Integer> firsts = coverage(table + u16(table + 2));
        for (int i = 0; i < firsts.size(); i++) {
            int set = table + u16(table + 6 + 2 * i);
            for (int j = 0; j < u16(set); j++) {
                int ligature = set + u16(set + 2 + 2 * j);
                List<Integer> parts = new ArrayList<>(List.of(firsts.get(i)));
                for (int part = 1; part < u16(ligature + 2); part++) {
                    parts.add(u16(ligature + 2 + 2 * part));
                }
                ligatures.putIfAbsent(List.copyOf(parts), u16(ligature));
            }
        }
    }

    private List<Integer> coverage(int table) {
        List<Integer> covered = new ArrayList<>();
        for (int i = 0; i < u16(table + 2); i++) {
            if (u16(table) == 1) {
                covered.add(u16(table + 4 + 2 * i));
            } else {
                int range = table + 4 + 6 * i;
                for (int glyph = u16(range); glyph <= u16(range + 2); glyph++) {
                    covered.add(glyph);
                }
            }
        }
        return covered;
    }

    /** Ranges of glyphs whose offsets are 32 bits (format 1), each picture after five bytes of measures and its length (17). */
    private void readPlaces(int cblc, int cbdt) {
        int ranges = cblc + font.getInt(cblc + 8);
        for (int i = 0; i < font.getInt(cblc + 16); i++) {
            int first = u16(ranges + 8 * i);
            int last = u16(ranges + 8 * i + 2);
            int range = ranges + font.getInt(ranges + 8 * i + 4);
            if (u16(range) != 1 || u16(range + 2) != 17) {
                throw new IllegalStateException(FONT + " keeps its pictures in another way than we read");
            }
            for (int glyph = first; glyph <= last; glyph++) {
                int at = cbdt + font.getInt(range + 4) + font.getInt(range + 8 + 4 * (glyph - first));
                pictures.put(glyph, new Place(at + 9, font.getInt(at + 5)));
            }
        }
    }
}
