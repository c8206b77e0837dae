package io.stickermill.gateway.update;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.stickermill.platform.telegram.RawUpdate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Takes in the updates of one answer: chats at the same time, since most of it is a wait for the database, and what comes after
 * a burst would wait for all of it. Those of a chat one after the other, each once Kafka has what the one before it asks for:
 * of photo, photo, /cancel the second may come with the third or wait with it, but the third never comes without it. So after a
 * failure the rest of that chat waits, too.
 */
final class ChatByChat {

    private static final Executor THREADS = Executors.newVirtualThreadPerTaskExecutor();

    private ChatByChat() {}

    /** Gives what comes of each, in the order of the updates; of one that waits for a failed one, the other's failure. */
    static List<CompletableFuture<?>> take(List<RawUpdate> updates, Function<RawUpdate, CompletableFuture<?>> intake) {
        Map<String, CompletableFuture<?>> latest = new HashMap<>();
        List<CompletableFuture<?>> published = new ArrayList<>();
        for (RawUpdate update : updates) {
            String chat = chat(update);
            CompletableFuture<?> taken = latest.getOrDefault(chat, CompletableFuture.completedFuture(null))
                    .thenComposeAsync(_ -> intake.apply(update), THREADS);
            latest.put(chat, taken);
            published.add(taken);
        }
        return published;
    }

    /** What is typed in chats that the bot may not be in waits for its own person's alone; what names nobody counts as one chat's. */
    private static String chat(RawUpdate update) {
        JsonElement json;
        try {
            json = JsonParser.parseString(update.json());
        } catch (JsonParseException unreadable) {
            return "none";
        }
        JsonElement inline = member(json, "inline_query");
        if (inline != null) {
            return "inline " + member(member(inline, "from"), "id");
        }
        JsonElement checkout = member(json, "pre_checkout_query");
        if (checkout != null) {
            // Nobody's next: its answer is waited for, and needs none of them.
            return "checkout " + member(checkout, "id");
        }
        JsonElement message = member(json, "message");
        JsonElement where = message == null ? member(member(json, "callback_query"), "message") : message;
        return String.valueOf(member(member(where, "chat"), "id"));
    }

    private static @Nullable JsonElement member(@Nullable JsonElement object, String name) {
        return object != null && object.isJsonObject()
                ? object.getAsJsonObject().get(name)
                : null;
    }
}
