package io.stickermill.emulator.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stickermill.emulator.api.ApiRequest;
import io.stickermill.emulator.api.Bot;
import io.stickermill.emulator.api.Refusal;
import io.stickermill.emulator.chat.ChatLog;
import io.stickermill.emulator.chat.EventJournal;
import io.stickermill.emulator.chat.Messages;
import io.stickermill.emulator.store.Database;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** What all send methods share: may the bot send this now, and then the message itself. */
public final class Sender {
    /** Some of them have no effect that a test could see. */
    static final Set<String> FIELDS = Set.of(
            "chat_id",
            "message_thread_id",
            "reply_markup",
            "reply_parameters",
            "disable_notification",
            "protect_content",
            "allow_paid_broadcast");

    private final Bot bot;
    private final Database database;
    private final ChatLog log;
    private final RateLimits limits;

    public Sender(Bot bot, Database database, ChatLog log, RateLimits limits) {
        this.bot = bot;
        this.database = database;
        this.log = log;
        this.limits = limits;
    }

    /**
     * A send that was admitted and counted.
     *
     * @param threadId topic of a forum; 0 for none
     */
    public record Admitted(long chatId, int threadId, Optional<ObjectNode> replyMarkup, ReplyTo replyTo) {
        /** The same send with this keyboard. */
        public Admitted withKeyboard(ObjectNode keyboard) {
            return new Admitted(chatId, threadId, Optional.of(keyboard), replyTo);
        }
    }

    /** @throws Refusal 400, 403 or 429 */
    public Admitted admit(ApiRequest request) {
        Optional<ObjectNode> markup = ReplyMarkup.ofSend(request);
        ReplyTo replyTo = ReplyTo.of(request);
        long chatId = request.chatId();
        int threadId = request.integer("message_thread_id", 0, 0, Integer.MAX_VALUE);
        database.transact(sql -> {
            ChatLog.requireWritable(sql, chatId);
            if (threadId != 0 && !Messages.hasThread(sql, chatId, threadId)) {
                throw Refusal.badRequest("message thread not found");
            }
            replyTo.find(sql, chatId);
            return chatId;
        });
        limits.acquire(chatId);
        return new Admitted(chatId, threadId, markup, replyTo);
    }

    /** The message, on disk. */
    ObjectNode send(Admitted admitted, ChatLog.Content content) {
        return send(admitted, content, ChatLog.With.NOTHING);
    }

    /** The message and what goes with it, on disk. */
    public ObjectNode send(Admitted admitted, ChatLog.Content content, ChatLog.With with) {
        ObjectNode sent = database.transact(sql -> {
            ObjectNode body = content.make(sql);
            if (admitted.threadId() != 0) {
                Messages.putInThread(body, admitted.threadId());
            }
            admitted.replyTo()
                    .find(sql, admitted.chatId())
                    .ifPresent(answered -> body.set("reply_to_message", answered));
            admitted.replyMarkup().ifPresent(markup -> body.set("reply_markup", markup));
            ObjectNode message = log.add(sql, admitted.chatId(), bot.json(), EventJournal.Kind.SENT, body);
            with.run(sql, message);
            return message;
        });
        log.announce();
        return Messages.forBot(sent);
    }

    /** The fields that all send methods share, and these. */
    public static Set<String> fields(Set<String> more) {
        Set<String> all = new HashSet<>(FIELDS);
        all.addAll(more);
        return Set.copyOf(all);
    }
}
