package io.stickermill.localstack.parts;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What the person who runs the stack tells its services: {@code STICKERMILL_} variables of the command, and a file
 * {@code settings.properties} in the stack's folder, which is read at each start of a service. A variable goes before the
 * file. Names that no service has are refused by the services themselves.
 */
final class OperatorSettings {

    static final String FILE = "settings.properties";

    private static final String PREFIX = "STICKERMILL_";

    /** The tools are none of the services: theirs say where an installation is, and how its console listens. */
    private static final Pattern OF_THE_TOOLS = Pattern.compile("STICKERMILL_(TOOLS|CONSOLE)_.*");

    /** Of the command itself, or kept as secrets. */
    private static final Set<String> NOT_FOR_SERVICES = Set.of(
            AotCaches.SWITCH,
            Jit.VARIABLE,
            "STICKERMILL_FROM_PASSWORD",
            "STICKERMILL_TO_PASSWORD",
            "STICKERMILL_TELEGRAM_TOKEN",
            "STICKERMILL_API_KEY");

    private final Path file;
    private final Map<String, String> environment;

    /** @param environment of the command */
    OperatorSettings(Home home, Map<String, String> environment) {
        this.file = home.folder().resolve(FILE);
        this.environment = environment;
    }

    /**
     * As they are now, as environment variables.
     *
     * @throws UncheckedIOException if the file can't be read
     */
    Map<String, String> variables() {
        Map<String, String> variables = new TreeMap<>(SpringEnvironment.of(inFile()));
        environment.forEach((name, value) -> {
            if (name.startsWith(PREFIX) && !OF_THE_TOOLS.matcher(name).matches()) {
                variables.put(name, value);
            }
        });
        variables.keySet().removeAll(NOT_FOR_SERVICES);
        return variables;
    }

    /** Those which the stack must choose itself. */
    List<String> among(Collection<String> chosenByTheStack) {
        return variables().keySet().stream()
                .filter((Predicate<String>) chosenByTheStack::contains)
                .toList();
    }

    private Map<String, String> inFile() {
        Properties properties = new Properties();
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                throw new UncheckedIOException(
                        "Cannot read the settings in " + file + ": " + e.getMessage(), new IOException(e));
            }
        }
        Map<String, String> found = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> found.put(name, properties.getProperty(name)));
        return found;
    }
}
