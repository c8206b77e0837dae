package io.stickermill.emulator.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stickermill.emulator.store.Json;

/** A request that Telegram would refuse: the HTTP status, the words, and the parameters that come with some of them. */
public final class Refusal extends RuntimeException {
    private final transient int status;
    private final transient ObjectNode parameters;

    private Refusal(int status, String description, ObjectNode parameters) {
        super(description, null, false, false);
        this.status = status;
        this.parameters = parameters;
    }

    /** With words of the caller's own. */
    public static Refusal of(int status, String description) {
        return new Refusal(status, description, Json.object());
    }

    /** Status 400, in Telegram's form {@code Bad Request: <what>}. */
    public static Refusal badRequest(String what) {
        return of(400, "Bad Request: " + what);
    }

    /** Status 429 with Telegram's words. */
    public static Refusal tooManyRequests(long retryAfterSeconds) {
        return tooManyRequests(retryAfterSeconds, "Too Many Requests: retry after " + retryAfterSeconds);
    }

    /** Status 429 with words of the caller's own. */
    public static Refusal tooManyRequests(long retryAfterSeconds, String description) {
        return new Refusal(429, description, Json.object().put("retry_after", retryAfterSeconds));
    }

    /** The group has become a supergroup with another id, which the answer names. */
    public static Refusal migrated(long to) {
        return new Refusal(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                Json.object().put("migrate_to_chat_id", to));
    }

    /** What Telegram would do and this emulator does not do yet: better loud than subtly wrong. */
    public static Refusal notEmulated(String what) {
        return of(501, "Not Implemented: the emulator does not know " + what + " yet");
    }

    /** The HTTP status, 400 to 599. */
    public int status() {
        return status;
    }

    /** The words, without the status. */
    public String description() {
        return String.valueOf(getMessage());
    }

    /** The body of the answer. */
    public ObjectNode json() {
        ObjectNode json =
                Json.object().put("ok", false).put("error_code", status).put("description", description());
        if (!parameters.isEmpty()) {
            json.set("parameters", parameters);
        }
        return json;
    }
}
