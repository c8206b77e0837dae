package io.stickermill.history.library;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stickermill.platform.text.Texts;
import java.net.URLDecoder;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What Telegram says of who opened the page as a Mini App, in the form that it has in the page's address. The rules of both
 * checks are those of "Validating data received via the Mini App" in Telegram's documentation of Mini Apps.
 */
final class InitData {

    private static final int LONGEST = 8_192;
    private static final Duration OLDEST = Duration.ofHours(1);

    /** Telegram's clock and ours need not agree to the second. */
    private static final Duration FAST_CLOCK = Duration.ofSeconds(30);

    private static final String HMAC = "HmacSHA256";

    /** What stands before the 32 bytes of an Ed25519 key in X.509's form (RFC 8410). */
    private static final byte[] X509_OF_ED25519 = HexFormat.of().parseHex("302a300506032b6570032100");

    private final Check check;
    private final JsonMapper json = JsonMapper.shared();

    private InitData(Check check) {
        this.check = check;
    }

    @FunctionalInterface
    private interface Check {
        boolean passes(SortedMap<String, String> fields) throws GeneralSecurityException;
    }

    /** Data is taken whose {@code hash} was made with the bot's token. */
    static InitData checkedByHash(byte[] webAppKey) {
        var key = new SecretKeySpec(webAppKey, HMAC);
        return new InitData(fields -> {
            String hash = fields.get("hash");
            if (hash == null) {
                return false;
            }
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            String right = HexFormat.of()
                    .formatHex(mac.doFinal(lines(fields, Set.of("hash")).getBytes(UTF_8)));
            return MessageDigest.isEqual(right.getBytes(UTF_8), hash.getBytes(UTF_8));
        });
    }

    /** Data is taken that Telegram itself has signed for this bot. */
    static InitData checkedBySignature(long botId, byte[] telegramKey) {
        PublicKey key = publicKey(telegramKey);
        return new InitData(fields -> {
            String signature = fields.get("signature");
            if (signature == null) {
                return false;
            }
            Signature check = Signature.getInstance("Ed25519");
            check.initVerify(key);
            check.update((botId + ":WebAppData\n" + lines(fields, Set.of("hash", "signature"))).getBytes(UTF_8));
            return check.verify(Base64.getUrlDecoder().decode(signature));
        });
    }

    /** What came of it. */
    sealed interface Read {

        record Known(long telegramUserId, String language) implements Read {}

        /** @param why for people: it was too long ago, or is not of Telegram */
        record Refused(String why) implements Read {}
    }

    Read read(String initData, Instant now) {
        try {
            SortedMap<String, String> fields = fields(initData);
            if (!check.passes(fields)) {
                return new Read.Refused("Telegram has not said this.");
            }
            Instant since = Instant.ofEpochSecond(Long.parseLong(fields.getOrDefault("auth_date", "")));
            if (since.isBefore(now.minus(OLDEST)) || since.isAfter(now.plus(FAST_CLOCK))) {
                return new Read.Refused("The page was opened too long ago: close it and open it again.");
            }
            JsonNode user = json.readTree(fields.getOrDefault("user", ""));
            JsonNode id = user.path("id");
            return id.isIntegralNumber() && id.canConvertToLong() && id.longValue() > 0
                    ? new Read.Known(
                            id.longValue(),
                            Texts.languageFor(user.path("language_code").asString(null)))
                    : new Read.Refused("Telegram says nobody's name: open the page from the bot's menu.");
        } catch (IllegalArgumentException | DateTimeException | JacksonException | GeneralSecurityException e) {
            return new Read.Refused("This is not what Telegram says.");
        }
    }

    /** @throws IllegalArgumentException if it is too long, no query string, or says a thing twice */
    private static SortedMap<String, String> fields(String initData) {
        if (initData.length() > LONGEST) {
            throw new IllegalArgumentException("too long");
        }
        SortedMap<String, String> fields = new TreeMap<>();
        for (String pair : initData.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            String value = URLDecoder.decode(parts[parts.length - 1], UTF_8);
            if (parts.length < 2 || fields.put(URLDecoder.decode(parts[0], UTF_8), value) != null) {
                throw new IllegalArgumentException("not a query string that says each thing once");
            }
        }
        return fields;
    }

    private static String lines(SortedMap<String, String> fields, Set<String> without) {
        return fields.entrySet().stream()
                .filter(field -> !without.contains(field.getKey()))
                .map((Map.Entry<String, String> field) -> field.getKey() + "=" + field.getValue())
                .collect(Collectors.joining("\n"));
    }

    private static PublicKey publicKey(byte[] raw) {
        byte[] encoded = new byte[X509_OF_ED25519.length + raw.length];
        System.arraycopy(X509_OF_ED25519, 0, encoded, 0, X509_OF_ED25519.length);
        System.arraycopy(raw, 0, encoded, X509_OF_ED25519.length, raw.length);
        try {
            return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("stickermill.library.telegram-key is no Ed25519 key", e);
        }
    }
}
