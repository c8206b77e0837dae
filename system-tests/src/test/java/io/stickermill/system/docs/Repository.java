package io.stickermill.system.docs;

import io.stickermill.localstack.parts.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/** Files of this repository, by their path from its root. */
final class Repository {

    private static final Path ROOT = Path.of(System.getProperty("stickermill.root"));

    private Repository() {}

    static Path path(String file) {
        return ROOT.resolve(file);
    }

    static String text(String file) {
        try {
            return Files.readString(path(file));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    static Map<String, Object> yaml(String file) {
        return new Yaml().load(text(file));
    }

    /** All objects of a file that may hold several. */
    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> yamls(String file) {
        List<Map<String, Object>> all = new ArrayList<>();
        new Yaml().loadAll(text(file)).forEach(one -> all.add((Map<String, Object>) one));
        return all;
    }

    /** The texts of all files below a folder whose names end so. */
    static List<String> texts(String folder, String end) {
        try (Stream<Path> files = Files.walk(path(folder))) {
            return files.filter(file -> file.toString().endsWith(end))
                    .map(file -> text(ROOT.relativize(file).toString()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + folder, e);
        }
    }

    /** The value of a property in the parent pom. */
    static String pomProperty(String name) {
        return first("<" + Pattern.quote(name) + ">([^<]+)</", text("pom.xml"));
    }

    /** The first group of the first match. */
    static String first(String pattern, String text) {
        Matcher found = Pattern.compile(pattern).matcher(text);
        if (!found.find()) {
            throw new AssertionError("nothing there like " + pattern);
        }
        return found.group(1);
    }

    /** The properties that a service's YAML files set, the service's own over the platform's. */
    static Map<String, String> properties(Service service) {
        Map<String, String> all = new LinkedHashMap<>(platformProperties());
        flatten("", yaml(service.module() + "/src/main/resources/application.yaml"), all);
        return all;
    }

    static Map<String, String> platformProperties() {
        Map<String, String> all = new LinkedHashMap<>();
        flatten("", yaml("platform/src/main/resources/stickermill-platform.yaml"), all);
        return all;
    }

    private static void flatten(String prefix, Map<?, ?> from, Map<String, String> into) {
        from.forEach((key, value) -> {
            if (value instanceof Map<?, ?> deeper) {
                flatten(prefix + key + ".", deeper, into);
            } else {
                into.put(prefix + key, String.valueOf(value));
            }
        });
    }
}
