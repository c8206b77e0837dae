package io.stickermill.emulator.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.stickermill.emulator.chat.Chats;
import io.stickermill.emulator.chat.People;
import io.stickermill.emulator.inline.InlineQueries;
import io.stickermill.emulator.inline.InlineQueries.Asked;
import io.stickermill.emulator.store.Database;
import io.stickermill.emulator.store.Json;
import io.stickermill.emulator.update.UpdateQueue;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * {@code /admin/users/{user}/inline-queries} and {@code /admin/inline-queries}: a person types the bot's name in a chat, sees what
 * it offers, and chooses. Where they type, the bot need not be, nor is it told: asking enters no chat.
 */
public final class AdminInline {
    private static final int LONGEST_QUERY = 256;
    private static final int LONGEST_OFFSET = 64;

    private final Database database;
    private final Player player;
    private final InlineQueries queries;
    private final UpdateQueue updates;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    public AdminInline(Database database, Player player, InlineQueries queries, UpdateQueue updates, Clock clock) {
        this.database = database;
        this.player = player;
        this.queries = queries;
        this.updates = updates;
        this.clock = clock;
    }

    /** Adds the routes. */
    public void addTo(RoutesConfig routes) {
        routes.post("/admin/users/{user}/inline-queries", AdminApi.local(this::ask));
        routes.get("/admin/inline-queries/{id}", AdminApi.local(this::answer));
        routes.post("/admin/users/{user}/inline-results", AdminApi.local(this::choose));
    }

    /**
     * What is typed.
     *
     * @param query after the bot's name
     * @param offset the {@code next_offset} of the page before
     * @param chatId where it is typed; the person's private chat with the bot if it is not named
     */
    record Typed(
            @Nullable String query,
            @Nullable String offset,
            @Nullable Long chatId,
            @Nullable String language) {
        Typed {
            query = query == null ? "" : query;
            offset = offset == null ? "" : offset;
            if (query.codePointCount(0, query.length()) > LONGEST_QUERY) {
                throw new IllegalArgumentException("query has at most " + LONGEST_QUERY + " characters");
            }
            if (offset.getBytes(UTF_8).length > LONGEST_OFFSET) {
                throw new IllegalArgumentException("offset has at most " + LONGEST_OFFSET + " bytes");
            }
        }
    }

    /** @param chatId where it is sent to; the person's private chat with the bot if it is not named */
    record Choice(
            String inlineQueryId,
            String resultId,
            @Nullable Long chatId,
            @Nullable String language) {}

    private void ask(Context http) throws IOException {
        Typed typed = AdminApi.body(http, Typed.class);
        var actor = new Player.Actor(AdminApi.user(http), typed.chatId(), null, null, typed.language());
        String id = Long.toString(random.nextLong(1, Long.MAX_VALUE));
        database.transact(sql -> {
            if (People.isDeactivated(sql, actor.userId())) {
                throw new IllegalArgumentException("The user's account is deactivated and can't write");
            }
            ObjectNode query = Json.object().put("id", id);
            query.set("from", People.touch(sql, actor.userId(), actor.language()));
            query.put("chat_type", chatType(actor.chatId()))
                    .put("query", typed.query())
                    .put("offset", typed.offset());
            InlineQueries.ask(sql, id, actor.userId(), clock.millis());
            return updates.add(sql, UpdateQueue.Kind.INLINE_QUERY, query);
        });
        updates.announce();
        AdminApi.json(http, Json.object().put("inline_query_id", id));
    }

    private static String chatType(long chatId) {
        return Chats.isSupergroup(chatId) ? "supergroup" : Chats.isGroup(chatId) ? "group" : "sender";
    }

    private void answer(Context http) {
        String id = http.pathParam("id");
        Asked asked = queries.await(id, AdminApi.waitFor(http)).orElseThrow(AdminInline::unknown);
        ObjectNode answer = Json.object().put("inline_query_id", id).put("answered", asked.answer() != null);
        AdminApi.json(http, asked.answer() == null ? answer : answer.setAll(asked.answer()));
    }

    private void choose(Context http) throws IOException {
        Choice choice = AdminApi.body(http, Choice.class);
        var actor = new Player.Actor(AdminApi.user(http), choice.chatId(), null, null, choice.language());
        ObjectNode answer = queries.find(choice.inlineQueryId())
                .filter(query -> query.userId() == actor.userId())
                .map(Asked::answer)
                .orElseThrow(AdminInline::unknown);
        String fileId = answer.get("results")
                .valueStream()
                .filter(result -> result.get("id").asText().equals(choice.resultId()))
                .map(result -> result.get("sticker_file_id"))
                .map(JsonNode::asText)
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("There is no such result"));
        AdminApi.json(http, player.chosen(actor, fileId));
    }

    private static NoSuchElementException unknown() {
        return new NoSuchElementException("There is no such inline query");
    }
}
