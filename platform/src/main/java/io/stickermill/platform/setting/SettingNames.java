package io.stickermill.platform.setting;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The names of all services' settings. A name may be a property or a variable: Spring's relaxed binding lets
 * {@code stickermill.delivery.max-age} be {@code STICKERMILL_DELIVERY_MAXAGE}, too.
 */
final class SettingNames {

    /** Written by {@code DocsTest}, beside docs/settings.md. */
    private static final String RESOURCE = "/stickermill-settings.txt";

    /** A list's element, as {@code stickermill.x[0]} or {@code STICKERMILL_X_0}. */
    private static final Pattern ELEMENT = Pattern.compile("(\\[\\d+])+$|(_\\d+)+$");

    /** Where an installation is, and how its console listens. */
    private static final Pattern OF_THE_TOOLS = Pattern.compile("STICKERMILL_(TOOLS|CONSOLE)_.*");

    private final Map<String, String> byForm;

    SettingNames(Collection<String> names) {
        this.byForm = names.stream().collect(Collectors.toMap(SettingNames::form, name -> name));
    }

    static SettingNames ofAllServices() {
        try (InputStream file = Objects.requireNonNull(SettingNames.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            List<String> names = new String(file.readAllBytes(), UTF_8).lines().toList();
            return new SettingNames(names);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a name claims to be a setting of a service of ours. The tools' are none, and stand beside them in a machine's variables. */
    static boolean isOurs(String name) {
        return form(name).startsWith("stickermill")
                && (name.contains(".") || name.contains("_"))
                && !OF_THE_TOOLS.matcher(name).matches();
    }

    boolean contains(String name) {
        return byForm.containsKey(form(name))
                || byForm.containsKey(form(ELEMENT.matcher(name).replaceAll("")));
    }

    /** What may have been meant: the one that has most of its beginning and its end in common. */
    String closest(String name) {
        String wanted = form(name);
        return byForm.entrySet().stream()
                .max(Comparator.comparingInt(known -> inCommon(wanted, known.getKey())))
                .orElseThrow()
                .getValue();
    }

    private static int inCommon(String one, String other) {
        int shorter = Math.min(one.length(), other.length());
        int beginning = 0;
        while (beginning < shorter && one.charAt(beginning) == other.charAt(beginning)) {
            beginning++;
        }
        int end = 0;
        while (end < shorter - beginning
                && one.charAt(one.length() - 1 - end) == other.charAt(other.length() - 1 - end)) {
            end++;
        }
        return 2 * (beginning + end) - Math.abs(one.length() - other.length());
    }

    private static String form(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[-_.]", "");
    }
}
