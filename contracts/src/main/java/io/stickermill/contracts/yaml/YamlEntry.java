package io.stickermill.contracts.yaml;

import java.io.IOException;
import java.io.Reader;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * A part of an operator's file, looked at with care.
 *
 * @param what names it in what is said of it
 * @param members as YAML gives them
 */
public record YamlEntry(String what, Map<?, ?> members) {

    /** Digits after the point, or zeros before it. */
    private static final int LONGEST = 10;

    /**
     * Reads a file.
     *
     * @param file names it in what is said of it
     * @param known members of its root
     * @param reading makes of the root what is wanted
     * @throws IllegalArgumentException that says what is wrong with it: an operator sees it at the start
     */
    public static <T> T read(String file, Path path, Set<String> known, Function<YamlEntry, T> reading) {
        try (Reader yaml = Files.newBufferedReader(path)) {
            Object read = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
            return reading.apply(of("the file", read, known));
        } catch (IOException e) {
            throw new IllegalArgumentException(file + " can't be read: " + path, e);
        } catch (YAMLException | IllegalArgumentException e) {
            throw new IllegalArgumentException("in " + file + " " + path + ": " + e.getMessage(), e);
        }
    }

    /** @throws IllegalArgumentException if it is none, or has a member that is not known */
    public static YamlEntry of(String what, @Nullable Object read, Set<String> known) {
        if (!(read instanceof Map<?, ?> members)) {
            throw new IllegalArgumentException(what + " must have the members " + new TreeSet<>(known));
        }
        for (Object name : members.keySet()) {
            if (!known.contains(String.valueOf(name))) {
                throw new IllegalArgumentException(
                        what + " has a member " + name + ", which is not known; known are " + new TreeSet<>(known));
            }
        }
        return new YamlEntry(what, members);
    }

    /** The same with another name. */
    public YamlEntry named(String name) {
        return new YamlEntry(name, members);
    }

    /** @throws IllegalArgumentException if there is none */
    public String text(String name) {
        String text = optional(name);
        if (text == null || text.isBlank()) {
            throw new IllegalArgumentException(what + " has no " + name);
        }
        return text;
    }

    /** Null if there is none. */
    public @Nullable String optional(String name) {
        Object value = members.get(name);
        return value == null ? null : String.valueOf(value).strip();
    }

    /**
     * A number, exactly as it is written.
     *
     * @param most the greatest that is taken; the smallest is 0
     * @throws IllegalArgumentException if there is none, or it is out of these bounds
     */
    public BigDecimal number(String name, BigDecimal most) {
        BigDecimal number;
        try {
            number = new BigDecimal(text(name));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(what + ": " + name + " must be a number", e);
        }
        if (number.scale() > LONGEST || number.scale() < -LONGEST) {
            throw new IllegalArgumentException(what + ": " + name + " has too many digits");
        }
        if (number.signum() < 0 || number.compareTo(most) > 0) {
            throw new IllegalArgumentException(what + ": " + name + " is below zero, or above " + most);
        }
        return number;
    }

    /** Empty if there is none. */
    public List<?> list(String name) {
        return members.get(name) instanceof List<?> list ? list : List.of();
    }

    /** Empty if there is none. */
    public Map<String, Object> map(String name) {
        Map<String, Object> map = new LinkedHashMap<>();
        if (members.get(name) instanceof Map<?, ?> given) {
            given.forEach((key, value) -> map.put(String.valueOf(key), value));
        }
        return map;
    }
}
