package io.stickermill.delivery.telegram;

import com.pengrad.telegrambot.model.Message;
import com.pengrad.telegrambot.model.request.ForceReply;
import com.pengrad.telegrambot.request.AbstractSendRequest;
import com.pengrad.telegrambot.request.SendMessage;
import io.stickermill.delivery.DeliverySettings;
import io.stickermill.delivery.chat.Destination;
import io.stickermill.delivery.telegram.End.Why;
import io.stickermill.delivery.telegram.Item.Kind;
import io.stickermill.delivery.telegram.Sends.Claimed;
import io.stickermill.platform.dispatch.Outcome;
import io.stickermill.platform.ledger.Claim;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says something in a chat, once per reply id. */
final class Replies {

    private static final Logger log = LoggerFactory.getLogger(Replies.class);

    private final Sends sends;
    private final SendOnce once;
    private final DeliverySettings settings;
    private final Clock clock;

    Replies(Sends sends, SendOnce once, DeliverySettings settings, Clock clock) {
        this.sends = sends;
        this.once = once;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Where a reply goes.
     *
     * @param askedAt when somebody there asked for what it answers
     * @param publishedAt when it was to be said: what has waited for too long is not said any more
     */
    record Addressee(Destination place, Instant askedAt, Instant publishedAt) {

        Addressee at(int messageId) {
            return new Addressee(new Destination(place.chatId(), messageId, place.threadId()), askedAt, publishedAt);
        }
    }

    /** Says a text. A user who can't be reached is an end, too. */
    Outcome say(UUID replyId, Addressee to, String text) {
        return message(replyId, to, chat -> new SendMessage(chat, text));
    }

    /** Says something whose answer is waited for: in a group the bot sees an answer only where it refers to this. */
    Outcome ask(UUID replyId, Addressee to, String text) {
        return answer(replyId, to, chat -> new SendMessage(chat, text).replyMarkup(new ForceReply().selective(true)));
    }

    /** Sends a sheet of a job's sticker, which goes with the sticker. */
    <T extends AbstractSendRequest<T>> Outcome sheet(UUID replyId, UUID jobId, Addressee to, LongFunction<T> message) {
        return send(new Item(replyId, Kind.SHEET, jobId, to.place().chatId()), to, message);
    }

    /** Sends a message of any kind. */
    <T extends AbstractSendRequest<T>> Outcome message(UUID replyId, Addressee to, LongFunction<T> message) {
        return send(new Item(replyId, Kind.REPLY, null, to.place().chatId()), to, message);
    }

    /** Sends what answers a press or a wish: it is never left unsaid, but waits for the chat's turn. */
    <T extends AbstractSendRequest<T>> Outcome answer(UUID replyId, Addressee to, LongFunction<T> message) {
        return send(new Item(replyId, Kind.ANSWER, null, to.place().chatId()), to, message);
    }

    private <T extends AbstractSendRequest<T>> Outcome send(Item item, Addressee to, LongFunction<T> message) {
        return once.send(new ReplyLetter<>(item, to, message));
    }

    private final class ReplyLetter<T extends AbstractSendRequest<T>> implements Letter<T> {

        private final Item item;
        private final Addressee to;
        private final LongFunction<T> message;

        ReplyLetter(Item item, Addressee to, LongFunction<T> message) {
            this.item = item;
            this.to = to;
            this.message = message;
        }

        @Override
        public Item item() {
            return item;
        }

        @Override
        public Destination place() {
            return to.place();
        }

        @Override
        public Instant askedAt() {
            return to.askedAt();
        }

        @Override
        public String method() {
            return message.apply(item.chatId()).getMethod();
        }

        /**
         * Nobody reads more than a few texts within a moment, and each would take the chat's next turn: what is over the
         * budget is not said, so that no chat can ask for more than goes out at once.
         */
        @Override
        public Optional<Verdict> stopped(Claimed.Mine mine) {
            if (to.publishedAt().isBefore(clock.instant().minus(settings.maxAge()))) {
                return Optional.of(refused(Why.EXPIRED, "it was to be said at " + to.publishedAt()));
            }
            if (item.kind() == Kind.REPLY
                    && sends.saidWithin(settings.replies().within(), item.chatId())
                            >= settings.replies().most()) {
                return Optional.of(refused(
                        Why.OVER_BUDGET,
                        "more than " + settings.replies().most() + " within "
                                + settings.replies().within()));
            }
            return Optional.empty();
        }

        @Override
        public LongFunction<T> message() {
            return message;
        }

        @Override
        public Verdict.Ends arrived(Message sent, Claimed.Mine mine) {
            return new Verdict.Ends(new End.Arrived(sent.messageId(), null), null);
        }

        @Override
        public Verdict.Ends refused(Why why, String detail) {
            var end = new End.Failed(why, detail);
            log.info("a reply to chat {} does not go: {}", item.chatId(), end.words());
            return new Verdict.Ends(end, null);
        }

        @Override
        public Outcome afterUnknown(String cause) {
            return Outcome.retry(cause);
        }

        @Override
        public boolean end(Claim.Granted grant, End end, @Nullable EndEvent event) {
            return sends.end(item, grant, end, event);
        }

        @Override
        public Outcome after(Claimed.Over over) {
            return Outcome.done();
        }
    }
}
