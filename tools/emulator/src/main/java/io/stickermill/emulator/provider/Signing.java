package io.stickermill.emulator.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What calls are signed with. */
final class Signing {

    private Signing() {}

    /** Base64 of the HMAC-SHA256 of parts, one after the other. */
    static String hmac(byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return Base64.getEncoder().encodeToString(mac.doFinal());
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("This Java has no HmacSHA256, which every Java must have", absent);
        }
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("This Java has no SHA-256, which every Java must have", absent);
        }
    }

    /** A key of somebody who is not the provider. */
    static byte[] somebodyElses(byte[] key) {
        return ("not " + new String(key, UTF_8)).getBytes(UTF_8);
    }
}
