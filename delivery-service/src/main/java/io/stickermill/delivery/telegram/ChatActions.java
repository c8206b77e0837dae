package io.stickermill.delivery.telegram;

import com.pengrad.telegrambot.model.request.InlineKeyboardMarkup;
import com.pengrad.telegrambot.request.BaseRequest;
import com.pengrad.telegrambot.request.DeleteMessage;
import com.pengrad.telegrambot.request.EditMessageReplyMarkup;
import com.pengrad.telegrambot.request.EditMessageText;
import com.pengrad.telegrambot.request.SendPhoto;
import com.pengrad.telegrambot.response.BaseResponse;
import io.stickermill.delivery.chat.Messenger;
import io.stickermill.delivery.telegram.Replies.Addressee;
import io.stickermill.platform.button.ButtonAction;
import io.stickermill.platform.button.StickerMenu;
import io.stickermill.platform.dispatch.Outcome;
import io.stickermill.platform.storage.ObjectStorage;
import io.stickermill.platform.telegram.Answer;
import io.stickermill.platform.telegram.TelegramClient;
import io.stickermill.platform.text.Texts;
import io.stickermill.schemas.ChatReply;
import io.stickermill.schemas.JobCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what {@code chat-replies} and {@code job-commands} ask of a chat. */
final class ChatActions {

    private static final Logger log = LoggerFactory.getLogger(ChatActions.class);

    private final Replies replies;
    private final StickerKeyboards keyboards;
    private final Texts texts;
    private final ObjectStorage storage;
    private final Deliveries deliveries;
    private final TelegramClient telegram;
    private final Messenger messenger;
    private final Cancellation cancellation;

    ChatActions(
            Replies replies,
            StickerKeyboards keyboards,
            Texts texts,
            ObjectStorage storage,
            Deliveries deliveries,
            TelegramClient telegram,
            Messenger messenger,
            Cancellation cancellation) {
        this.replies = replies;
        this.keyboards = keyboards;
        this.texts = texts;
        this.storage = storage;
        this.deliveries = deliveries;
        this.messenger = messenger;
        this.telegram = telegram;
        this.cancellation = cancellation;
    }

    Outcome reply(ChatReply reply) {
        long chatId = reply.getChatId();
        var to = new Addressee(chatId, reply.getIssuedAt(), reply.getReplyToMessageId());
        return switch (reply.getKind()) {
            case TEXT ->
                reply.getAsks()
                        ? replies.ask(reply.getReplyId(), to, reply.getText())
                        : replies.say(reply.getReplyId(), null, to, reply.getText());
            case PHOTO ->
                reply.getPhotoStorageKey() == null
                        ? replies.send(
                                reply.getReplyId(),
                                null,
                                to,
                                chat -> new SendPhoto(chat, reply.getPhotoFileId()).caption(reply.getText()))
                        : sheet(reply, to);
            case EDIT ->
                reply.getText() == null
                        ? otherButtons(reply, reply.getMessageId())
                        : repeatable(chatId, new EditMessageText(chatId, reply.getMessageId(), reply.getText()));
            case DELETE -> repeatable(chatId, new DeleteMessage(chatId, reply.getMessageId()));
        };
    }

    /** Where its picture is no longer kept, the styles' names come under the sticker. */
    private Outcome sheet(ChatReply reply, Addressee to) {
        Optional<byte[]> picture = storage.get(reply.getPhotoStorageKey());
        ButtonAction pressed = pressed(reply).orElse(null);
        if (picture.isEmpty() || !(pressed instanceof ButtonAction.ShowStyles(StickerMenu menu))) {
            log.info("no sheet {}, or no button for it", reply.getPhotoStorageKey());
            return otherButtons(reply, reply.getReplyToMessageId());
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

    private static Optional<ButtonAction> pressed(ChatReply reply) {
        return Optional.ofNullable(reply.getKeyboard()).flatMap(ButtonAction::parse);
    }

    private Outcome otherButtons(ChatReply reply, @Nullable Integer messageId) {
        Optional<InlineKeyboardMarkup> keyboard = pressed(reply).map(asked -> switch (asked) {
            case ButtonAction.ShowStyles(StickerMenu menu) -> keyboards.styles(menu, reply.getLanguage());
            case ButtonAction.ShowMenu(StickerMenu menu) -> keyboards.menu(menu, reply.getLanguage());
            default -> null;
        });
        if (keyboard.isEmpty() || messageId == null) {
            log.warn("no keyboard is called {}", reply.getKeyboard());
            return Outcome.done();
        }
        return repeatable(
                reply.getChatId(),
                new EditMessageReplyMarkup(reply.getChatId(), messageId).replyMarkup(keyboard.get()));
    }

    Outcome command(JobCommand command) {
        return switch (command.getKind()) {
            case DELETE -> {
                Integer messageId = command.getMessageId();
                yield messageId == null ? Outcome.done() : delete(command, messageId);
            }
            case CANCEL -> cancellation.cancel(command);
            case UNKNOWN -> Outcome.done();
        };
    }

    /** The sheets of its styles go with a sticker. */
    private Outcome delete(JobCommand command, int messageId) {
        List<Integer> messages = new ArrayList<>(deliveries.sheetsOf(command.getJobId()));
        messages.add(messageId);
        for (int message : messages) {
            Outcome deleted = repeatable(command.getChatId(), new DeleteMessage(command.getChatId(), message));
            if (!(deleted instanceof Outcome.Done)) {
                return deleted;
            }
        }
        return Outcome.done();
    }

    /** An edit or a deletion changes nothing when done twice; what Telegram refuses (it is gone already) is its end. */
    private <T extends BaseRequest<T, R>, R extends BaseResponse> Outcome repeatable(long chatId, T request) {
        String method = request.getMethod();
        Duration held = messenger.held(chatId, method);
        if (held.isPositive()) {
            return new Outcome.Retry("Telegram has put " + method + " in this chat on hold", held);
        }
        Answer<R> answer = telegram.call(request);
        messenger.noteRefusal(chatId, method, answer);
        return switch (answer) {
            case Answer.Ok<R> _ -> Outcome.done();
            case Answer.Refused<R> refused
            when refused.code() == 429 ->
                new Outcome.Retry(refused.description(), refused.retryAfter().orElse(null));
            case Answer.Refused<R> refused -> {
                log.info("Telegram did not want it: {}", refused.description());
                yield Outcome.done();
            }
            case Answer.NotSent<R>(String cause) -> Outcome.retry(cause);
            case Answer.OutcomeUnknown<R>(String cause) -> Outcome.retry(cause);
        };
    }
}
