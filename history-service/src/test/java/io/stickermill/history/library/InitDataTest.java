package io.stickermill.history.library;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stickermill.history.library.InitData.Read;
import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both checks, with the vectors that are published of them. */
class InitDataTest {

    /** Of the documentation of tma.js: Telegram itself has signed it, for the bot 7342037359. */
    private static final String SIGNED_USER =
            "{\"id\":279058397,\"first_name\":\"Vladislav + - ? \\/\",\"last_name\":\"Kibenko\",\"username\":\"vdkfrost\","
                    + "\"language_code\":\"ru\",\"is_premium\":true,\"allows_write_to_pm\":true,\"photo_url\":"
                    + "\"https:\\/\\/t.me\\/i\\/userpic\\/320\\/4FPEE4tmP3ATHa57u6MqTDih13LTOiMoKoLDRG4PnSA.svg\"}";

    private static final Instant SIGNED_AT = Instant.ofEpochSecond(1_733_584_787);
    private static final long SIGNED_FOR = 7_342_037_359L;

    private static final byte[] TELEGRAM = new LoginSettings(
                    1, null, "e7bf03a2fa4602af4580703d88dda5bb59f32ed8b02a56c187fe7d34caed242d", Duration.ofHours(1))
            .telegramKeyBytes();

    private static final String TOKEN = "123456:made-up-token";
    private static final Instant HASHED_AT = Instant.ofEpochSecond(1_767_225_600);

    private final InitData hashed = InitData.checkedByHash(hmac("WebAppData".getBytes(UTF_8), TOKEN));
    private final InitData signed = InitData.checkedBySignature(SIGNED_FOR, TELEGRAM);

    @Test
    void thePublishedHashPasses() {
        assertThat(hashed.read(query(hashedFields()), HASHED_AT.plusSeconds(3_599)))
                .isEqualTo(new Read.Known(42, "en"));
    }

    @Test
    void thePublishedSignaturePasses() {
        assertThat(signed.read(query(signedFields()), SIGNED_AT.plusSeconds(10)))
                .isEqualTo(new Read.Known(279_058_397, "ru"));
    }

    @Test
    void aSignatureForAnotherBotDoesNot() {
        InitData other = InitData.checkedBySignature(SIGNED_FOR + 1, TELEGRAM);

        assertThat(other.read(query(signedFields()), SIGNED_AT)).isInstanceOf(Read.Refused.class);
    }

    /** Each field is part of what is checked, the signature of what the hash is made of, too. */
    @ParameterizedTest
    @CsvSource({
        "user, '{\"id\":43}'",
        "auth_date, 1767225601",
        "query_id, AAE2",
        "signature, c2lo",
        "hash, 00",
        "hash, ''",
        "more, 1"
    })
    void whatIsChangedInItIsRefused(String field, String value) {
        Map<String, String> fields = hashedFields();
        fields.put(field, value);

        assertThat(hashed.read(query(fields), HASHED_AT)).isInstanceOf(Read.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {3_601, 86_400, -31, -100_000})
    void whatIsTooOldOrOfTheFutureIsRefused(long later) {
        assertThat(hashed.read(query(hashedFields()), HASHED_AT.plusSeconds(later)))
                .isInstanceOfSatisfying(
                        Read.Refused.class, refused -> assertThat(refused.why()).contains("too long ago"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "&",
                "hash",
                "hash=%zz",
                "user={}",
                "auth_date=x&hash=1",
                "auth_date=1&auth_date=1&hash=1",
                "signature=%%%",
                "signature=c2ln",
                "signature=***"
            })
    void whatIsNoneOfItIsRefused(String initData) {
        assertThat(hashed.read(initData, HASHED_AT)).isInstanceOf(Read.Refused.class);
        assertThat(signed.read(initData, HASHED_AT)).isInstanceOf(Read.Refused.class);
    }

    @Test
    void aFieldThatIsSaidTwiceIsRefusedThoughTheHashIsRight() {
        String twice = query(hashedFields()) + "&query_id=AAE1";

        assertThat(hashed.read(twice, HASHED_AT)).isInstanceOf(Read.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"id\":\"42\"}",
                "{\"id\":-1}",
                "{\"id\":1e3}",
                "{\"id\":99999999999999999999}",
                "no json",
                "[]"
            })
    void aNameThatIsNoneIsRefusedThoughTheHashIsRight(String user) {
        Map<String, String> fields = hashedFields();
        fields.put("user", user);
        rehash(fields);

        assertThat(hashed.read(query(fields), HASHED_AT)).isInstanceOf(Read.Refused.class);
    }

    @Test
    void tooMuchIsNotEvenLookedAt() {
        Map<String, String> fields = hashedFields();
        fields.put("more", "x".repeat(9_000));
        rehash(fields);

        assertThat(hashed.read(query(fields), HASHED_AT)).isInstanceOf(Read.Refused.class);
    }

    private static Map<String, String> hashedFields() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("query_id", "AAE1");
        fields.put("user", "{\"id\":42,\"first_name\":\"Ann\"}");
        fields.put("auth_date", "1767225600");
        fields.put("signature", "c2ln");
        fields.put("hash", "acd74a73f2df21511573c87a3f451b7e9c3a40f2de36a6d355bb7fbae43d506c");
        return fields;
    }

    private static Map<String, String> signedFields() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("user", SIGNED_USER);
        fields.put("chat_instance", "8134722200314281151");
        fields.put("chat_type", "private");
        fields.put("auth_date", Long.toString(SIGNED_AT.getEpochSecond()));
        fields.put(
                "signature", "zL-ucjNyREiHDE8aihFwpfR9aggP2xiAo3NSpfe-p7IbCisNlDKlo7Kb6G4D0Ao2mBrSgEk4maLSdv6MLIlADQ");
        fields.put("hash", "of no use here");
        return fields;
    }

    private static void rehash(Map<String, String> fields) {
        String lines = fields.entrySet().stream()
                .filter(field -> !field.getKey().equals("hash"))
                .sorted(Map.Entry.comparingByKey())
                .map(field -> field.getKey() + "=" + field.getValue())
                .collect(Collectors.joining("\n"));
        fields.put("hash", HexFormat.of().formatHex(hmac(hmac("WebAppData".getBytes(UTF_8), TOKEN), lines)));
    }

    private static String query(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
