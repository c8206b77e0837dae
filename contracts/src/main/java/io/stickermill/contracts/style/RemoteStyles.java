package io.stickermill.contracts.style;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stickermill.contracts.text.Emoji;
import io.stickermill.contracts.yaml.YamlEntry;
import io.stickermill.schemas.StickerMode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The remote styles of an installation, from a file of its operator: one for all services. */
public final class RemoteStyles {

    /** What every installation has that sets none. */
    public static final RemoteStyles NONE = new RemoteStyles(List.of(), true);

    /** What a person may say to a model, in characters. */
    private static final int LONGEST_WISH = 500;

    /** What no model is to read, and what runs of blanks become. */
    private static final Pattern BLANK = Pattern.compile("[\\s\\p{Cc}\\p{Cf}\\p{Cs}]+");

    /** Member of the file, and what stands in place of a style's id where one is named. */
    public static final String CUT_OUT = "cut-out";

    /** With those of the house they are the buttons of one keyboard, for which Telegram takes a hundred. */
    private static final int MOST = 40;

    /** With its price it stands on a button. */
    private static final int LONGEST_TITLE = 40;

    /** Whose models there are clients for. */
    public static final Set<String> PROVIDERS = Set.of("replicate", "kie", "fal", "gemini", "openai", "remove-bg");

    /** With a wish it still is one message, where a person asks for it. */
    private static final int LONGEST_PROMPT = 3000;

    /** All of them are drawn on one sheet, small. */
    private static final long LARGEST_PREVIEW = 256 * 1024L;

    private static final BigDecimal HIGHEST_PRICE = BigDecimal.valueOf(1000);

    private final List<RemoteStyle> styles;
    private final @Nullable RemoteStyle cutOut;
    private final boolean wishes;

    /** @param wishes whether people may say something to the models */
    public RemoteStyles(List<RemoteStyle> styles, boolean wishes) {
        this(styles, null, wishes);
    }

    private RemoteStyles(List<RemoteStyle> styles, @Nullable RemoteStyle cutOut, boolean wishes) {
        this.styles = List.copyOf(styles);
        this.cutOut = cutOut;
        this.wishes = wishes;
    }

    /**
     * Reads and checks the file.
     *
     * @param wishes whether people may say something to the models
     * @throws IllegalArgumentException that says what is wrong with which style: an operator sees it at the start
     */
    public static RemoteStyles of(Path file, boolean wishes) {
        return YamlEntry.read("the file of remote styles", file, Set.of("styles", CUT_OUT), root -> {
            List<RemoteStyle> styles = new ArrayList<>();
            Set<String> ids = new TreeSet<>();
            for (Object one : root.list("styles")) {
                RemoteStyle style = style(one, file.toAbsolutePath().resolveSibling(""));
                if (!ids.add(style.id())) {
                    throw new IllegalArgumentException("style " + style.id() + " is there twice");
                }
                styles.add(style);
            }
            if (styles.size() > MOST) {
                throw new IllegalArgumentException("there are more than " + MOST + " styles");
            }
            return new RemoteStyles(styles, cutOut(root), wishes);
        });
    }

    public List<RemoteStyle> all() {
        return styles;
    }

    /** Who cuts subjects out of photos in place of the house, before a style of the house is drawn. */
    public Optional<RemoteStyle> cutOut() {
        return Optional.ofNullable(cutOut);
    }

    public Optional<RemoteStyle> ofId(String id) {
        return styles.stream().filter(style -> style.id().equals(id)).findFirst();
    }

    /**
     * What a sticker has made elsewhere: its style, or its cut-out where others cut out in place of the house. Empty where all is
     * made here.
     *
     * @param style that is asked for
     * @param isOfSheet whether it is one drawing of a sheet
     */
    public Optional<RemoteStyle> madeElsewhere(String style, StickerMode mode, int variant, boolean isOfSheet) {
        boolean cutsOut = mode != StickerMode.CARD
                && variant == 0
                && !isOfSheet
                && StylePreset.ofId(style).filter(preset -> !preset.needsCard()).isPresent();
        return ofId(style).or(() -> cutsOut ? cutOut() : Optional.empty());
    }

    /**
     * Names a picture: the same photo of the same person in the same style with the same wish. It is ordered once, whatever is
     * asked of it later.
     *
     * @param photo Telegram's file, or storage's key
     * @param sheetCell the drawing of a sheet that is meant; null for a whole photo
     * @param said by the person
     * @return a hash in hexadecimal digits
     */
    public String pictureKey(
            UUID userId, String photo, @Nullable Integer sheetCell, RemoteStyle style, @Nullable String said) {
        String all = String.join(
                "\n", String.valueOf(userId), photo, String.valueOf(sheetCell), style.id(), prompt(style, said));
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(all.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("This Java has no SHA-256, which every Java must have", absent);
        }
    }

    /**
     * What a style's model is told.
     *
     * @param said by the person: a caption, or a text; its control characters and what is too long of it are left out. It is the
     *     wish, and nothing of it is an instruction of ours. Null for nothing
     */
    public String prompt(RemoteStyle style, @Nullable String said) {
        String wish = said == null || !wishes
                ? ""
                : BLANK.matcher(said).replaceAll(" ").strip();
        int characters = wish.codePointCount(0, wish.length());
        String kept = wish.substring(0, wish.offsetByCodePoints(0, Math.min(characters, LONGEST_WISH)));
        return style.prompt().replace(RemoteStyle.WISH, kept).strip();
    }

    private static RemoteStyle style(Object read, Path folder) {
        YamlEntry style = YamlEntry.of("a style", read, Set.of("id", "titles", "prompt", "emoji", "preview", "models"));
        String id = style.text("id");
        if (!StickerStyle.ID.matcher(id).matches() || StylePreset.ofId(id).isPresent() || id.equals(CUT_OUT)) {
            throw new IllegalArgumentException("style id " + id
                    + " must be 2 to 20 small letters, digits and dashes, and no style's of the house");
        }
        YamlEntry named = style.named("style " + id);
        String prompt = named.text("prompt");
        if (prompt.length() > LONGEST_PROMPT) {
            throw new IllegalArgumentException("style " + id + ": its prompt is longer than " + LONGEST_PROMPT);
        }
        Map<String, String> titles = new LinkedHashMap<>();
        named.map("titles").forEach((language, title) -> titles.put(language, title(id, language, title)));
        if (!titles.containsKey("en")) {
            throw new IllegalArgumentException("style " + id + ": titles must have en");
        }
        List<RemoteModel> models =
                named.list("models").stream().map(one -> model(id, one)).toList();
        if (models.isEmpty()) {
            throw new IllegalArgumentException("style " + id + ": models is empty");
        }
        Optional<String> emoji = Optional.ofNullable(named.optional("emoji"));
        if (emoji.isPresent() && !Emoji.isOne(emoji.get())) {
            throw new IllegalArgumentException("style " + id + ": emoji is not one emoji");
        }
        Optional<Path> preview = Optional.ofNullable(named.optional("preview")).map(folder::resolve);
        preview.ifPresent(picture -> checkPreview(id, picture));
        return new RemoteStyle(id, titles, prompt, emoji, preview, models);
    }

    /** Whether it can be drawn is seen where it is. */
    private static void checkPreview(String style, Path picture) {
        try {
            if (Files.size(picture) > LARGEST_PREVIEW) {
                throw new IllegalArgumentException(
                        "style " + style + ": preview has more than " + LARGEST_PREVIEW + " bytes");
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("style " + style + ": preview can't be read: " + picture, e);
        }
    }

    /** Not a style: the models that cut the subject out of photos, instead of ours. */
    private static @Nullable RemoteStyle cutOut(YamlEntry root) {
        if (!root.members().containsKey(CUT_OUT)) {
            return null;
        }
        YamlEntry named = YamlEntry.of(CUT_OUT, root.members().get(CUT_OUT), Set.of("models"));
        List<RemoteModel> models =
                named.list("models").stream().map(one -> model(CUT_OUT, one)).toList();
        if (models.isEmpty()) {
            throw new IllegalArgumentException(CUT_OUT + ": models is empty");
        }
        return new RemoteStyle(CUT_OUT, Map.of("en", CUT_OUT), "", Optional.empty(), Optional.empty(), models);
    }

    private static String title(String style, String language, @Nullable Object read) {
        String title = read == null ? "" : String.valueOf(read).strip();
        if (title.isEmpty() || title.length() > LONGEST_TITLE) {
            throw new IllegalArgumentException(
                    "style " + style + ": title " + language + " must have 1 to " + LONGEST_TITLE + " characters");
        }
        return title;
    }

    private static RemoteModel model(String style, Object read) {
        YamlEntry model = YamlEntry.of(
                "a model of style " + style, read, Set.of("provider", "model", "picture-field", "inputs", "price"));
        String provider = model.text("provider");
        if (!PROVIDERS.contains(provider)) {
            throw new IllegalArgumentException(
                    "style " + style + ": provider " + provider + " is none of " + PROVIDERS);
        }
        BigDecimal price = model.named("style " + style).number("price", HIGHEST_PRICE);
        String field = model.optional("picture-field");
        return new RemoteModel(
                provider, model.text("model"), field == null ? "image" : field, model.map("inputs"), price);
    }
}
