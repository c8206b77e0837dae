package io.stickermill.emulator.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stickermill.emulator.api.Bot;
import io.stickermill.emulator.chat.Callbacks;
import io.stickermill.emulator.chat.ChatLog;
import io.stickermill.emulator.chat.Chats;
import io.stickermill.emulator.chat.EventJournal;
import io.stickermill.emulator.chat.Messages;
import io.stickermill.emulator.chat.People;
import io.stickermill.emulator.file.FileKind;
import io.stickermill.emulator.file.FileStore;
import io.stickermill.emulator.file.Media;
import io.stickermill.emulator.file.StoredBytes;
import io.stickermill.emulator.payment.Invoices;
import io.stickermill.emulator.sticker.StickerSets;
import io.stickermill.emulator.store.Database;
import io.stickermill.emulator.store.Json;
import io.stickermill.emulator.store.Sql;
import io.stickermill.emulator.update.UpdateQueue;
import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Arrays;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Plays the users: what they send becomes a message in their chat and an update for the bot, in one transaction. */
public final class Player {
    /** Telegram's own id for it. */
    private static final long ANONYMOUS_ADMIN = 1087968824;

    /** What a forward does not take along. */
    private static final Set<String> NOT_FORWARDED = Set.of(
            "message_id",
            "from",
            "chat",
            "date",
            "edit_date",
            "media_group_id",
            "message_thread_id",
            "is_topic_message",
            "reply_to_message",
            "reply_markup",
            Messages.RECEIPT);

    private final Bot bot;
    private final Database database;
    private final ChatLog log;
    private final UpdateQueue updates;
    private final FileStore files;
    private final Media media;
    private final StickerSets sets;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    public Player(
            Bot bot,
            Database database,
            ChatLog log,
            UpdateQueue updates,
            FileStore files,
            Media media,
            StickerSets sets,
            Clock clock) {
        this.bot = bot;
        this.database = database;
        this.log = log;
        this.updates = updates;
        this.files = files;
        this.media = media;
        this.sets = sets;
        this.clock = clock;
    }

    /**
     * Who acts where; a chat that is not named is the user's private one.
     *
     * @param threadId topic of a supergroup that is a forum
     * @param replyTo the message that is answered
     */
    record Actor(
            long userId,
            @Nullable Long chat,
            @Nullable Integer threadId,
            @Nullable Integer replyTo,
            @Nullable String language) {
        Actor {
            if (userId <= 0) {
                throw new IllegalArgumentException("A user's id must be positive");
            }
            if (threadId != null && (chat == null || !Chats.isSupergroup(chat))) {
                throw new IllegalArgumentException("thread_id needs the chat_id of a supergroup (below -10^12)");
            }
            if (chat != null && chat >= 0 && chat != userId) {
                throw new IllegalArgumentException("chat_id must be a group's (negative) or the user's own");
            }
        }

        long chatId() {
            return chat == null ? userId : chat;
        }
    }

    /** @param updateId null if the bot does not ask for this kind of update */
    record Sent(
            long chatId,
            int messageId,
            @Nullable Integer updateId,
            @Nullable String fileId) {}

    /**
     * How a file is sent.
     *
     * @param duration in seconds
     */
    record SentFile(
            As as,
            String fileName,
            String mimeType,
            @Nullable String caption,
            @Nullable String album,
            int width,
            int height,
            int duration) {}

    /** Pictures go as photos by default; a document is sent 'as a file'. */
    enum As {
        PHOTO,
        DOCUMENT,
        STICKER,
        ANIMATION,
        VIDEO,
        VOICE;

        static As named(String name) {
            return Arrays.stream(values())
                    .filter(as -> as.name().equalsIgnoreCase(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "as must be photo, document, sticker, animation, video or voice"));
        }
    }

    Sent say(Actor actor, SaidContent said) {
        ObjectNode content = said.fields()
                .orElseThrow(
                        () -> new IllegalArgumentException("text, location, contact, poll or forward_of is missing"));
        return send(actor, sql -> content);
    }

    /** Sends on what stands in the same chat, as whoever first sent it wrote it. */
    Sent forward(Actor actor, int messageId) {
        ChatLog.Content copy = sql -> {
            ObjectNode message = Messages.find(sql, actor.chatId(), messageId)
                    .orElseThrow(() -> new NoSuchElementException("There is no such message"));
            if (message.has("successful_payment") || message.has("refunded_payment")) {
                throw new IllegalArgumentException("Word of a payment can't be forwarded");
            }
            ObjectNode content = message.deepCopy().remove(NOT_FORWARDED);
            if (!content.has("forward_origin")) {
                content.putObject("forward_origin")
                        .put("type", "user")
                        .put("date", message.path("date").asLong())
                        .set("sender_user", message.get("from"));
            }
            forwardedInvoice(message).ifPresent(keyboard -> content.set("reply_markup", keyboard));
            return content;
        };
        return send(
                actor,
                copy,
                (sql, sent) -> Invoices.forwarded(
                        sql, actor.chatId(), messageId, sent.path("message_id").asInt()));
    }

    /** A copy of an invoice has its first button alone: to pay, or to the bot if only the original can be paid. */
    private Optional<ObjectNode> forwardedInvoice(ObjectNode message) {
        JsonNode button =
                message.path("reply_markup").path("inline_keyboard").path(0).path(0);
        if (!message.has("invoice") || button.isMissingNode()) {
            return Optional.empty();
        }
        String start = message.path("invoice").path("start_parameter").asText();
        ObjectNode copied = button.deepCopy();
        if (!start.isEmpty()) {
            copied.remove("pay");
            copied.put("url", "https://t.me/" + bot.username() + "?start=" + start);
        }
        ObjectNode keyboard = Json.object();
        keyboard.putArray("inline_keyboard").addArray().add(copied);
        return Optional.of(keyboard);
    }

    /** A sticker that is known already; one of a set brings its emoji and the set's name. */
    Sent sticker(Actor actor, String fileId) {
        ObjectNode content = sets.sent(fileId)
                .or(() -> files.find(fileId)
                        .filter(file -> file.kind() == FileKind.STICKER)
                        .map(file -> media.sticker(file, "")))
                .orElseThrow(() -> new NoSuchElementException("There is no such sticker"));
        return send(actor, sql -> content);
    }

    Sent file(Actor actor, SentFile file, InputStream body) throws IOException {
        StoredBytes bytes = files.receive(body);
        return send(actor, sql -> {
            ObjectNode content = switch (file.as()) {
                case PHOTO -> media.photo(sql, bytes, file.fileName());
                case DOCUMENT -> media.document(sql, bytes, file.fileName(), file.mimeType());
                case STICKER -> media.sticker(sql, bytes, file.fileName(), file.mimeType(), "");
                case ANIMATION -> played(sql, FileKind.ANIMATION, file, bytes);
                case VIDEO -> played(sql, FileKind.VIDEO, file, bytes);
                case VOICE -> played(sql, FileKind.VOICE, file, bytes);
            };
            if (file.caption() != null) {
                content.put("caption", file.caption());
            }
            return file.album() == null ? content : content.put("media_group_id", file.album());
        });
    }

    private ObjectNode played(Sql sql, FileKind kind, SentFile file, StoredBytes bytes) throws SQLException {
        return media.played(
                sql, kind, bytes, file.fileName(), file.mimeType(), file.width(), file.height(), file.duration());
    }

    /** An id for pictures that are sent together. */
    String newAlbum() {
        return Long.toString(random.nextLong(1L << 40, 1L << 53));
    }

    /** A tap on a button, by its data, which need not be one that the bot ever made; returns the query's id. */
    String tap(Actor actor, int messageId, String data) {
        String id = Long.toUnsignedString(random.nextLong());
        database.transact(sql -> {
            ObjectNode query = Json.object().put("id", id);
            query.set("from", enter(sql, actor));
            query.set("message", messageOrTombstone(sql, actor.chatId(), messageId));
            query.put("chat_instance", Long.toString(actor.chatId())).put("data", data);
            Callbacks.ask(sql, id, clock.millis());
            return updates.add(sql, UpdateQueue.Kind.CALLBACK_QUERY, query);
        });
        updates.announce();
        return id;
    }

    /** The data of the button with this text; empty if the message shows none such. */
    Optional<String> buttonData(long chatId, int messageId, String text) {
        return database.transact(sql -> Messages.find(sql, chatId, messageId)).stream()
                .flatMap(message ->
                        message.path("reply_markup").path("inline_keyboard").valueStream())
                .flatMap(JsonNode::valueStream)
                .filter(button -> button.path("text").asText().equals(text) && button.has("callback_data"))
                .map(button -> button.get("callback_data").asText())
                .findFirst();
    }

    /** The bot learns of it by a {@code my_chat_member} update, if it changes anything. */
    void block(long userId, boolean blocked) {
        database.transact(sql -> {
            if (People.hasBlocked(sql, userId) != blocked) {
                People.block(sql, userId, blocked);
                updates.add(sql, UpdateQueue.Kind.MY_CHAT_MEMBER, membership(sql, userId, blocked));
            }
            return userId;
        });
        updates.announce();
    }

    private ObjectNode membership(Sql sql, long userId, boolean blocked) throws SQLException {
        Chats.touch(sql, userId);
        ObjectNode change = Json.object();
        change.set("chat", Chats.json(userId));
        change.set("from", People.touch(sql, userId, null));
        change.put("date", clock.instant().getEpochSecond());
        change.set("old_chat_member", member(!blocked));
        change.set("new_chat_member", member(blocked));
        return change;
    }

    // core.telegram.org/bots/api#chatmember: who blocks a bot 'kicks' it.
    private ObjectNode member(boolean kicked) {
        ObjectNode member = Json.object().put("status", kicked ? "kicked" : "member");
        member.set("user", bot.json());
        return kicked ? member.put("until_date", 0) : member;
    }

    /** The account is gone, or comes back. */
    void deactivate(long userId, boolean deactivated) {
        database.transact(sql -> {
            People.deactivate(sql, userId, deactivated);
            return userId;
        });
    }

    /** A group becomes a supergroup; both chats say so. */
    void upgrade(long group, long supergroup) {
        if (!Chats.isGroup(group) || Chats.isSupergroup(group) || !Chats.isSupergroup(supergroup)) {
            throw new IllegalArgumentException("A group (negative) becomes a supergroup (below -10^12)");
        }
        database.transact(sql -> {
            Chats.touch(sql, group);
            Chats.touch(sql, supergroup);
            if (Chats.migratedTo(sql, group).isPresent()) {
                throw new IllegalArgumentException("It is a supergroup already");
            }
            Chats.migrate(sql, group, supergroup);
            ObjectNode from = Json.object().put("id", ANONYMOUS_ADMIN).put("is_bot", true);
            from.put("first_name", "Group").put("username", "GroupAnonymousBot");
            ObjectNode left = log.add(
                    sql, group, from, EventJournal.Kind.RECEIVED, Json.object().put("migrate_to_chat_id", supergroup));
            updates.add(sql, UpdateQueue.Kind.MESSAGE, left);
            ObjectNode come = log.add(
                    sql,
                    supergroup,
                    from,
                    EventJournal.Kind.RECEIVED,
                    Json.object().put("migrate_from_chat_id", group));
            updates.add(sql, UpdateQueue.Kind.MESSAGE, come);
            return supergroup;
        });
        log.announce();
        updates.announce();
    }

    private Sent send(Actor actor, ChatLog.Content content) {
        return send(actor, content, ChatLog.With.NOTHING);
    }

    private Sent send(Actor actor, ChatLog.Content content, ChatLog.With with) {
        Sent sent = database.transact(sql -> {
            ObjectNode from = enter(sql, actor);
            ObjectNode body = content.make(sql);
            if (actor.threadId() != null) {
                Messages.putInThread(body, actor.threadId());
            }
            if (actor.replyTo() != null) {
                // Telegram nests one level only.
                Messages.find(sql, actor.chatId(), actor.replyTo()).ifPresent(answered -> {
                    answered.remove("reply_to_message");
                    body.set("reply_to_message", Messages.forBot(answered));
                });
            }
            ObjectNode message = log.add(sql, actor.chatId(), from, EventJournal.Kind.RECEIVED, body);
            with.run(sql, message);
            return new Sent(
                    actor.chatId(),
                    message.get("message_id").asInt(),
                    updates.add(sql, UpdateQueue.Kind.MESSAGE, message).orElse(null),
                    fileId(message));
        });
        log.announce();
        updates.announce();
        return sent;
    }

    private static ObjectNode enter(Sql sql, Actor actor) throws SQLException {
        if (People.isDeactivated(sql, actor.userId())) {
            throw new IllegalArgumentException("The user's account is deactivated and can't write");
        }
        if (People.hasBlocked(sql, actor.userId()) && !Chats.isGroup(actor.chatId())) {
            throw new IllegalArgumentException("The user has blocked the bot and can't write to it: unblock first");
        }
        Chats.touch(sql, actor.chatId());
        return People.touch(sql, actor.userId(), actor.language());
    }

    // Telegram's InaccessibleMessage has the date 0.
    private static ObjectNode messageOrTombstone(Sql sql, long chatId, int messageId) throws SQLException {
        return Messages.find(sql, chatId, messageId).map(Messages::forBot).orElseGet(() -> {
            ObjectNode gone = Json.object();
            gone.set("chat", Chats.json(chatId));
            return gone.put("message_id", messageId).put("date", 0);
        });
    }

    private static @Nullable String fileId(ObjectNode message) {
        JsonNode photo = message.path("photo");
        if (!photo.isEmpty()) {
            return photo.get(photo.size() - 1).get("file_id").asText();
        }
        return message.valueStream()
                .filter(value -> value.has("file_id"))
                .map(file -> file.get("file_id").asText())
                .findFirst()
                .orElse(null);
    }
}
