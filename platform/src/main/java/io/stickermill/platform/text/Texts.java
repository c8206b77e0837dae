package io.stickermill.platform.text;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import org.jspecify.annotations.Nullable;

/** The texts of one message bundle (UTF-8 properties; English is the bundle without a suffix). */
public final class Texts {

    private static final Control NO_SYSTEM_LOCALE = Control.getNoFallbackControl(Control.FORMAT_PROPERTIES);

    private final String bundle;

    /** @param bundle base name of the bundle on the class path */
    public Texts(String bundle) {
        this.bundle = bundle;
    }

    /**
     * A text with its arguments set in.
     *
     * @param language a language as {@link #languageFor} gives it
     * @throws java.util.MissingResourceException if there is no such text
     */
    public String get(String language, String key, Object... arguments) {
        Locale locale = Locale.of(language);
        String pattern =
                ResourceBundle.getBundle(bundle, locale, NO_SYSTEM_LOCALE).getString(key);
        return new MessageFormat(pattern, locale).format(arguments);
    }

    /** The language to speak with a user whose client says {@code languageCode} (an IETF tag): ru, or en. */
    public static String languageFor(@Nullable String languageCode) {
        return languageCode != null
                        && Locale.forLanguageTag(languageCode).getLanguage().equals("ru")
                ? "ru"
                : "en";
    }
}
