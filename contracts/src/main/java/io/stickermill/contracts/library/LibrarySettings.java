package io.stickermill.contracts.library;

import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of the library page that the gateway and history share. Without both there is no page, and nobody hears of one.
 *
 * @param url address of the page as people reach it, such as {@code https://stickers.example.org/library/}. History serves it
 *     under {@code /library/}; what stands before it ends TLS. With {@code https} the bot's menu button opens it in Telegram
 * @param secret what signs the links from the chat into the page, at least 32 characters; the same for the gateway and history,
 *     from the environment only
 */
@ConfigurationProperties("stickermill.library")
public record LibrarySettings(@Nullable URI url, @Nullable String secret) {

    private static final int SHORTEST = 32;
    private static final Set<String> SCHEMES = Set.of("http", "https");

    public LibrarySettings {
        secret = secret == null || secret.isBlank() ? null : secret.strip();
        url = url == null || url.toString().isBlank() ? null : url;
        if ((url == null) != (secret == null)) {
            throw new IllegalArgumentException("stickermill.library has only one of url and secret: set both"
                    + " STICKERMILL_LIBRARY_URL and STICKERMILL_LIBRARY_SECRET, or neither for no library page");
        }
        if (secret != null && secret.length() < SHORTEST) {
            throw new IllegalArgumentException("stickermill.library.secret is shorter than " + SHORTEST
                    + " characters: set STICKERMILL_LIBRARY_SECRET to a longer one, made at random");
        }
        if (url != null && !isPage(url)) {
            throw new IllegalArgumentException(
                    "stickermill.library.url must be https:// (or http:// on one machine), a host"
                            + " and /library/, such as https://stickers.example.org/library/: set STICKERMILL_LIBRARY_URL");
        }
    }

    private static boolean isPage(URI url) {
        return SCHEMES.contains(String.valueOf(url.getScheme()))
                && url.getHost() != null
                && "/library/".equals(url.getPath())
                && url.getQuery() == null
                && url.getFragment() == null;
    }

    /** What makes and reads links, where there is a page. */
    public Optional<LibraryLinks> links() {
        return url == null || secret == null ? Optional.empty() : Optional.of(new LibraryLinks(url, secret));
    }

    @Override
    public String toString() {
        return "LibrarySettings[url=" + url + ", secret=" + (secret == null ? "none" : "***") + "]";
    }
}
