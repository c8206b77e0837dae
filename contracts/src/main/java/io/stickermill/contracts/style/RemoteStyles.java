package io.stickermill.contracts.style;

import io.stickermill.contracts.text.Emoji;
import java.io.IOException;
import java.io.Reader;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

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

    private static final Set<String> PROVIDERS = Set.of("replicate", "kie", "fal", "gemini", "openai", "remove-bg");

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
        try (Reader yaml = Files.newBufferedReader(file)) {
            Object read = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
            Entry root = Entry.of("the file", read, Set.of("styles", "cut-out"));
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
        } catch (IOException e) {
            throw new IllegalArgumentException("the file of remote styles can't be read: " + file, e);
        } catch (YAMLException | IllegalArgumentException e) {
            throw new IllegalArgumentException("in the file of remote styles " + file + ": " + e.getMessage(), e);
        }
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
        Entry style = Entry.of("a style", read, Set.of("id", "titles", "prompt", "emoji", "preview", "models"));
        String id = style.text("id");
        if (!StickerStyle.ID.matcher(id).matches() || StylePreset.ofId(id).isPresent() || id.equals(CUT_OUT)) {
            throw new IllegalArgumentException("style id " + id
                    + " must be 2 to 20 small letters, digits and dashes, and no style's of the house");
        }
        Entry named = style.named("style " + id);
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
    private static @Nullable RemoteStyle cutOut(Entry root) {
        if (!root.members().containsKey(CUT_OUT)) {
            return null;
        }
        Entry named = Entry.of(CUT_OUT, root.members().get(CUT_OUT), Set.of("models"));
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
        Entry model = Entry.of(
                "a model of style " + style, read, Set.of("provider", "model", "picture-field", "inputs", "price"));
        String provider = model.text("provider");
        if (!PROVIDERS.contains(provider)) {
            throw new IllegalArgumentException(
                    "style " + style + ": provider " + provider + " is none of " + PROVIDERS);
        }
        BigDecimal price;
        try {
            price = new BigDecimal(model.text("price"));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("style " + style + ": price must be a number of US dollars", e);
        }
        if (price.signum() < 0 || price.compareTo(HIGHEST_PRICE) > 0) {
            throw new IllegalArgumentException(
                    "style " + style + ": price is below zero, or above " + HIGHEST_PRICE + " US dollars");
        }
        String field = model.optional("picture-field");
        return new RemoteModel(
                provider, model.text("model"), field == null ? "image" : field, model.map("inputs"), price);
    }

    /** What YAML gives, looked at with care. */
    private record Entry(String what, Map<?, ?> members) {

        static Entry of(String what, @Nullable Object read, Set<String> known) {
            if (!(read instanceof Map<?, ?> members)) {
                throw new IllegalArgumentException(what + " must have the members " + new TreeSet<>(known));
            }
            for (Object name : members.keySet()) {
                if (!known.contains(String.valueOf(name))) {
                    throw new IllegalArgumentException(
                            what + " has a member " + name + ", which is not known; known are " + new TreeSet<>(known));
                }
            }
            return new Entry(what, members);
        }

        Entry named(String name) {
            return new Entry(name, members);
        }

        String text(String name) {
            String text = optional(name);
            if (text == null || text.isBlank()) {
                throw new IllegalArgumentException(what + " has no " + name);
            }
            return text;
        }

        @Nullable
        String optional(String name) {
            Object value = members.get(name);
            return value == null ? null : String.valueOf(value).strip();
        }

        List<?> list(String name) {
            return members.get(name) instanceof List<?> list ? list : List.of();
        }

        Map<String, Object> map(String name) {
            Map<String, Object> map = new LinkedHashMap<>();
            if (members.get(name) instanceof Map<?, ?> given) {
                given.forEach((key, value) -> map.put(String.valueOf(key), value));
            }
            return map;
        }
    }
}
