package io.stickermill.gateway.update;

import io.stickermill.contracts.button.ButtonAction;
import io.stickermill.contracts.style.StickerStyle;
import io.stickermill.contracts.style.StickerStyles;
import io.stickermill.gateway.admission.AdmissionRefusal;
import io.stickermill.gateway.session.AskedOptions;
import io.stickermill.gateway.session.Asker;
import io.stickermill.gateway.session.PhotoRequest;
import io.stickermill.gateway.session.PhotoRequests;
import io.stickermill.gateway.session.SentStickers;
import io.stickermill.gateway.session.Sessions;
import io.stickermill.gateway.session.Sessions.Question;
import io.stickermill.gateway.update.Incoming.Button;
import io.stickermill.gateway.update.Incoming.Sender;
import io.stickermill.gateway.update.StickersAgain.Asked;
import io.stickermill.schemas.ChatKind;
import io.stickermill.schemas.Ids;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Does what the buttons under a message ask for, if they belong to the person who presses them; answers each. */
final class StickerButtons {

    private final Sessions sessions;
    private final PhotoRequests requests;
    private final SentStickers stickers;
    private final StickerStyles styles;
    private final StickersAgain again;
    private final StyleSheetRequests sheets;
    private final SetRequests sets;
    private final JobCommands commands;
    private final ReplyEvents replies;
    private final ButtonAnswers answers;
    private final long botId;
    private final Clock clock;

    StickerButtons(
            Sessions sessions,
            PhotoRequests requests,
            SentStickers stickers,
            StickerStyles styles,
            StickersAgain again,
            StyleSheetRequests sheets,
            SetRequests sets,
            JobCommands commands,
            ReplyEvents replies,
            ButtonAnswers answers,
            long botId,
            Clock clock) {
        this.sessions = sessions;
        this.requests = requests;
        this.stickers = stickers;
        this.styles = styles;
        this.again = again;
        this.sheets = sheets;
        this.sets = sets;
        this.commands = commands;
        this.replies = replies;
        this.answers = answers;
        this.botId = botId;
        this.clock = clock;
    }

    CompletableFuture<?> pressed(Button button) {
        Sender sender = button.sender();
        Optional<ButtonAction> action = ButtonAction.parse(button.data());
        Optional<PhotoRequest> asked = action.flatMap(wanted -> requests.find(wanted.jobId()));
        if (asked.isEmpty()) {
            return answers.only(button, "button_unknown");
        }
        PhotoRequest original = asked.get();
        if (!belongs(original.asker(), sender)) {
            return answers.only(button, "button_not_yours");
        }
        if (!ButtonPlace.fits(
                action.get(),
                stickers.jobOf(sender.chatId(), button.messageId()),
                stickers.hasArrived(original.jobId()))) {
            return answers.only(button, "button_unknown");
        }
        UUID cause = Ids.jobOfButton(botId, sender.chatId(), button.messageId(), button.data());
        if (needsSticker(action.get()) && stickers.isDeleted(original.jobId()) && !isRunning(cause)) {
            return answers.only(button, "button_deleted");
        }
        return switch (action.get()) {
            case ButtonAction.Again wanted -> tell(again.again(original, wanted, cause, sender), button);
            case ButtonAction.ReadyMade wanted -> tell(again.readyMade(original, wanted, cause, sender), button);
            case ButtonAction.Restyle(UUID _, String style) ->
                styles.ofId(style)
                        .<CompletableFuture<?>>map(
                                wanted -> tell(again.restyle(original, wanted, cause, sender), button))
                        .orElseGet(() -> answers.only(button, "button_unknown"));
            case ButtonAction.Outline wanted -> tell(again.outline(original, wanted, cause, sender), button);
            case ButtonAction.Reshape wanted -> tell(again.reshape(original, wanted, cause, sender), button);
            case ButtonAction.AskText _ -> askText(original, button);
            case ButtonAction.ShowStyles _ -> showStyles(original, button);
            case ButtonAction.CloseStyles _ ->
                answers.after(replies.remove(button, cause, clock.instant()), button, "");
            case ButtonAction.ShowMenu _ ->
                answers.after(replies.otherButtons(button, cause, clock.instant()), button, "");
            case ButtonAction.ShowPrompt _ -> showPrompt(original, cause, button);
            case ButtonAction.AddToSet(UUID _, int index) ->
                answers.after(
                        sets.add(original, index, button, clock.instant()),
                        button,
                        answers.text(button, "button_add_to_set"));
            case ButtonAction.Delete(UUID _, int index) -> {
                stickers.deleted(original.jobId());
                yield answers.after(
                        CompletableFuture.allOf(
                                commands.delete(original, index, cause, button), askNoText(original, button)),
                        button,
                        answers.text(button, "button_delete"));
            }
            case ButtonAction.Cancel(UUID _, boolean album) -> {
                List<UUID> open = requests.cancel(original, album, button.messageId());
                yield answers.after(
                        commands.cancel(open, original.asker().userId(), sender.chatId()),
                        button,
                        answers.text(button, open.isEmpty() ? "button_too_late" : "button_cancel"));
            }
        };
    }

    /** In their chat. What a program made for a group is everybody's there. */
    private static boolean belongs(Asker asker, Sender sender) {
        boolean groups = sender.chatKind() == ChatKind.GROUP && asker.telegramUserId() == asker.chatId();
        return asker.chatId() == sender.chatId() && (groups || asker.telegramUserId() == sender.userId());
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
                    ButtonAction.ShowMenu _,
                    ButtonAction.ShowPrompt _,
                    ButtonAction.AddToSet _ -> true;
            case ButtonAction.CloseStyles _, ButtonAction.Delete _, ButtonAction.Cancel _ -> false;
        };
    }

    /** A press from before the deletion, in an update that comes again: its job must not be lost. */
    private boolean isRunning(UUID jobId) {
        return requests.find(jobId).isPresent() && !requests.hasEnded(jobId);
    }

    private CompletableFuture<?> tell(Asked asked, Button button) {
        return switch (asked) {
            case Asked.Coming(var published, String key, var style) ->
                answers.after(published, button, answers.text(button, key, title(style, button)));
            case Asked.HadAlready(String key, var style) -> answers.only(button, key, title(style, button));
            case Asked.Refused(var refusal) -> refuse(refusal, button);
        };
    }

    private static String title(@Nullable StickerStyle style, Button button) {
        return style == null ? "" : style.title(button.sender().language());
    }

    private CompletableFuture<?> refuse(AdmissionRefusal refusal, Button button) {
        String words = refusal.text(answers.texts(), button.sender().language());
        if (refusal.cost() != null) {
            // For good, and with the button that helps.
            UUID replyId = Ids.reply(refusal.tellingId(), button.callbackId());
            return answers.after(replies.refused(button.sender(), replyId, refusal, clock.instant()), button, words);
        }
        replies.count(refusal);
        return answers.after(CompletableFuture.completedFuture(null), button, words);
    }

    private CompletableFuture<?> showStyles(PhotoRequest original, Button button) {
        Optional<AdmissionRefusal> refusal = sheets.refusal(original);
        return refusal.isPresent()
                ? refuse(refusal.get(), button)
                : answers.after(
                        sheets.ask(original, button, clock.instant()), button, answers.text(button, "button_styles"));
    }

    /** As plain text: whatever characters are in it, they are shown. */
    private CompletableFuture<?> showPrompt(PhotoRequest original, UUID cause, Button button) {
        AskedOptions options = original.options();
        return styles.prompt(options.style(), original.userInput())
                .<CompletableFuture<?>>map(prompt -> answers.after(
                        replies.withButtons(
                                button.sender(),
                                button.messageId(),
                                Ids.reply(cause, "prompt"),
                                prompt,
                                List.of(),
                                clock.instant()),
                        button,
                        answers.text(button, "button_prompt")))
                .orElseGet(() -> answers.only(button, "button_unknown"));
    }

    /** Each press asks again, since the question may be far up by now; the one before goes. */
    private CompletableFuture<?> askText(PhotoRequest original, Button button) {
        UUID question = Ids.reply(original.jobId(), "text/" + button.callbackId());
        Optional<Question> before = sessions.expectText(original, question)
                .filter(asked -> !asked.replyId().equals(question));
        Instant now = clock.instant();
        return answers.after(
                CompletableFuture.allOf(
                        replies.takeBack(button.sender(), before, now),
                        replies.ask(button.sender(), button.messageId(), question, "text_wanted", now)),
                button,
                answers.text(button, "button_text"));
    }

    /** A text for this sticker, and for no other, is no longer waited for. */
    private CompletableFuture<?> askNoText(PhotoRequest original, Button button) {
        UUID userId = original.asker().userId();
        long chatId = original.asker().chatId();
        Optional<Question> question = sessions.textExpected(userId, chatId)
                .filter(original.jobId()::equals)
                .flatMap(_ -> sessions.expectNoText(userId, chatId));
        return replies.takeBack(button.sender(), question, clock.instant());
    }
}
