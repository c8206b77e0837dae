package io.stickermill.console.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Who is signed in. A session is a name and an end, signed with the token, and kept by the browser: a console that starts again
 * knows it still, and a new token ends all of them. What may change something carries the session's second signature, which only a
 * page of ours can have read.
 */
public final class Sessions {

    private static final Duration LIFE = Duration.ofHours(12);
    private static final Duration CODE_LIFE = Duration.ofMinutes(2);
    private static final int LONGEST_NAME = 60;
    private static final String ALGORITHM = "HmacSHA256";

    private final byte[] token;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Code> codes = new ConcurrentHashMap<>();

    private record Code(String name, Instant until) {}

    /**
     * @param name who it is
     * @param cookie what the browser keeps
     * @param proof what goes with each request that changes something
     */
    public record Session(String name, String cookie, String proof) {}

    public Sessions(String token, Clock clock) {
        this.token = token.getBytes(UTF_8);
        this.clock = clock;
    }

    /** Whether somebody has the token. */
    public boolean isToken(@Nullable String given) {
        return given != null && MessageDigest.isEqual(given.getBytes(UTF_8), token);
    }

    /** A code that lets this person in once, within two minutes: it may stand in an address. */
    public String code(String name) {
        codes.values().removeIf(code -> code.until().isBefore(clock.instant()));
        byte[] bytes = new byte[18];
        random.nextBytes(bytes);
        String code = HexFormat.of().formatHex(bytes);
        codes.put(code, new Code(called(name), clock.instant().plus(CODE_LIFE)));
        return code;
    }

    /** Empty if there is no such code any more. */
    public Optional<Session> byCode(String given) {
        return Optional.ofNullable(codes.remove(given))
                .filter(code -> code.until().isAfter(clock.instant()))
                .map(code -> begin(code.name()));
    }

    /** Of somebody who has the token. */
    public Session begin(String name) {
        String content = Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(called(name).getBytes(UTF_8)) + "."
                + clock.instant().plus(LIFE).getEpochSecond();
        String cookie = content + "." + signed("session " + content);
        return new Session(called(name), cookie, signed("proof " + cookie));
    }

    /** Empty if it is none of ours, or over. */
    public Optional<Session> of(@Nullable String cookie) {
        String[] parts = cookie == null ? new String[0] : cookie.split("\\.", -1);
        if (cookie == null || parts.length != 3 || !isSame(signed("session " + parts[0] + "." + parts[1]), parts[2])) {
            return Optional.empty();
        }
        if (Instant.ofEpochSecond(Long.parseLong(parts[1])).isBefore(clock.instant())) {
            return Optional.empty();
        }
        return Optional.of(new Session(
                new String(Base64.getUrlDecoder().decode(parts[0]), UTF_8), cookie, signed("proof " + cookie)));
    }

    /** Whether a request comes from a page of ours. */
    public static boolean isProven(Session session, @Nullable String proof) {
        return proof != null && isSame(session.proof(), proof);
    }

    private static boolean isSame(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(UTF_8), other.getBytes(UTF_8));
    }

    private String signed(String content) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(token, ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(content.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has " + ALGORITHM, e);
        }
    }

    /** As it may stand in a log: one line of plain characters. */
    private static String called(String name) {
        String plain = name.replaceAll("[^\\p{L}\\p{N} ._@-]", "").strip();
        return plain.isEmpty() ? "somebody" : plain.substring(0, Math.min(plain.length(), LONGEST_NAME));
    }
}
