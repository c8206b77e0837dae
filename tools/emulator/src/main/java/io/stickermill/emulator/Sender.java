package io.stickermill.emulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** What all send methods share: may the bot send this now, and then the message itself. */
final class Sender {
    /** Some of them have no effect that a test could see. */
    static final Set<String> FIELDS = Set.of(
            "chat_id",
            "reply_markup",
            "reply_parameters",
            "disable_notification",
            "protect_content",
            "allow_paid_broadcast");

    private final Bot bot;
    private final Database database;
    private final ChatLog log;
    private final RateLimits limits;

    Sender(Bot bot, Database database, ChatLog log, RateLimits limits) {
        this.bot = bot;
        this.database = database;
        this.log = log;
        this.limits = limits;
    }

    /** A send that was admitted and counted. */
    record Admitted(long chatId, Optional<ObjectNode> replyMarkup, ReplyTo replyTo) {}

    /** @throws Refusal 400, 403 or 429 */
    Admitted admit(ApiRequest request) {
        Optional<ObjectNode> markup = ReplyMarkup.of(request);
        ReplyTo replyTo = ReplyTo.of(request);
        long chatId = request.chatId();
        database.transact(sql -> {
            ChatLog.requireWritable(sql, chatId);
            replyTo.find(sql, chatId);
            return chatId;
        });
        limits.acquire(chatId);
        return new Admitted(chatId, markup, replyTo);
    }

    /** The message, on disk. */
    ObjectNode send(Admitted admitted, ChatLog.Content content) {
        ObjectNode sent = database.transact(sql -> {
            ObjectNode body = content.make(sql);
            admitted.replyTo()
                    .find(sql, admitted.chatId())
                    .ifPresent(answered -> body.set("reply_to_message", answered));
            admitted.replyMarkup().ifPresent(markup -> body.set("reply_markup", markup));
            return log.add(sql, admitted.chatId(), bot.json(), EventJournal.Kind.SENT, body);
        });
        log.announce();
        return sent;
    }

    static Set<String> fields(Set<String> more) {
        Set<String> all = new HashSet<>(FIELDS);
        all.addAll(more);
        return Set.copyOf(all);
    }
}
