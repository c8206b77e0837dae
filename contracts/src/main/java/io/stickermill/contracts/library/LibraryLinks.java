package io.stickermill.contracts.library;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Links that let a person into the library page. What lets in stands in the fragment, which browsers send to nobody: neither a
 * log nor Telegram's look at a link for its preview gets hold of it.
 */
public final class LibraryLinks {

    private static final String ALGORITHM = "HmacSHA256";

    /** Apart from whatever else the secret may sign one day. */
    private static final String PURPOSE = "library-link/";

    private static final Pattern VALUE =
            Pattern.compile("1\\.([0-9a-f-]{36})\\.([0-9]{1,16})\\.(en|ru)\\.([0-9]{1,12})\\.([A-Za-z0-9_-]{43})");

    private final URI page;
    private final SecretKeySpec key;

    LibraryLinks(URI page, String secret) {
        this.page = page;
        this.key = new SecretKeySpec(secret.getBytes(UTF_8), ALGORITHM);
    }

    /** The page itself, which lets nobody in. */
    public URI page() {
        return page;
    }

    /**
     * Who is let in.
     *
     * @param linkId of this link, by which it is known again: it lets in once
     * @param telegramUserId their id at Telegram
     * @param language en or ru
     * @param goodUntil in whole seconds
     */
    public record Guest(UUID linkId, long telegramUserId, String language, Instant goodUntil) {}

    /** The address that lets a guest in. */
    public String link(Guest guest) {
        return page + "#link=" + value(guest);
    }

    /** The address that lets a guest in, and has a copy of all that is theirs downloaded. */
    public String linkToCopy(Guest guest) {
        return link(guest) + "&copy";
    }

    String value(Guest guest) {
        String said = "1.%s.%d.%s.%d"
                .formatted(
                        guest.linkId(),
                        guest.telegramUserId(),
                        guest.language(),
                        guest.goodUntil().getEpochSecond());
        return said + "." + signature(said);
    }

    /**
     * The guest of a link's value, that is of what follows {@code #link=}. Whether it is still good, and whether it was used
     * before, whoever asks must see.
     *
     * @return empty if it is none of ours
     */
    public Optional<Guest> read(String value) {
        Matcher parts = VALUE.matcher(value);
        if (!parts.matches() || !isSigned(value)) {
            return Optional.empty();
        }
        return Optional.of(new Guest(
                UUID.fromString(parts.group(1)),
                Long.parseLong(parts.group(2)),
                parts.group(3),
                Instant.ofEpochSecond(Long.parseLong(parts.group(4)))));
    }

    /** In a time that says nothing of the right signature. */
    private boolean isSigned(String value) {
        int end = value.lastIndexOf('.');
        return MessageDigest.isEqual(
                signature(value.substring(0, end)).getBytes(UTF_8),
                value.substring(end + 1).getBytes(UTF_8));
    }

    private String signature(String said) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal((PURPOSE + said).getBytes(UTF_8)));
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("This Java has no " + ALGORITHM + ", which every Java must have", absent);
        }
    }
}
