package io.stickermill.delivery.chat;

import com.pengrad.telegrambot.request.AbstractSendRequest;
import io.stickermill.delivery.chat.Messenger.Leave;
import java.time.Instant;
import java.util.function.LongFunction;

/** The way of a message into a chat: first its turn, then the send. */
public interface MessageSender {

    /**
     * Waits for the turn of a message, a few seconds at most.
     *
     * @param askedAt when somebody in the chat asked for it: after that the chat was open
     * @param method of the Bot API that sends it
     */
    Leave ask(long chatId, Instant askedAt, String method);

    /**
     * Sends a message. Throws nothing: what Telegram has answered counts, whatever goes wrong beside it.
     *
     * @param message makes the request anew, for the chat's id of today
     */
    <T extends AbstractSendRequest<T>> SendOutcome send(Destination place, Leave.Granted to, LongFunction<T> message);
}
