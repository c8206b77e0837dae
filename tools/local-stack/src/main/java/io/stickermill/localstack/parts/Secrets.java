package io.stickermill.localstack.parts;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Properties;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Passwords and keys of one local stack, made at random when first asked for and kept in a file of the owner's. */
final class Secrets {

    /** The emulated bot's id. A token's first part is the bot's id, which ids of jobs are computed from. */
    static final long EMULATED_BOT = 7_000_000_001L;

    private static final RandomGenerator RANDOM = new SecureRandom();

    private final Path file;
    private final Properties kept = new Properties();
    private @Nullable String givenToken;
    private @Nullable String givenApiKey;

    Secrets(Home home) {
        this.file = home.folder().resolve("secrets.properties");
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                kept.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot read the local stack's secrets from " + file, e);
            }
        }
    }

    String databasePassword(String role) {
        return secret("postgres." + role);
    }

    String s3AccessKey() {
        return secret("s3.access-key");
    }

    String s3SecretKey() {
        return secret("s3.secret-key");
    }

    /** The operator's; two separated by a comma while it is changed. */
    String apiKey() {
        return givenApiKey == null ? secret("api.key") : givenApiKey;
    }

    /** Of programs that make stickers. */
    String customerKey() {
        return secret("api.customer-key");
    }

    /** What signs the links into the library page. */
    String librarySecret() {
        return secret("library.secret");
    }

    /** What the ids of forgotten people are hashed with. */
    String forgetKey() {
        return secret("forget.key");
    }

    /** The first part of the bot's token. */
    long botId() {
        return Long.parseLong(telegramToken().split(":", 2)[0]);
    }

    /** What checks the logins of Mini Apps: made of the bot's token as Telegram says, and of no use for anything else. */
    String webAppKey() {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec("WebAppData".getBytes(UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(telegramToken().getBytes(UTF_8)));
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("This Java has no HmacSHA256, which every Java must have", absent);
        }
    }

    /** What Telegram says with each call of the webhook. */
    String webhookSecret() {
        return secret("telegram.webhook-secret");
    }

    /** What lets somebody into the operator's page. */
    String consoleToken() {
        return secret("console.token");
    }

    /** A token in Telegram's form: the bot's id, a colon, 35 characters. */
    String telegramToken() {
        return givenToken == null
                ? EMULATED_BOT + ":" + ("AA" + secret("telegram.token")).substring(0, 35)
                : givenToken;
    }

    /** Takes a real bot's token, and so the real Telegram instead of the emulator, and the operator's key; null leaves ours. */
    void use(@Nullable String token, @Nullable String apiKey) {
        givenToken = token;
        givenApiKey = apiKey;
    }

    boolean realTelegram() {
        return givenToken != null;
    }

    private synchronized String secret(String name) {
        String known = kept.getProperty(name);
        if (known != null) {
            return known;
        }
        byte[] random = new byte[24];
        RANDOM.nextBytes(random);
        String made = HexFormat.of().formatHex(random);
        kept.setProperty(name, made);
        try {
            StringWriter text = new StringWriter();
            kept.store(text, "Secrets of this local stack; removed with --fresh.");
            Home.writePrivate(file, text.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep the local stack's secrets in " + file, e);
        }
        return made;
    }
}
