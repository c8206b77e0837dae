package io.stickermill.delivery.chat;

import com.pengrad.telegrambot.request.AbstractSendRequest;
import com.pengrad.telegrambot.response.SendResponse;
import io.stickermill.delivery.chat.KnownChats.Known;
import io.stickermill.delivery.chat.KnownChats.Unreachable;
import io.stickermill.platform.telegram.Answer;
import io.stickermill.platform.telegram.TelegramClient;
import io.stickermill.platform.telegram.limit.MessageLimits;
import io.stickermill.platform.telegram.limit.Turn;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Sends messages: first {@link #ask}, then {@link #send}. Remembers what Telegram says of a chat. */
@Component
public final class Messenger {

    private static final Logger log = LoggerFactory.getLogger(Messenger.class);

    private final TelegramClient telegram;
    private final MessageLimits limits;
    private final KnownChats chats;

    Messenger(TelegramClient telegram, MessageLimits limits, KnownChats chats) {
        this.telegram = telegram;
        this.limits = limits;
        this.chats = chats;
    }

    /** Whether a message may go. */
    public sealed interface Leave {
        /** @param chatId where it goes: the chat's id of today */
        record Granted(long chatId) implements Leave {}

        /** Others are before it. */
        record Later() implements Leave {}

        /** Telegram wants no such message for so long. */
        record Held(Duration remaining) implements Leave {}

        /** It would be refused, as another one was a while ago. */
        record Refused(SendOutcome.Final.Reason reason, String detail) implements Leave {}
    }

    /**
     * Waits for the turn of a message, a few seconds at most.
     *
     * @param askedAt when somebody in the chat asked for it: after that the chat was open
     * @param method of the Bot API that sends it
     */
    public Leave ask(long chatId, Instant askedAt, String method) {
        Known known = chats.of(chatId, askedAt);
        if (known.unreachable().isPresent()) {
            Unreachable how = known.unreachable().get();
            return new Leave.Refused(how.reason(), how.detail() + " (remembered)");
        }
        long today = known.movedTo().orElse(chatId);
        return switch (limits.await(today, method)) {
            case Turn.Now() -> new Leave.Granted(today);
            case Turn.Later() -> new Leave.Later();
            case Turn.Held(Duration remaining) -> new Leave.Held(remaining);
        };
    }

    /**
     * Sends a message.
     *
     * @param chatId as the events name it, which may be an old id of the chat
     * @param to where the request goes
     */
    public <T extends AbstractSendRequest<T>> SendOutcome send(long chatId, Leave.Granted to, T request) {
        Answer<SendResponse> answer = telegram.call(request);
        SendOutcome outcome = SendOutcome.of(answer);
        switch (outcome) {
            case SendOutcome.Moved(long today) -> {
                log.info("chat {} has become {}", chatId, today);
                chats.moved(chatId, today);
            }
            case SendOutcome.Final(var reason, String detail)
            when reason != SendOutcome.Final.Reason.REFUSED ->
                chats.unreachable(chatId, new Unreachable(reason, detail));
            default -> noteRefusal(to.chatId(), request.getMethod(), answer);
        }
        return outcome;
    }

    /** Puts a method in a chat on hold, if that is what an answer says. */
    public void noteRefusal(long chatId, String method, Answer<?> answer) {
        if (answer instanceof Answer.Refused<?> refused && refused.code() == 429) {
            Duration wait = refused.retryAfter().orElse(Duration.ofSeconds(1));
            log.warn("Telegram wants no {} to chat {} for {} s", method, chatId, wait.toSeconds());
            limits.refused(chatId, method, wait);
        }
    }

    /** Whether a message that nobody waits for may go at this moment. */
    public boolean mayTell(long chatId, Instant askedAt, String method) {
        return chats.of(chatId, askedAt).unreachable().isEmpty() && limits.tryNow(chatId, method);
    }

    /** Whether an edit may go at this moment; if not, it is dropped. */
    public boolean mayEdit(long chatId, String method) {
        return limits.tryEdit(chatId, method);
    }

    /** How long Telegram has put a method in a chat on hold; zero if it has not. */
    public Duration held(long chatId, String method) {
        return limits.held(chatId, method);
    }
}
