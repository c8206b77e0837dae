package io.stickermill.gateway.update;

import com.pengrad.telegrambot.model.Update;
import com.pengrad.telegrambot.request.AnswerCallbackQuery;
import io.micrometer.core.instrument.MeterRegistry;
import io.stickermill.gateway.GatewaySettings;
import io.stickermill.gateway.admission.Admission;
import io.stickermill.gateway.admission.Admission.Decision;
import io.stickermill.gateway.admission.Refusal;
import io.stickermill.gateway.session.AskedOptions;
import io.stickermill.gateway.session.AskedPhoto;
import io.stickermill.gateway.session.PhotoRequests;
import io.stickermill.gateway.session.Sessions;
import io.stickermill.gateway.update.Incoming.Answerable;
import io.stickermill.gateway.update.Incoming.Button;
import io.stickermill.gateway.update.Incoming.Cancel;
import io.stickermill.gateway.update.Incoming.Ignored;
import io.stickermill.gateway.update.Incoming.Photo;
import io.stickermill.gateway.update.Incoming.ReplyText;
import io.stickermill.gateway.update.Incoming.Sender;
import io.stickermill.platform.button.ButtonAction;
import io.stickermill.platform.event.EventPublisher;
import io.stickermill.platform.telegram.Answer;
import io.stickermill.platform.telegram.TelegramClient;
import io.stickermill.platform.text.Texts;
import io.stickermill.schemas.ChatReply;
import io.stickermill.schemas.ChatReplyKind;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.Topics;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what an update asks for: keeps the session, publishes the events, answers the button. */
final class UpdateProcessor {

    private static final Logger log = LoggerFactory.getLogger(UpdateProcessor.class);

    private static final Executor ANSWERS = Executors.newVirtualThreadPerTaskExecutor();

    private final Sessions sessions;
    private final PhotoRequests requests;
    private final Admission admission;
    private final JobCommands commands;
    private final EventPublisher events;
    private final TelegramClient telegram;
    private final Texts texts;
    private final PrivacyText privacy;
    private final GatewaySettings settings;
    private final Clock clock;
    private final MeterRegistry meters;

    UpdateProcessor(
            Sessions sessions,
            PhotoRequests requests,
            Admission admission,
            JobCommands commands,
            EventPublisher events,
            TelegramClient telegram,
            Texts texts,
            PrivacyText privacy,
            GatewaySettings settings,
            Clock clock,
            MeterRegistry meters) {
        this.sessions = sessions;
        this.requests = requests;
        this.admission = admission;
        this.commands = commands;
        this.events = events;
        this.telegram = telegram;
        this.texts = texts;
        this.privacy = privacy;
        this.settings = settings;
        this.clock = clock;
        this.meters = meters;
    }

    /**
     * Starts what the update asks for; the future ends when Kafka has it.
     *
     * @throws RuntimeException if the database or Kafka can't be had: the update must be processed again
     */
    CompletableFuture<?> process(Update update) {
        return switch (UpdateReader.read(update)) {
            case Photo photo -> photo(photo);
            case Answerable said -> reply(said);
            case Button button -> button(button);
            case Cancel cancel -> cancel(cancel);
            case Ignored(String why) -> {
                log.debug("update {} ignored: {}", update.updateId(), why);
                yield CompletableFuture.completedFuture(null);
            }
        };
    }

    private CompletableFuture<?> photo(Photo photo) {
        Sender sender = photo.sender();
        UUID jobId = Ids.jobOfMessage(telegram.botId(), sender.chatId(), photo.messageId());
        UUID userId = user(sender);
        var asked = new AskedPhoto(
                jobId,
                Ids.session(jobId),
                userId,
                sender.chatId(),
                sender.userId(),
                photo.messageId(),
                photo.fileId(),
                null,
                photo.albumId(),
                photo.caption(),
                AskedOptions.DEFAULT,
                0,
                photo.sentAt());
        return switch (admission.open(asked, settings.env())) {
            case Decision.Admitted(AskedPhoto admitted) -> request(admitted, sender);
            case Decision.Refused(Refusal refusal) -> {
                refused(refusal);
                yield say(
                        sender,
                        photo.messageId(),
                        refusal.tellingId(),
                        refusal.text(texts, sender.language()),
                        photo.sentAt());
            }
        };
    }

    private CompletableFuture<?> button(Button button) {
        Sender sender = button.sender();
        Optional<ButtonAction> action = ButtonAction.parse(button.data());
        Optional<AskedPhoto> asked = action.flatMap(wanted -> sessions.asked(wanted.jobId()));
        if (asked.isEmpty()) {
            return thenAnswer(CompletableFuture.completedFuture(null), button, "button_unknown");
        }
        AskedPhoto original = asked.get();
        if (original.telegramUserId() != sender.userId() || original.chatId() != sender.chatId()) {
            return thenAnswer(CompletableFuture.completedFuture(null), button, "button_not_yours");
        }
        UUID cause = Ids.jobOfButton(telegram.botId(), sender.chatId(), button.messageId(), button.data());
        return switch (action.get()) {
            case ButtonAction.Again(UUID _, int variant) -> {
                yield switch (admission.add(original.again(cause, variant, now()))) {
                    case Decision.Admitted(AskedPhoto again) ->
                        thenAnswer(request(again, sender), button, "button_again");
                    case Decision.Refused(Refusal refusal) -> {
                        refused(refusal);
                        yield thenSay(
                                CompletableFuture.completedFuture(null),
                                button,
                                refusal.text(texts, sender.language()));
                    }
                };
            }
            case ButtonAction.Delete(UUID _, int index) ->
                thenAnswer(commands.delete(original, index, cause, button.messageId()), button, "button_delete");
            case ButtonAction.Cancel(UUID _, boolean album) -> {
                List<UUID> open = sessions.cancel(original, album, button.messageId());
                yield thenAnswer(
                        commands.cancel(open, original.userId(), sender.chatId()),
                        button,
                        open.isEmpty() ? "button_too_late" : "button_cancel");
            }
        };
    }

    /** The commands first: who is told that jobs are cancelled must not see them go on because of a crash. */
    private CompletableFuture<?> cancel(Cancel cancel) {
        Sender sender = cancel.sender();
        UUID userId = user(sender);
        List<UUID> open = sessions.cancel(sender.chatId(), userId, cancel.messageId());
        String text = open.isEmpty()
                ? texts.get(sender.language(), "cancel_nothing")
                : texts.get(sender.language(), "cancelled", open.size());
        return commands.cancel(open, userId, sender.chatId())
                // Not on the producer's own thread, which the next publishing may have to wait for.
                .thenComposeAsync(_ -> say(sender, cancel.messageId(), "cancelled", text, cancel.sentAt()), ANSWERS);
    }

    private CompletableFuture<?> request(AskedPhoto asked, Sender sender) {
        return requests.publish(asked, sender.chatKind(), sender.language());
    }

    private CompletableFuture<?> reply(Answerable said) {
        Sender sender = said.sender();
        String text = said.text() == ReplyText.PRIVACY
                ? privacy.text(sender.language())
                : texts.get(sender.language(), said.text().key());
        return say(sender, said.messageId(), said.text().key(), text, said.sentAt());
    }

    private void refused(Refusal refusal) {
        meters.counter(
                        "stickermill.requests.refused",
                        "reason",
                        refusal.reason().name())
                .increment();
    }

    private CompletableFuture<?> say(Sender sender, int messageId, String name, String text, Instant sentAt) {
        UUID cause = Ids.jobOfMessage(telegram.botId(), sender.chatId(), messageId);
        return say(sender, messageId, Ids.reply(cause, name), text, sentAt);
    }

    private CompletableFuture<?> say(Sender sender, int messageId, UUID replyId, String text, Instant sentAt) {
        var reply = ChatReply.newBuilder()
                .setReplyId(replyId)
                .setKind(ChatReplyKind.TEXT)
                .setUserId(user(sender))
                .setChatId(sender.chatId())
                .setChatKind(sender.chatKind())
                .setText(text)
                .setReplyToMessageId(messageId)
                .setIssuedAt(sentAt)
                .build();
        return events.publishAsync(Topics.CHAT_REPLIES, sender.chatId(), null, null, reply);
    }

    /**
     * Answers a button once Kafka has what it asks for, on a thread of its own: the update need not wait for it. A button
     * that is not answered keeps spinning; that is not worth processing the update again.
     */
    private CompletableFuture<?> thenAnswer(CompletableFuture<?> published, Button button, String key) {
        return thenSay(published, button, texts.get(button.sender().language(), key));
    }

    private CompletableFuture<?> thenSay(CompletableFuture<?> published, Button button, String text) {
        published.thenRunAsync(
                () -> {
                    var answered = telegram.call(new AnswerCallbackQuery(button.callbackId()).text(text));
                    if (!(answered instanceof Answer.Ok)) {
                        log.info(
                                "a button in chat {} was not answered: {}",
                                button.sender().chatId(),
                                answered);
                    }
                },
                ANSWERS);
        return published;
    }

    private UUID user(Sender sender) {
        UUID userId = Ids.user(telegram.botId(), sender.userId());
        sessions.seen(userId, telegram.botId(), sender.userId(), sender.language());
        return userId;
    }

    /** Events carry milliseconds. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
