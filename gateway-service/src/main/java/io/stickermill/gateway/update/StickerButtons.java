package io.stickermill.gateway.update;

import io.stickermill.contracts.button.ButtonAction;
import io.stickermill.gateway.admission.Refusal;
import io.stickermill.gateway.session.AskedPhoto;
import io.stickermill.gateway.session.DeletedStickers;
import io.stickermill.gateway.session.Sessions;
import io.stickermill.gateway.session.StickerMessages;
import io.stickermill.gateway.update.Incoming.Button;
import io.stickermill.gateway.update.Incoming.Sender;
import io.stickermill.gateway.update.StickersAgain.Asked;
import io.stickermill.platform.telegram.TelegramClient;
import io.stickermill.schemas.Ids;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Does what the buttons under a message ask for, if they belong to the person who presses them; answers each. */
final class StickerButtons {

    private final Sessions sessions;
    private final StickerMessages messages;
    private final DeletedStickers deleted;
    private final StickersAgain again;
    private final StyleSheets sheets;
    private final JobCommands commands;
    private final Replies replies;
    private final ButtonAnswers answers;
    private final TelegramClient telegram;
    private final Clock clock;

    StickerButtons(
            Sessions sessions,
            StickerMessages messages,
            DeletedStickers deleted,
            StickersAgain again,
            StyleSheets sheets,
            JobCommands commands,
            Replies replies,
            ButtonAnswers answers,
            TelegramClient telegram,
            Clock clock) {
        this.sessions = sessions;
        this.messages = messages;
        this.deleted = deleted;
        this.again = again;
        this.sheets = sheets;
        this.commands = commands;
        this.replies = replies;
        this.answers = answers;
        this.telegram = telegram;
        this.clock = clock;
    }

    CompletableFuture<?> pressed(Button button) {
        Sender sender = button.sender();
        Optional<ButtonAction> action = ButtonAction.parse(button.data());
        Optional<AskedPhoto> asked = action.flatMap(wanted -> sessions.asked(wanted.jobId()));
        if (asked.isEmpty()) {
            return answers.only(button, "button_unknown");
        }
        AskedPhoto original = asked.get();
        if (original.telegramUserId() != sender.userId() || original.chatId() != sender.chatId()) {
            return answers.only(button, "button_not_yours");
        }
        if (!ButtonPlace.fits(
                action.get(), messages.jobOf(sender.chatId(), button.messageId()), messages.knows(original.jobId()))) {
            return answers.only(button, "button_unknown");
        }
        UUID cause = Ids.jobOfButton(telegram.botId(), sender.chatId(), button.messageId(), button.data());
        if (needsSticker(action.get()) && deleted.contains(original.jobId()) && !isRunning(cause)) {
            return answers.only(button, "button_deleted");
        }
        return switch (action.get()) {
            case ButtonAction.Again wanted -> tell(again.again(original, wanted, cause, sender), button);
            case ButtonAction.ReadyMade wanted -> tell(again.readyMade(original, wanted, cause, sender), button);
            case ButtonAction.Restyle wanted -> tell(again.restyle(original, wanted, cause, sender), button);
            case ButtonAction.Outline wanted -> tell(again.outline(original, wanted, cause, sender), button);
            case ButtonAction.Reshape wanted -> tell(again.reshape(original, wanted, cause, sender), button);
            case ButtonAction.AskText _ -> askText(original, button);
            case ButtonAction.ShowStyles _ -> showStyles(original, button);
            case ButtonAction.CloseStyles _ -> answers.after(replies.remove(button, cause, now()), button, "");
            case ButtonAction.ShowMenu _ -> answers.after(replies.otherButtons(button, cause, now()), button, "");
            case ButtonAction.Delete(UUID _, int index) -> {
                deleted.note(original.jobId());
                yield answers.after(
                        commands.delete(original, index, cause, button), button, answers.text(button, "button_delete"));
            }
            case ButtonAction.Cancel(UUID _, boolean album) -> {
                List<UUID> open = sessions.cancel(original, album, button.messageId());
                yield answers.after(
                        commands.cancel(open, original.userId(), sender.chatId()),
                        button,
                        answers.text(button, open.isEmpty() ? "button_too_late" : "button_cancel"));
            }
        };
    }

    /** Whether there is nothing to ask for where the sticker is deleted. The others remove or stop, which can be done twice. */
    private static boolean needsSticker(ButtonAction action) {
        return switch (action) {
            case ButtonAction.Again _,
                    ButtonAction.ReadyMade _,
                    ButtonAction.Restyle _,
                    ButtonAction.Outline _,
                    ButtonAction.Reshape _,
                    ButtonAction.AskText _,
                    ButtonAction.ShowStyles _,
                    ButtonAction.ShowMenu _ -> true;
            case ButtonAction.CloseStyles _, ButtonAction.Delete _, ButtonAction.Cancel _ -> false;
        };
    }

    /** A press from before the deletion, in an update that comes again: its job must not be lost. */
    private boolean isRunning(UUID jobId) {
        return sessions.asked(jobId).isPresent() && !sessions.hasEnded(jobId);
    }

    private CompletableFuture<?> tell(Asked asked, Button button) {
        return switch (asked) {
            case Asked.Coming(var published, String key) -> answers.after(published, button, answers.text(button, key));
            case Asked.HadAlready() -> answers.only(button, "button_had_already");
            case Asked.Refused(var refusal) -> refuse(refusal, button);
        };
    }

    private CompletableFuture<?> refuse(Refusal refusal, Button button) {
        replies.count(refusal);
        return answers.after(
                CompletableFuture.completedFuture(null),
                button,
                refusal.text(answers.texts(), button.sender().language()));
    }

    private CompletableFuture<?> showStyles(AskedPhoto original, Button button) {
        Optional<Refusal> refusal = sheets.refusal(original);
        return refusal.isPresent()
                ? refuse(refusal.get(), button)
                : answers.after(sheets.ask(original, button, now()), button, answers.text(button, "button_styles"));
    }

    /** Each press asks again: the question may be far up by now. */
    private CompletableFuture<?> askText(AskedPhoto original, Button button) {
        sessions.expectText(original);
        UUID question = Ids.reply(original.jobId(), "text/" + button.callbackId());
        return answers.after(
                replies.ask(button.sender(), button.messageId(), question, "text_wanted", now()),
                button,
                answers.text(button, "button_text"));
    }

    /** Events carry milliseconds. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
