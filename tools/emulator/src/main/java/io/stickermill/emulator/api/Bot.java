package io.stickermill.emulator.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stickermill.emulator.store.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** The one bot that this emulator serves; its id is the number before the token's colon. */
public record Bot(long id, String token) {
    private static final String USERNAME = "stickermill_bot";
    private static final int LONGEST_TOKEN = 80;

    /** The bot of this token; throws {@link IllegalArgumentException} if it does not look like one. */
    public static Bot ofToken(String token) {
        if (!wellFormed(token)) {
            throw new IllegalArgumentException(
                    "The bot's token must look like Telegram's: digits, a colon, letters and digits (110201543:AAHdqTcv..)");
        }
        return new Bot(Long.parseLong(token, 0, token.indexOf(':'), 10), token);
    }

    /** @throws Refusal 401, as tdlib/telegram-bot-api's ClientManager does it */
    public void check(String presented) {
        if (!wellFormed(presented)) {
            throw Refusal.of(401, "Unauthorized: invalid token specified");
        }
        if (!MessageDigest.isEqual(bytes(token), bytes(presented))) {
            throw Refusal.of(401, "Unauthorized");
        }
    }

    /** The bot as the sender of a message. */
    public ObjectNode json() {
        return Json.object()
                .put("id", id)
                .put("is_bot", true)
                .put("first_name", "Stickermill")
                .put("username", USERNAME);
    }

    /** Without an {@code @}. */
    public String username() {
        return USERNAME;
    }

    @Override
    public String toString() {
        return "Bot " + id;
    }

    private static boolean wellFormed(String token) {
        return token.length() <= LONGEST_TOKEN && token.matches("[1-9][0-9]{0,15}:[A-Za-z0-9_-]+");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
