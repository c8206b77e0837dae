package io.stickermill.delivery.telegram;

import com.pengrad.telegrambot.model.request.InlineKeyboardMarkup;
import com.pengrad.telegrambot.model.request.LabeledPrice;
import com.pengrad.telegrambot.request.AbstractSendRequest;
import com.pengrad.telegrambot.request.EditMessageReplyMarkup;
import com.pengrad.telegrambot.request.EditMessageText;
import com.pengrad.telegrambot.request.SendInvoice;
import com.pengrad.telegrambot.request.SendMessage;
import com.pengrad.telegrambot.request.SendPhoto;
import com.pengrad.telegrambot.request.SendSticker;
import io.stickermill.contracts.button.ButtonAction;
import io.stickermill.contracts.button.StickerMenu;
import io.stickermill.delivery.chat.Destination;
import io.stickermill.delivery.telegram.Replies.Addressee;
import io.stickermill.delivery.telegram.Sends.Claimed;
import io.stickermill.platform.dispatch.Delivery;
import io.stickermill.platform.dispatch.Outcome;
import io.stickermill.platform.storage.ObjectStorage;
import io.stickermill.platform.text.Texts;
import io.stickermill.schemas.ChatReply;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.JobCommand;
import io.stickermill.schemas.StarInvoice;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what {@code chat-replies} and {@code job-commands} ask of a chat. */
final class ChatActions {

    private static final Logger log = LoggerFactory.getLogger(ChatActions.class);

    /** In place, within a second and a half. */
    private static final int LOOKS = 3;

    private final Replies replies;
    private final StickerKeyboards keyboards;
    private final Texts texts;
    private final ObjectStorage storage;
    private final Sends sends;
    private final ChatChanges changes;
    private final JobEndings jobs;

    ChatActions(
            Replies replies,
            StickerKeyboards keyboards,
            Texts texts,
            ObjectStorage storage,
            Sends sends,
            ChatChanges changes,
            JobEndings jobs) {
        this.replies = replies;
        this.keyboards = keyboards;
        this.texts = texts;
        this.storage = storage;
        this.sends = sends;
        this.changes = changes;
        this.jobs = jobs;
    }

    Outcome reply(ChatReply reply, Delivery delivery) {
        var place = new Destination(reply.getChatId(), reply.getReplyToMessageId(), reply.getThreadId());
        var to = new Addressee(place, reply.getIssuedAt(), delivery.timestamp());
        return switch (reply.getKind()) {
            case TEXT -> text(reply, to);
            case STICKER -> sticker(reply, to, delivery);
            case INVOICE -> invoice(reply, to);
            case PHOTO -> {
                if (reply.getPhotoStorageKey() == null) {
                    yield replies.message(
                            reply.getReplyId(),
                            to,
                            chat -> new SendPhoto(chat, reply.getPhotoFileId()).caption(reply.getText()));
                }
                yield reply.getKeyboard() == null ? picture(reply, to) : sheet(reply, to, delivery);
            }
            case EDIT ->
                reply.getKeyboard() == null
                        ? otherWords(reply, to, delivery)
                        : otherButtons(reply, reply.getMessageId(), delivery);
            case DELETE ->
                reply.getDeletesReplyId() == null
                        ? close(reply, to, delivery)
                        : takeBack(reply.getDeletesReplyId(), reply.getChatId(), delivery);
        };
    }

    /** One that takes another message's place removes it once it has come; where it does not go, the other stays. */
    private Outcome sticker(ChatReply reply, Addressee to, Delivery delivery) {
        Outcome sent = replies.answer(
                reply.getReplyId(),
                to,
                chat -> new SendSticker(chat, reply.getStickerFileId())
                        .replyMarkup(StickerKeyboards.of(reply.getButtons())));
        return sent instanceof Outcome.Done && reply.getMessageId() != null && messageOf(reply.getReplyId()) != null
                ? close(reply, to, delivery)
                : sent;
    }

    /** A forwarded copy leads to the bot: without a start parameter anybody could pay it. */
    private Outcome invoice(ChatReply reply, Addressee to) {
        StarInvoice invoice = Objects.requireNonNull(reply.getInvoice(), "an invoice of nothing");
        return replies.answer(
                reply.getReplyId(),
                to,
                chat -> new SendInvoice(
                                chat,
                                invoice.getTitle(),
                                reply.getText(),
                                invoice.getPayload(),
                                "XTR",
                                List.of(new LabeledPrice(invoice.getTitle(), invoice.getStars())))
                        .providerToken("")
                        .startParameter(invoice.getPayload()));
    }

    /** Where it is no longer kept, its words and its buttons. */
    private Outcome picture(ChatReply reply, Addressee to) {
        return storage.get(reply.getPhotoStorageKey())
                .map(picture -> said(
                        reply,
                        to,
                        chat -> withButtons(
                                new SendPhoto(chat, picture)
                                        .fileName("picture.jpg")
                                        .caption(reply.getText()),
                                reply)))
                .orElseGet(() -> {
                    log.info("no picture {}: its words alone are said", reply.getPhotoStorageKey());
                    return text(reply, to);
                });
    }

    /** Where its picture is no longer kept, the styles' names come under the sticker. */
    private Outcome sheet(ChatReply reply, Addressee to, Delivery delivery) {
        Optional<byte[]> picture = storage.get(reply.getPhotoStorageKey());
        ButtonAction pressed = pressed(reply).orElse(null);
        if (picture.isEmpty() || !(pressed instanceof ButtonAction.ShowStyles(StickerMenu menu))) {
            log.info("no sheet {}, or no button for it", reply.getPhotoStorageKey());
            return otherButtons(reply, reply.getReplyToMessageId(), delivery);
        }
        String language = reply.getLanguage();
        return replies.sheet(
                reply.getReplyId(),
                menu.jobId(),
                to,
                chat -> new SendPhoto(chat, picture.get())
                        .fileName("styles.jpg")
                        .caption(texts.get(language, "styles"))
                        .replyMarkup(keyboards.sheet(menu, language)));
    }

    private Outcome text(ChatReply reply, Addressee to) {
        if (reply.getAsks()) {
            return replies.ask(reply.getReplyId(), to, reply.getText());
        }
        return said(reply, to, chat -> withButtons(new SendMessage(chat, reply.getText()), reply));
    }

    private <T extends AbstractSendRequest<T>> Outcome said(ChatReply reply, Addressee to, LongFunction<T> message) {
        return reply.getOwed()
                ? replies.answer(reply.getReplyId(), to, message)
                : replies.message(reply.getReplyId(), to, message);
    }

    private static <T extends AbstractSendRequest<T>> T withButtons(T message, ChatReply reply) {
        return reply.getButtons().isEmpty() ? message : message.replyMarkup(StickerKeyboards.of(reply.getButtons()));
    }

    /** Another text and other buttons for an earlier answer, or in a new one; without a text, other buttons alone. */
    private Outcome otherWords(ChatReply reply, Addressee to, Delivery delivery) {
        long chatId = reply.getChatId();
        Integer messageId = reply.getEditsReplyId() == null ? reply.getMessageId() : messageOf(reply.getEditsReplyId());
        if (messageId == null || !sends.isAnswer(chatId, messageId)) {
            // The ledger forgets after a month; the message's buttons stand.
            return reply.getOwed() && reply.getText() != null && delivery.attempt() > LOOKS
                    ? text(reply, to)
                    : notKnown("message " + messageId + " as a reply", delivery);
        }
        InlineKeyboardMarkup keyboard = StickerKeyboards.of(reply.getButtons());
        return reply.getText() == null
                ? changes.make(chatId, new EditMessageReplyMarkup(chatId, messageId).replyMarkup(keyboard))
                : changes.make(chatId, new EditMessageText(chatId, messageId, reply.getText()).replyMarkup(keyboard));
    }

    private @Nullable Integer messageOf(UUID replyId) {
        return sends.ended(replyId)
                .map(Claimed.Over::end)
                .map(end -> end instanceof End.Arrived(int messageId, var _) ? messageId : null)
                .orElse(null);
    }

    private static Optional<ButtonAction> pressed(ChatReply reply) {
        return Optional.ofNullable(reply.getKeyboard()).flatMap(ButtonAction::parse);
    }

    /** What a button carries may be anything: only a message that the ledger has for its job is changed. */
    private Outcome otherButtons(ChatReply reply, @Nullable Integer messageId, Delivery delivery) {
        ButtonAction pressed = pressed(reply).orElse(null);
        InlineKeyboardMarkup keyboard =
                pressed == null ? null : keyboard(pressed, reply).orElse(null);
        if (pressed == null || keyboard == null || messageId == null) {
            log.warn("no keyboard is called {}", reply.getKeyboard());
            return Outcome.done();
        }
        if (!sends.messagesOf(pressed.jobId(), reply.getChatId()).contains(messageId)) {
            return notKnown("message " + messageId + " of job " + pressed.jobId(), delivery);
        }
        return changes.make(
                reply.getChatId(), new EditMessageReplyMarkup(reply.getChatId(), messageId).replyMarkup(keyboard));
    }

    private Optional<InlineKeyboardMarkup> keyboard(ButtonAction pressed, ChatReply reply) {
        return switch (pressed) {
            case ButtonAction.ShowStyles(StickerMenu menu) -> Optional.of(keyboards.styles(menu, reply.getLanguage()));
            case ButtonAction.ShowMenu(StickerMenu menu) -> Optional.of(keyboards.menu(menu, reply.getLanguage()));
            case ButtonAction.Again _,
                    ButtonAction.ReadyMade _,
                    ButtonAction.Restyle _,
                    ButtonAction.Outline _,
                    ButtonAction.Reshape _,
                    ButtonAction.AskText _,
                    ButtonAction.CloseStyles _,
                    ButtonAction.ShowPrompt _,
                    ButtonAction.AddToSet _,
                    ButtonAction.Delete _,
                    ButtonAction.Cancel _ -> Optional.empty();
        };
    }

    private Outcome close(ChatReply reply, Addressee to, Delivery delivery) {
        Integer messageId = reply.getMessageId();
        if (messageId == null || !sends.isAnswer(reply.getChatId(), messageId)) {
            return notKnown("message " + messageId + " as a sheet or a reply", delivery);
        }
        return changes.delete(
                reply.getChatId(),
                messageId,
                () -> standsStill(reply.getReplyId(), messageId, to.at(messageId), reply.getLanguage()));
    }

    /** A reply that was never sent, or that Telegram deletes no more, leaves nothing to do. */
    private Outcome takeBack(UUID replyId, long chatId, Delivery delivery) {
        Optional<Claimed.Over> said = sends.ended(replyId);
        if (said.isEmpty()) {
            return notKnown("reply " + replyId, delivery);
        }
        return said.get().end() instanceof End.Arrived(int messageId, var _)
                ? changes.delete(chatId, messageId, Outcome::done)
                : Outcome.done();
    }

    Outcome command(JobCommand command, Delivery delivery) {
        return switch (command.getKind()) {
            case DELETE -> delete(command, delivery);
            case CANCEL -> jobs.cancel(command);
            case FAVOURITE, UNFAVOURITE, UNKNOWN -> Outcome.done();
        };
    }

    /** The sheets of its styles go with a sticker; nothing else does, whatever message the command names. */
    private Outcome delete(JobCommand command, Delivery delivery) {
        long chatId = command.getChatId();
        List<Integer> messages = sends.messagesOf(command.getJobId(), chatId);
        if (messages.isEmpty()) {
            return notKnown("a message of job " + command.getJobId(), delivery);
        }
        for (int message : messages) {
            var to = new Addressee(
                    new Destination(chatId, message, command.getThreadId()),
                    command.getIssuedAt(),
                    delivery.timestamp());
            Outcome deleted = changes.delete(
                    chatId, message, () -> standsStill(command.getCommandId(), message, to, command.getLanguage()));
            if (!(deleted instanceof Outcome.Done)) {
                return deleted;
            }
        }
        return Outcome.done();
    }

    /** Who is quick presses a button before the row of what they see is written; anybody else names what is not ours. */
    private static Outcome notKnown(String what, Delivery delivery) {
        String words = what + " is not known in chat " + delivery.key();
        if (delivery.attempt() <= LOOKS) {
            return Outcome.retry(words);
        }
        log.warn("{}", words);
        return Outcome.done();
    }

    /** What Telegram deletes no more loses its buttons, and whoever wanted it gone hears why it is not. */
    private Outcome standsStill(UUID cause, int messageId, Addressee to, String language) {
        long chatId = to.place().chatId();
        Outcome bare = changes.make(chatId, new EditMessageReplyMarkup(chatId, messageId));
        return bare instanceof Outcome.Done
                ? replies.say(Ids.reply(cause, "too old"), to, texts.get(language, "too_old_to_delete"))
                : bare;
    }
}
