package io.stickermill.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.NullMarked;

/**
 * Hashes of people's ids, by which they are known again and not found: HMAC-SHA-256. Without the key the few billion ids that there
 * are at Telegram can't be tried out.
 */
@NullMarked
public final class IdHashes {

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    /** @param key the same for ever */
    public IdHashes(String key) {
        this.key = new SecretKeySpec(key.getBytes(UTF_8), ALGORITHM);
    }

    /** @return 32 bytes */
    public byte[] ofUser(UUID userId) {
        return of("user/" + userId);
    }

    /** @return 32 bytes */
    public byte[] ofTelegram(long telegramId) {
        return of("telegram/" + telegramId);
    }

    /** Nobody's: tells whether the key is the one that others were made with. */
    public byte[] ofTheKeyItself() {
        return of("key");
    }

    private byte[] of(String id) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(id.getBytes(UTF_8));
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("This Java has no HmacSHA256, which every Java must have", absent);
        }
    }
}
