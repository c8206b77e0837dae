package io.stickermill.system.docs;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.common.Json;
import io.stickermill.localstack.parts.SpringEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A setting as the configuration metadata in the modules' jars describes it.
 *
 * @param owner the class that holds it
 * @param type of its value, in Java's words
 * @param defaultValue null where there is none
 * @param description empty where there is none
 */
record Setting(
        String name, String owner, String type, @Nullable String defaultValue, String description) {

    private static final String METADATA = "META-INF/spring-configuration-metadata.json";

    /** Of ours, by name. */
    static List<Setting> ours() {
        return known().values().stream()
                .filter(setting -> setting.owner.startsWith("io.stickermill."))
                .sorted(Comparator.comparing(Setting::name))
                .toList();
    }

    /** Ours and Spring's, by name; the description of a group stands for it where there is nothing else. */
    static Map<String, Setting> known() {
        Map<String, Setting> found = new TreeMap<>();
        try {
            var files = Setting.class.getClassLoader().getResources(METADATA);
            while (files.hasMoreElements()) {
                try (InputStream file = files.nextElement().openStream()) {
                    for (JsonNode property : Json.MAPPER.readTree(file).path("properties")) {
                        Setting setting = read(property);
                        if (!setting.nested()) {
                            found.putIfAbsent(setting.name, setting);
                        }
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static Setting read(JsonNode property) {
        JsonNode fallback = property.path("defaultValue");
        // A list comes as one text in brackets from a record, as a list from metadata of other kinds.
        String value = fallback.isMissingNode()
                ? null
                : (fallback.isArray() ? fallback.toString() : fallback.asText()).replaceAll("[\\[\\]\" ]", "");
        return new Setting(
                property.path("name").asText(),
                property.path("sourceType").asText(),
                property.path("type").asText(),
                value,
                property.path("description").asText());
    }

    String variable() {
        return SpringEnvironment.of(Map.of(name, "")).keySet().iterator().next();
    }

    /** A service that has it does not start without a value. */
    boolean required() {
        if (defaultValue != null || type.startsWith("java.util.") || type.equals("java.lang.Boolean")) {
            return false;
        }
        return component()
                .map(component -> !component.getAnnotatedType().isAnnotationPresent(Nullable.class))
                .orElse(true);
    }

    /** What a value looks like, for people. */
    String kind() {
        Map<String, String> words = new HashMap<>(Map.of(
                "java.time.Duration", "duration",
                "org.springframework.util.unit.DataSize", "size",
                "java.net.URI", "URL",
                "java.lang.String", "text",
                "java.lang.Integer", "number",
                "java.lang.Long", "number",
                "java.lang.Double", "number",
                "java.lang.Boolean", "true or false",
                "java.net.InetAddress", "address"));
        if (words.containsKey(type)) {
            return words.get(type);
        }
        if (type.contains("<")) {
            return "list of " + choices(type.substring(type.indexOf('<') + 1, type.length() - 1));
        }
        return choices(type);
    }

    /** One that has settings of its own below it is none itself. */
    private boolean nested() {
        return type.startsWith("io.stickermill.")
                && !type.contains("<")
                && loaded(type).isRecord();
    }

    private static String choices(String type) {
        if (!type.startsWith("io.stickermill.")) {
            return type.substring(type.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        }
        Object[] constants = loaded(type).getEnumConstants();
        return constants == null
                ? type.substring(type.lastIndexOf('.') + 1)
                : Arrays.stream(constants)
                        .map(constant ->
                                constant.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
                        .collect(Collectors.joining(", "));
    }

    private Optional<RecordComponent> component() {
        String own = name.substring(name.lastIndexOf('.') + 1).replace("-", "");
        Class<?> holder = loaded(owner);
        return holder.isRecord()
                ? Arrays.stream(holder.getRecordComponents())
                        .filter(component -> component.getName().equalsIgnoreCase(own))
                        .findFirst()
                : Optional.empty();
    }

    private static Class<?> loaded(String name) {
        try {
            return Class.forName(name, false, Setting.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
