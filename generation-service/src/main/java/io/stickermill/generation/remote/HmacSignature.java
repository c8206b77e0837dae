package io.stickermill.generation.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signatures by a secret that both sides know. */
final class HmacSignature {

    private static final String OF_A_SECRET = "whsec_";
    private static final String VERSION = "v1,";

    private HmacSignature() {}

    /**
     * Replicate's: over id, time and the raw body.
     *
     * @param secret {@code whsec_} and base64
     */
    static HookSignature ofReplicate(String secret) {
        byte[] key = Base64.getDecoder()
                .decode(secret.startsWith(OF_A_SECRET) ? secret.substring(OF_A_SECRET.length()) : secret);
        return (HookCall call, String _, Instant now) -> {
            String id = call.header("webhook-id");
            String at = call.header("webhook-timestamp");
            if (id.isEmpty() || !HookSignature.isFresh(at, now)) {
                return false;
            }
            byte[] signed = sign(key, (id + "." + at + ".").getBytes(UTF_8), call.body());
            return Arrays.stream(call.header("webhook-signature").split(" "))
                    .filter(one -> one.startsWith(VERSION))
                    .anyMatch(one -> isSame(signed, one.substring(VERSION.length())));
        };
    }

    /** KIE's: over task and time. The body is not signed, so that nothing of it may be believed. */
    static HookSignature ofKie(String secret) {
        byte[] key = secret.getBytes(UTF_8);
        return (HookCall call, String taskId, Instant now) -> {
            String at = call.header("X-Webhook-Timestamp");
            return HookSignature.isFresh(at, now)
                    && isSame(sign(key, (taskId + "." + at).getBytes(UTF_8)), call.header("X-Webhook-Signature"));
        };
    }

    private static byte[] sign(byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("This Java has no HmacSHA256, which every Java must have", absent);
        }
    }

    private static boolean isSame(byte[] signed, String given) {
        try {
            return MessageDigest.isEqual(signed, Base64.getDecoder().decode(given));
        } catch (IllegalArgumentException noBase64) {
            return false;
        }
    }
}
