package io.stickermill.delivery.chat;

import com.pengrad.telegrambot.model.request.ReplyParameters;
import com.pengrad.telegrambot.request.AbstractSendRequest;
import com.pengrad.telegrambot.response.SendResponse;
import io.opentelemetry.api.trace.SpanKind;
import io.stickermill.delivery.chat.KnownChats.Known;
import io.stickermill.delivery.chat.KnownChats.Unreachable;
import io.stickermill.platform.telegram.TelegramAnswer;
import io.stickermill.platform.telegram.TelegramClient;
import io.stickermill.platform.telegram.limit.MessageLimits;
import io.stickermill.platform.telegram.limit.Turn;
import io.stickermill.platform.trace.Traces;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends messages, and remembers what Telegram says of a chat. */
public final class Messenger implements MessageSender {

    private static final Logger log = LoggerFactory.getLogger(Messenger.class);

    private final TelegramClient telegram;
    private final MessageLimits limits;
    private final KnownChats chats;
    private final Traces traces;

    Messenger(TelegramClient telegram, MessageLimits limits, KnownChats chats, Traces traces) {
        this.telegram = telegram;
        this.limits = limits;
        this.chats = chats;
        this.traces = traces;
    }

    /** Whether a message may go. */
    public sealed interface Leave {
        /** @param chatId where it goes: the chat's id of today */
        record Granted(long chatId, Turn.Now turn) implements Leave {}

        /** Others are before it. */
        record Later() implements Leave {}

        /** Telegram wants no such message for so long. */
        record Held(Duration remaining) implements Leave {}

        /** It would be refused, as another one was a while ago. */
        record Refused(SendOutcome.Final.Reason reason, String detail) implements Leave {}
    }

    @Override
    public Leave ask(long chatId, Instant askedAt, String method) {
        Known known = chats.of(chatId, askedAt);
        if (known.unreachable().isPresent()) {
            Unreachable how = known.unreachable().get();
            return new Leave.Refused(how.reason(), how.detail() + " (remembered)");
        }
        long today = known.movedTo().orElse(chatId);
        return switch (traces.part("wait limits", SpanKind.INTERNAL, () -> limits.await(today, method))) {
            case Turn.Now now -> new Leave.Granted(today, now);
            case Turn.Later() -> new Leave.Later();
            case Turn.Held(Duration remaining) -> new Leave.Held(remaining);
        };
    }

    /** What the message answers, or the topic that it belongs to, may be gone by now: then it goes without. */
    @Override
    public <T extends AbstractSendRequest<T>> SendOutcome send(
            Destination place, Leave.Granted to, LongFunction<T> message) {
        String method = message.apply(to.chatId()).getMethod();
        TelegramAnswer<SendResponse> answer = telegram.call(placed(message.apply(to.chatId()), place));
        if (place.replyTo() != null && answer instanceof TelegramAnswer.Refused<?> refused && isWithoutReply(refused)) {
            log.info("in chat {} there is no message {} to answer: sent without", to.chatId(), place.replyTo());
            return send(new Destination(place.chatId(), null, place.threadId()), to, message);
        }
        if (place.threadId() != null
                && answer instanceof TelegramAnswer.Refused<?> refused
                && isWithoutThread(refused)) {
            log.info("chat {} has no topic {}: sent without", to.chatId(), place.threadId());
            return send(new Destination(place.chatId(), place.replyTo(), null), to, message);
        }
        SendOutcome outcome = SendOutcome.of(answer);
        try {
            limits.answered(
                    to.chatId(),
                    to.turn(),
                    Duration.ofNanos(System.nanoTime() - to.turn().since()));
            note(place.chatId(), to, method, answer, outcome);
        } catch (RuntimeException e) {
            // The next message learns it from Telegram again.
            log.warn("what Telegram says of chat {} is not noted: {}", place.chatId(), e.toString());
        }
        return outcome;
    }

    private static <T extends AbstractSendRequest<T>> T placed(T request, Destination place) {
        if (place.replyTo() != null) {
            request.replyParameters(new ReplyParameters(place.replyTo()).allowSendingWithoutReply(true));
        }
        if (place.threadId() != null) {
            request.messageThreadId(place.threadId());
        }
        return request;
    }

    private static boolean isWithoutReply(TelegramAnswer.Refused<?> refused) {
        return refused.code() == 400
                && (refused.description().contains("message to be replied not found")
                        || refused.description().contains("message to reply not found")
                        || refused.description().contains("REPLY_MESSAGE_ID_INVALID"));
    }

    private static boolean isWithoutThread(TelegramAnswer.Refused<?> refused) {
        return refused.code() == 400
                && (refused.description().contains("message thread not found")
                        || refused.description().contains("TOPIC_DELETED"));
    }

    private void note(long chatId, Leave.Granted to, String method, TelegramAnswer<?> answer, SendOutcome outcome) {
        switch (outcome) {
            case SendOutcome.Moved(long today) -> {
                log.info("chat {} has become {}", chatId, today);
                chats.moved(chatId, today);
            }
            case SendOutcome.Final(SendOutcome.Final.Reason reason, String detail)
            when reason != SendOutcome.Final.Reason.REFUSED ->
                chats.unreachable(chatId, new Unreachable(reason, detail));
            case SendOutcome.NotYet _ -> noteRefusal(to.chatId(), method, answer);
            case SendOutcome.Final _, SendOutcome.Sent _, SendOutcome.Unknown _ -> {}
        }
    }

    /** Puts a method in a chat on hold, if that is what an answer says. */
    public void noteRefusal(long chatId, String method, TelegramAnswer<?> answer) {
        if (answer instanceof TelegramAnswer.Refused<?> refused && refused.code() == 429) {
            Duration wait = refused.retryAfter().orElse(Duration.ofSeconds(1));
            log.warn("Telegram wants no {} to chat {} for {} s", method, chatId, wait.toSeconds());
            limits.refused(chatId, method, wait);
        }
    }

    /** Telegram deletes a message for two days (core.telegram.org/bots/api#deletemessage). */
    public static boolean isTooOld(TelegramAnswer.Refused<?> refusedToDelete) {
        return refusedToDelete.code() == 400 && refusedToDelete.description().contains("message can't be deleted");
    }

    /** Whether a message that nobody waits for may go at this moment. */
    public Optional<Leave.Granted> mayTell(long chatId, Instant askedAt, String method) {
        return chats.of(chatId, askedAt).unreachable().isPresent()
                ? Optional.empty()
                : limits.tryNow(chatId, method).map(turn -> new Leave.Granted(chatId, turn));
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
