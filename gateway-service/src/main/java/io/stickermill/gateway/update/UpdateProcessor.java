package io.stickermill.gateway.update;

import io.stickermill.contracts.button.ForgetAction;
import io.stickermill.contracts.button.GalleryAction;
import io.stickermill.contracts.button.SetAction;
import io.stickermill.contracts.text.StickerText;
import io.stickermill.gateway.admission.Admission;
import io.stickermill.gateway.admission.Admission.Decision;
import io.stickermill.gateway.admission.AdmissionRefusal;
import io.stickermill.gateway.payment.CreditAction;
import io.stickermill.gateway.session.AskedOptions;
import io.stickermill.gateway.session.Asker;
import io.stickermill.gateway.session.PhotoRequest;
import io.stickermill.gateway.session.PhotoRequestEvents;
import io.stickermill.gateway.session.PhotoRequests;
import io.stickermill.gateway.session.Sessions;
import io.stickermill.gateway.session.Sessions.Question;
import io.stickermill.gateway.session.Users;
import io.stickermill.gateway.update.Incoming.Answerable;
import io.stickermill.gateway.update.Incoming.AskCredits;
import io.stickermill.gateway.update.Incoming.AskForget;
import io.stickermill.gateway.update.Incoming.AskGallery;
import io.stickermill.gateway.update.Incoming.AskInline;
import io.stickermill.gateway.update.Incoming.AskLibrary;
import io.stickermill.gateway.update.Incoming.AskPack;
import io.stickermill.gateway.update.Incoming.AskSets;
import io.stickermill.gateway.update.Incoming.Button;
import io.stickermill.gateway.update.Incoming.Cancel;
import io.stickermill.gateway.update.Incoming.Ignored;
import io.stickermill.gateway.update.Incoming.Paid;
import io.stickermill.gateway.update.Incoming.Photo;
import io.stickermill.gateway.update.Incoming.PreCheckout;
import io.stickermill.gateway.update.Incoming.Refunded;
import io.stickermill.gateway.update.Incoming.ReplyText;
import io.stickermill.gateway.update.Incoming.Said;
import io.stickermill.gateway.update.Incoming.Sender;
import io.stickermill.gateway.update.Incoming.StrayButton;
import io.stickermill.gateway.update.Incoming.Wish;
import io.stickermill.gateway.update.Tellings.Often;
import io.stickermill.platform.text.Texts;
import io.stickermill.schemas.ChatKind;
import io.stickermill.schemas.Ids;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what an update asks for: keeps the session, publishes the events, answers the button. */
final class UpdateProcessor {

    private static final Logger log = LoggerFactory.getLogger(UpdateProcessor.class);

    private final Users users;
    private final Sessions sessions;
    private final PhotoRequests requests;
    private final PhotoRequestEvents events;
    private final Admission admission;
    private final JobCommands commands;
    private final StickerButtons buttons;
    private final StickerTexts stickerTexts;
    private final SetButtons setButtons;
    private final SetTitles setTitles;
    private final SetRequests setRequests;
    private final PackRequests packs;
    private final SheetRequests sheets;
    private final ButtonAnswers answers;
    private final ReplyEvents replies;
    private final Texts texts;
    private final PrivacyText privacy;
    private final LibraryAccess library;
    private final GalleryRequests gallery;
    private final ForgetRequests forget;
    private final InlineQueries inline;
    private final CreditRequests credits;
    private final long botId;
    private final String env;

    UpdateProcessor(
            Users users,
            Sessions sessions,
            PhotoRequests requests,
            PhotoRequestEvents events,
            Admission admission,
            JobCommands commands,
            StickerButtons buttons,
            StickerTexts stickerTexts,
            SetButtons setButtons,
            SetTitles setTitles,
            SetRequests setRequests,
            PackRequests packs,
            SheetRequests sheets,
            ButtonAnswers answers,
            ReplyEvents replies,
            Texts texts,
            PrivacyText privacy,
            LibraryAccess library,
            GalleryRequests gallery,
            ForgetRequests forget,
            InlineQueries inline,
            CreditRequests credits,
            long botId,
            String env) {
        this.users = users;
        this.sessions = sessions;
        this.requests = requests;
        this.events = events;
        this.admission = admission;
        this.commands = commands;
        this.buttons = buttons;
        this.stickerTexts = stickerTexts;
        this.setButtons = setButtons;
        this.setTitles = setTitles;
        this.setRequests = setRequests;
        this.packs = packs;
        this.sheets = sheets;
        this.answers = answers;
        this.replies = replies;
        this.texts = texts;
        this.privacy = privacy;
        this.library = library;
        this.gallery = gallery;
        this.forget = forget;
        this.inline = inline;
        this.credits = credits;
        this.botId = botId;
        this.env = env;
    }

    /**
     * Starts what the update asks for; the future ends when Kafka has it.
     *
     * @throws RuntimeException if the database or Kafka can't be had: the update must be processed again
     */
    CompletableFuture<?> process(Incoming incoming) {
        return forget.hold(incoming).orElseGet(() -> taken(incoming));
    }

    private CompletableFuture<?> taken(Incoming incoming) {
        return switch (incoming) {
            case Photo photo -> photo(photo);
            case Answerable said -> reply(said);
            case Said said -> said(said);
            case Button button -> button(button);
            case StrayButton stray -> answers.stray(stray);
            case Cancel cancel -> cancel(cancel);
            case AskSets asked -> askSets(asked);
            case AskLibrary asked -> askLibrary(asked);
            case AskGallery asked -> askGallery(asked);
            case AskForget asked -> askForget(asked);
            case AskInline asked -> inline.asked(asked);
            case AskPack asked -> askPack(asked);
            case AskCredits asked -> askCredits(asked);
            case PreCheckout asked -> credits.answer(asked);
            case Paid paid -> {
                seen(paid.sender());
                yield credits.paid(paid);
            }
            case Refunded refunded -> {
                seen(refunded.sender());
                yield credits.refunded(refunded);
            }
            case Ignored(String why) -> {
                log.debug("an update is ignored: {}", why);
                yield CompletableFuture.completedFuture(null);
            }
        };
    }

    private CompletableFuture<?> photo(Photo photo) {
        Sender sender = photo.sender();
        UUID jobId = Ids.jobOfMessage(botId, sender.chatId(), photo.messageId());
        UUID userId = seen(sender);
        StickerText text = StickerText.of(photo.caption());
        var asker = new Asker(userId, sender.userId(), sender.chatId());
        var asked = PhotoRequest.inMessage(
                        jobId, asker, photo.messageId(), photo.fileId(), options(text), photo.sentAt())
                .with(StickerText.kept(photo.caption()), photo.albumId());
        Optional<Question> question = sessions.expectNoText(userId, sender.chatId());
        CompletableFuture<?> takenBack = replies.takeBack(sender, question, photo.sentAt());
        if (photo.wish() != null && photo.wish().as() == Wish.As.SHEET) {
            return CompletableFuture.allOf(takenBack, sheets.ask(photo, packs.wished(photo, photo.wish())));
        }
        CompletableFuture<?> opened = packs.open(photo);
        return switch (admission.open(asked, env)) {
            case Decision.Admitted(PhotoRequest admitted) ->
                CompletableFuture.allOf(
                        packs.placed(
                                admitted,
                                events.publish(admitted, sender.chatKind(), sender.threadId(), sender.language())),
                        opened,
                        leftOff(photo, text, jobId),
                        takenBack,
                        givenUp(question, photo, jobId));
            case Decision.Refused(AdmissionRefusal refusal) ->
                CompletableFuture.allOf(
                        opened, takenBack, replies.refuse(sender, photo.messageId(), refusal, photo.sentAt()));
        };
    }

    /** Says that its answer is no longer waited for. */
    private CompletableFuture<?> givenUp(Optional<Question> question, Photo photo, UUID jobId) {
        if (question.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        return switch (question.get().wanted()) {
            case STICKER_TEXT -> explain(photo, jobId, "text_given_up");
            case SET_TITLE -> explain(photo, jobId, "set_title_given_up");
        };
    }

    /** What is written with a photo is set on the sticker. */
    private static AskedOptions options(StickerText text) {
        return text instanceof StickerText.Usable(String usable)
                ? AskedOptions.DEFAULT.withText(usable)
                : AskedOptions.DEFAULT;
    }

    /** Says so where it could not be: the sticker comes without it. */
    private CompletableFuture<?> leftOff(Photo photo, StickerText text, UUID jobId) {
        return switch (text) {
            case StickerText.Usable _, StickerText.Nothing _ -> CompletableFuture.completedFuture(null);
            case StickerText.TooLong(int characters) ->
                explain(photo, jobId, "caption_too_long", characters, StickerText.LONGEST);
            case StickerText.Unprintable _ -> explain(photo, jobId, "caption_unprintable");
        };
    }

    private CompletableFuture<?> explain(Photo photo, UUID jobId, String key, Object... arguments) {
        return replies.explain(
                photo.sender(), photo.messageId(), Ids.reply(jobId, key), key, photo.sentAt(), arguments);
    }

    /** Forwarded by the hundred, texts that nobody waits for must cost next to nothing. */
    private CompletableFuture<?> said(Said said) {
        Sender sender = said.sender();
        UUID userId = Ids.user(botId, sender.userId());
        var asker = new Asker(userId, sender.userId(), sender.chatId());
        boolean hinted = sender.chatKind() != ChatKind.PRIVATE || replies.isSpent(sender, ReplyText.HINT.key());
        UUID message = Ids.jobOfMessage(botId, sender.chatId(), said.messageId());
        if (hinted && !sessions.awaitsText(userId, sender.chatId(), message)) {
            return sheets.without(said, asker).orElseGet(() -> CompletableFuture.completedFuture(null));
        }
        seen(sender);
        // What comes again must not answer the question that is open by now.
        return stickerTexts
                .again(said, userId)
                .or(() -> setTitles.take(said, userId))
                .or(() -> stickerTexts.take(said, userId))
                .or(() -> sheets.without(said, asker))
                .orElseGet(() -> hinted
                        ? CompletableFuture.completedFuture(null)
                        : reply(new Answerable(sender, said.messageId(), said.sentAt(), ReplyText.HINT)));
    }

    /** The commands first: who is told that jobs are cancelled must not see them go on because of a crash. */
    private CompletableFuture<?> cancel(Cancel cancel) {
        Sender sender = cancel.sender();
        UUID userId = seen(sender);
        Optional<Question> question = sessions.expectNoText(userId, sender.chatId());
        CompletableFuture<?> takenBack = replies.takeBack(sender, question, cancel.sentAt());
        Optional<CompletableFuture<?>> pack = packs.endOpen(sender);
        List<UUID> open = requests.cancel(sender.chatId(), userId, cancel.messageId());
        String text = open.isEmpty()
                ? texts.get(
                        sender.language(),
                        question.map(UpdateProcessor::cancelled)
                                .orElse(pack.isPresent() ? "pack_dropped" : "cancel_nothing"))
                : texts.get(sender.language(), "cancelled", open.size());
        return CompletableFuture.allOf(
                        takenBack,
                        pack.orElseGet(() -> CompletableFuture.completedFuture(null)),
                        commands.cancel(open, userId, sender.chatId()))
                // Not on the producer's own thread, which the next publishing may have to wait for.
                .thenComposeAsync(
                        _ -> say(sender, cancel.messageId(), "cancelled", Often.ANSWER, text, cancel.sentAt()),
                        AfterPublishing.threads());
    }

    private static String cancelled(Question question) {
        return switch (question.wanted()) {
            case STICKER_TEXT -> "text_cancelled";
            case SET_TITLE -> "set_title_cancelled";
        };
    }

    /** In a group anyone may press who has never written to the bot. */
    private CompletableFuture<?> button(Button button) {
        seen(button.sender());
        return SetAction.parse(button.data())
                .<CompletableFuture<?>>map(action -> setButtons.pressed(action, button))
                .or(() -> CreditAction.parse(button.data()).map(action -> credits.pressed(action, button)))
                .or(() -> GalleryAction.parse(button.data()).map(action -> gallery.pressed(action, button)))
                .or(() -> ForgetAction.parse(button.data()).map(action -> forget.pressed(action, button)))
                .orElseGet(() -> buttons.pressed(button));
    }

    private CompletableFuture<?> askSets(AskSets asked) {
        seen(asked.sender());
        return replies.isDue(asked.sender(), asked.messageId(), "sets")
                ? setRequests.list(asked)
                : CompletableFuture.completedFuture(null);
    }

    private CompletableFuture<?> askLibrary(AskLibrary asked) {
        seen(asked.sender());
        return library.answer(asked);
    }

    private CompletableFuture<?> askGallery(AskGallery asked) {
        seen(asked.sender());
        return gallery.open(asked);
    }

    private CompletableFuture<?> askForget(AskForget asked) {
        seen(asked.sender());
        return forget.ask(asked);
    }

    private CompletableFuture<?> askCredits(AskCredits asked) {
        seen(asked.sender());
        return credits.answer(asked);
    }

    private CompletableFuture<?> askPack(AskPack asked) {
        seen(asked.sender());
        return packs.open(asked);
    }

    private CompletableFuture<?> reply(Answerable said) {
        Sender sender = said.sender();
        seen(sender);
        String text = said.text() == ReplyText.PRIVACY
                ? privacy.text(sender.language())
                : texts.get(sender.language(), said.text().key());
        return say(sender, said.messageId(), said.text().key(), said.text().often(), text, said.sentAt());
    }

    private CompletableFuture<?> say(
            Sender sender, int messageId, String name, Often often, String text, Instant sentAt) {
        UUID cause = Ids.jobOfMessage(botId, sender.chatId(), messageId);
        return replies.say(sender, messageId, name, often, Ids.reply(cause, name), text, sentAt);
    }

    /** Notes that they were here; a group, too: programs may send stickers to it from then on. */
    private UUID seen(Sender sender) {
        if (sender.chatKind() == ChatKind.GROUP) {
            users.seen(Ids.user(botId, sender.chatId()), botId, sender.chatId(), sender.language());
        }
        UUID userId = Ids.user(botId, sender.userId());
        users.seen(userId, botId, sender.userId(), sender.language());
        return userId;
    }
}
