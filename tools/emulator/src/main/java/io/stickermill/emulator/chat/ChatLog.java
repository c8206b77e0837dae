package io.stickermill.emulator.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stickermill.emulator.api.Refusal;
import io.stickermill.emulator.store.Database;
import io.stickermill.emulator.store.Json;
import io.stickermill.emulator.store.Sql;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Every change to what a chat shows: the message and the journal's line are one transaction. */
public final class ChatLog {
    private static final Duration DELETABLE = Duration.ofDays(2);

    private final Database database;
    private final EventJournal journal;
    private final Clock clock;

    public ChatLog(Database database, EventJournal journal, Clock clock) {
        this.database = database;
        this.journal = journal;
        this.clock = clock;
    }

    /** What a message shows, made inside the transaction that adds it. */
    @FunctionalInterface
    public interface Content {
        ObjectNode make(Sql sql) throws SQLException;
    }

    /** What goes with a message, done inside the transaction that adds it. */
    @FunctionalInterface
    public interface With {
        With NOTHING = (sql, message) -> {};

        void run(Sql sql, ObjectNode message) throws SQLException;
    }

    /** A new message; the caller's transaction goes on and {@link #announce()} comes after it. */
    public ObjectNode add(Sql sql, long chatId, ObjectNode from, EventJournal.Kind kind, ObjectNode content)
            throws SQLException {
        int messageId = Chats.nextMessageId(sql, chatId);
        ObjectNode message = Json.object().put("message_id", messageId);
        message.set("from", from);
        message.set("chat", Chats.json(chatId));
        message.put("date", clock.instant().getEpochSecond()).setAll(content);
        Messages.insert(sql, chatId, messageId, message);
        journal.write(sql, chatId, kind, message);
        return message;
    }

    /**
     * @param change gets a copy of the message; may refuse
     * @throws Refusal if there is no such message
     */
    public ObjectNode edit(long chatId, int messageId, UnaryOperator<ObjectNode> change) {
        ObjectNode edited = database.transact(sql -> {
            requireChat(sql, chatId);
            ObjectNode message = Messages.find(sql, chatId, messageId)
                    .orElseThrow(() -> Refusal.badRequest("message to edit not found"));
            ObjectNode changed = change.apply(message.deepCopy())
                    .put("edit_date", clock.instant().getEpochSecond());
            Messages.replace(sql, chatId, messageId, changed);
            journal.write(sql, chatId, EventJournal.Kind.EDITED, changed);
            return changed;
        });
        announce();
        return Messages.forBot(edited);
    }

    /** A change that is no edit of the bot's; the caller's transaction goes on and {@link #announce()} comes after it. */
    public void show(Sql sql, long chatId, int messageId, UnaryOperator<ObjectNode> change) throws SQLException {
        Optional<ObjectNode> message = Messages.find(sql, chatId, messageId);
        if (message.isPresent()) {
            ObjectNode changed = change.apply(message.get());
            Messages.replace(sql, chatId, messageId, changed);
            journal.write(sql, chatId, EventJournal.Kind.EDITED, changed);
        }
    }

    /**
     * A bot may delete a message for two days, whoever sent it (core.telegram.org/bots/api#deletemessage).
     *
     * @throws Refusal if there is no such message, or it is older
     */
    public void delete(long chatId, int messageId) {
        database.transact(sql -> {
            requireChat(sql, chatId);
            ObjectNode message = Messages.find(sql, chatId, messageId)
                    .orElseThrow(() -> Refusal.badRequest("message to delete not found"));
            if (message.path("date").asLong() < clock.instant().minus(DELETABLE).getEpochSecond()) {
                throw Refusal.badRequest("message can't be deleted for everyone");
            }
            Messages.delete(sql, chatId, messageId);
            journal.write(sql, chatId, EventJournal.Kind.DELETED, message);
            return messageId;
        });
        announce();
    }

    /** Wakes who waits for events; comes after the transaction that wrote them. */
    public void announce() {
        journal.announce();
    }

    /** @throws Refusal if the bot has never met the chat */
    static void requireChat(Sql sql, long chatId) throws SQLException {
        if (!Chats.exists(sql, chatId)) {
            throw Refusal.badRequest("chat not found");
        }
    }

    /** @throws Refusal if the bot may not write to the chat */
    public static void requireWritable(Sql sql, long chatId) throws SQLException {
        requireChat(sql, chatId);
        Optional<Long> supergroup = Chats.migratedTo(sql, chatId);
        if (supergroup.isPresent()) {
            throw Refusal.migrated(supergroup.get());
        }
        if (!Chats.isGroup(chatId) && People.isDeactivated(sql, chatId)) {
            throw Refusal.of(403, "Forbidden: user is deactivated");
        }
        if (!Chats.isGroup(chatId) && People.hasBlocked(sql, chatId)) {
            throw Refusal.of(403, "Forbidden: bot was blocked by the user");
        }
    }
}
