package io.stickermill.delivery.telegram;

import com.pengrad.telegrambot.model.Message;
import com.pengrad.telegrambot.request.AbstractSendRequest;
import com.pengrad.telegrambot.utility.BotUtils;
import io.stickermill.delivery.chat.Destination;
import io.stickermill.delivery.chat.MessageSender;
import io.stickermill.delivery.chat.Messenger.Leave;
import io.stickermill.delivery.chat.SendOutcome;
import io.stickermill.platform.telegram.limit.Turn;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.LongFunction;

/** Telegram as a test wants it; answers with a new message when nothing else is wanted. */
final class ScriptedMessages implements MessageSender {

    private final Deque<Leave> leaves = new ArrayDeque<>();
    private final Deque<SendOutcome> outcomes = new ArrayDeque<>();
    private final List<Destination> sent = new ArrayList<>();
    private Runnable whileWaiting = () -> {};
    private Runnable whileSending = () -> {};
    private int messages = 100;

    void nextLeave(Leave leave) {
        leaves.add(leave);
    }

    void nextOutcome(SendOutcome outcome) {
        outcomes.add(outcome);
    }

    void whileWaiting(Runnable happens) {
        whileWaiting = happens;
    }

    void whileSending(Runnable happens) {
        whileSending = happens;
    }

    List<Destination> sent() {
        return sent;
    }

    static SendOutcome sticker(int messageId) {
        return message("{\"message_id\": %d, \"sticker\": {\"file_id\": \"f\", \"file_unique_id\": \"u\"}}", messageId);
    }

    static SendOutcome document(int messageId) {
        return message("{\"message_id\": %d}", messageId);
    }

    private static SendOutcome message(String json, int messageId) {
        return new SendOutcome.Sent(BotUtils.fromJson(json.formatted(messageId), Message.class));
    }

    @Override
    public Leave ask(long chatId, Instant askedAt, String method) {
        whileWaiting.run();
        return leaves.isEmpty() ? new Leave.Granted(chatId, new Turn.Now(0, 0)) : leaves.remove();
    }

    @Override
    public <T extends AbstractSendRequest<T>> SendOutcome send(
            Destination place, Leave.Granted to, LongFunction<T> message) {
        var _ = message.apply(to.chatId());
        sent.add(place);
        whileSending.run();
        return outcomes.isEmpty() ? sticker(messages++) : outcomes.remove();
    }
}
