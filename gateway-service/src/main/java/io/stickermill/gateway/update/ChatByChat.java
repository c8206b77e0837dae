package io.stickermill.gateway.update;

import com.google.gson.JsonElement;
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
 * Takes in the updates of one answer: those of a chat one after the other, chats at the same time, since most of it is a
 * wait for the database, and what comes after a burst would wait for all of it.
 */
final class ChatByChat {

    private static final Executor THREADS = Executors.newVirtualThreadPerTaskExecutor();

    private ChatByChat() {}

    /** Gives what comes of each, in the order of the updates. */
    static List<CompletableFuture<?>> take(
            List<JsonElement> updates, Function<JsonElement, CompletableFuture<?>> intake) {
        Map<String, CompletableFuture<?>> latest = new HashMap<>();
        List<CompletableFuture<?>> published = new ArrayList<>();
        for (JsonElement update : updates) {
            String chat = chat(update);
            CompletableFuture<CompletableFuture<?>> taken = latest.getOrDefault(
                            chat, CompletableFuture.completedFuture(null))
                    .handleAsync((_, _) -> intake.apply(update), THREADS);
            latest.put(chat, taken);
            published.add(taken.thenCompose(future -> future));
        }
        return published;
    }

    /** Updates that name no chat count as one chat's. */
    private static String chat(JsonElement update) {
        JsonElement message = member(update, "message");
        JsonElement where = message == null ? member(member(update, "callback_query"), "message") : message;
        return String.valueOf(member(member(where, "chat"), "id"));
    }

    private static @Nullable JsonElement member(@Nullable JsonElement object, String name) {
        return object != null && object.isJsonObject()
                ? object.getAsJsonObject().get(name)
                : null;
    }
}
