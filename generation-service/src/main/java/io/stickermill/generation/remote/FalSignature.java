package io.stickermill.generation.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** fal's: Ed25519 over request, user, time and the body's hash, by any of the keys that it publishes. */
final class FalSignature implements HookSignature {

    /** What stands before a raw key of 32 bytes in X.509. */
    private static final byte[] PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private static final int KEY = 32;

    private final Supplier<List<PublicKey>> keys;

    /** @param keys that are valid now */
    FalSignature(Supplier<List<PublicKey>> keys) {
        this.keys = keys;
    }

    @Override
    public boolean isOf(HookCall call, String taskId, Instant now) {
        String request = call.header("X-Fal-Webhook-Request-Id");
        String at = call.header("X-Fal-Webhook-Timestamp");
        // Signed is the call of one task: it says nothing of another.
        if (!taskId.endsWith("/requests/" + request) || !HookSignature.isFresh(at, now)) {
            return false;
        }
        try {
            String hash = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(call.body()));
            byte[] signed = String.join("\n", request, call.header("X-Fal-Webhook-User-Id"), at, hash)
                    .getBytes(UTF_8);
            byte[] signature = HexFormat.of().parseHex(call.header("X-Fal-Webhook-Signature"));
            for (PublicKey key : keys.get()) {
                if (isBy(key, signed, signature)) {
                    return true;
                }
            }
            return false;
        } catch (IllegalArgumentException noHex) {
            return false;
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("This Java has no SHA-256 or Ed25519, which every Java must have", absent);
        }
    }

    private static boolean isBy(PublicKey key, byte[] signed, byte[] signature) throws GeneralSecurityException {
        Signature ed25519 = Signature.getInstance("Ed25519");
        ed25519.initVerify(key);
        ed25519.update(signed);
        try {
            return ed25519.verify(signature);
        } catch (java.security.SignatureException malformed) {
            return false;
        }
    }

    /** The keys of a published set; those that are no Ed25519 are passed over. */
    static List<PublicKey> keys(JsonNode jwks) {
        List<PublicKey> keys = new ArrayList<>();
        for (JsonNode key : jwks.path("keys")) {
            if (key.path("kty").asString("").equals("OKP")
                    && key.path("crv").asString("").equals("Ed25519")) {
                try {
                    byte[] raw = Base64.getUrlDecoder().decode(key.path("x").asString(""));
                    if (raw.length == KEY) {
                        keys.add(key(raw));
                    }
                } catch (IllegalArgumentException noBase64) {
                    // Another of them may be one.
                }
            }
        }
        return keys;
    }

    private static PublicKey key(byte[] raw) {
        byte[] encoded = new byte[PREFIX.length + raw.length];
        System.arraycopy(PREFIX, 0, encoded, 0, PREFIX.length);
        System.arraycopy(raw, 0, encoded, PREFIX.length, raw.length);
        try {
            return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("This Java has no Ed25519, which every Java must have", absent);
        }
    }
}
