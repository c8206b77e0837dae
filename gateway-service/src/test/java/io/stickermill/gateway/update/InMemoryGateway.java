package io.stickermill.gateway.update;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.stickermill.contracts.button.ButtonAction;
import io.stickermill.contracts.button.SetAction;
import io.stickermill.contracts.credit.Prices;
import io.stickermill.contracts.library.LibrarySettings;
import io.stickermill.contracts.style.RemoteModel;
import io.stickermill.contracts.style.RemoteStyle;
import io.stickermill.contracts.style.RemoteStyles;
import io.stickermill.contracts.style.StickerStyles;
import io.stickermill.gateway.admission.Admission;
import io.stickermill.gateway.admission.InMemoryAdmissionRules;
import io.stickermill.gateway.pack.InMemoryPacks;
import io.stickermill.gateway.pack.InMemorySheets;
import io.stickermill.gateway.pack.PackSettings;
import io.stickermill.gateway.person.ForgetOrders;
import io.stickermill.gateway.session.InMemoryPhotoRequests;
import io.stickermill.gateway.session.InMemorySessions;
import io.stickermill.gateway.session.InMemoryUsers;
import io.stickermill.gateway.session.PhotoRequestEvents;
import io.stickermill.gateway.update.Incoming.AskForget;
import io.stickermill.gateway.update.Incoming.AskGallery;
import io.stickermill.gateway.update.Incoming.AskLibrary;
import io.stickermill.gateway.update.Incoming.AskPack;
import io.stickermill.gateway.update.Incoming.AskSets;
import io.stickermill.gateway.update.Incoming.Button;
import io.stickermill.gateway.update.Incoming.Cancel;
import io.stickermill.gateway.update.Incoming.Photo;
import io.stickermill.gateway.update.Incoming.Said;
import io.stickermill.gateway.update.Incoming.Sender;
import io.stickermill.gateway.update.Incoming.Wish;
import io.stickermill.platform.dispatch.Outcome;
import io.stickermill.platform.fixture.MovableClock;
import io.stickermill.platform.fixture.PublishedEvents;
import io.stickermill.platform.text.Texts;
import io.stickermill.schemas.ChatKind;
import io.stickermill.schemas.ChatReply;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.LibraryRequested;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The gateway's deciders on the twins of its tables. One person writes to it, in a chat of their own. */
final class InMemoryGateway {

    static final long BOT = 1;
    static final int DAILY_QUOTA = 5;
    static final Duration READY_MADE_LIFETIME = Duration.ofHours(24);

    static final LibrarySettings LIBRARY = new LibrarySettings(
            URI.create("https://stickers.example.org/library/"), "a secret of more than thirty-two characters");

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    final MovableClock clock = new MovableClock();
    final PublishedEvents events = new PublishedEvents();
    final InMemoryPhotoRequests requests = new InMemoryPhotoRequests(clock);
    final InMemorySessions sessions = new InMemorySessions(clock, requests);
    final InMemoryAdmissionRules rules = new InMemoryAdmissionRules(clock, requests);
    final InMemoryPacks packs = new InMemoryPacks(clock, new PackSettings(Duration.ofSeconds(5), Duration.ofHours(1)));
    final InMemorySheets sheets = new InMemorySheets(clock);
    final InMemoryUsers users = new InMemoryUsers();
    final InMemoryForgets forgets = new InMemoryForgets(clock);

    /** Variants that were made beside a sticker, as {@code job/variant}. */
    final Set<String> made = new HashSet<>();

    final Sender person = sender(1001, 1001, ChatKind.PRIVATE);

    private final BlockingQueue<String> popups = new LinkedBlockingQueue<>();
    private final UpdateProcessor processor;
    private final PackRequests packRequests;
    private final LibraryOrders libraryOrders;
    private int messages;

    InMemoryGateway() {
        this(LIBRARY);
    }

    InMemoryGateway(LibrarySettings library) {
        clock.set(Instant.parse("2026-01-31T12:00:00Z"));
        var texts = new Texts("gateway-texts");
        var styles = new StickerStyles(new RemoteStyles(
                List.of(new RemoteStyle(
                        "clay",
                        Map.of("en", "Clay figure"),
                        "A clay figure",
                        Optional.of("🧸"),
                        Optional.empty(),
                        List.of(new RemoteModel("replicate", "acme/clay", "image", Map.of(), new BigDecimal("0.04"))))),
                true));
        var requestEvents = new PhotoRequestEvents(events, BOT, "test", clock);
        Admission admission = rules.admission(sessions, packs, requests, DAILY_QUOTA);
        var commands = new JobCommands(events, clock);
        var answers = new ButtonAnswers((_, text) -> popups.add(text), texts);
        var replies = new ReplyEvents(events, BOT, texts, new InMemoryTellings(clock), new SimpleMeterRegistry());
        var setRequests = new SetRequests(events, texts, styles, BOT);
        packRequests = new PackRequests(packs, setRequests, replies, texts, BOT, clock);
        var sheetRequests = new SheetRequests(
                sheets, admission, requestEvents, setRequests, events, replies, answers, "test", clock);
        var setTitles = new SetTitles(sessions, setRequests, replies, BOT);
        var again = new StickersAgain(
                requests,
                requestEvents,
                admission,
                (job, variant) -> made.contains(job + "/" + variant),
                READY_MADE_LIFETIME,
                clock);
        libraryOrders =
                new LibraryOrders(requests, requestEvents, requests, styles, again, setRequests, replies, clock);
        var buttons = new StickerButtons(
                sessions,
                requests,
                requests,
                styles,
                again,
                new StyleSheetRequests(requests, admission, events),
                setRequests,
                commands,
                replies,
                answers,
                BOT,
                clock);
        processor = new UpdateProcessor(
                users,
                sessions,
                requests,
                requestEvents,
                admission,
                commands,
                buttons,
                new StickerTexts(sessions, requests, requests, requestEvents, admission, replies, BOT),
                new SetButtons(setRequests, setTitles, packRequests, sheetRequests, answers, clock),
                setTitles,
                setRequests,
                packRequests,
                sheetRequests,
                answers,
                replies,
                texts,
                new PrivacyText(texts, Duration.ofHours(24), READY_MADE_LIFETIME, false, true),
                new LibraryAccess(library.links(), replies, texts, BOT, clock),
                new GalleryRequests(events, replies, answers, BOT, clock),
                new ForgetRequests(
                        forgets,
                        new ForgetOrders(forgets, events, BOT),
                        replies,
                        answers,
                        (_, language) -> popups.add("wait in " + language),
                        _ -> BigDecimal.ZERO,
                        BOT,
                        clock),
                new InlineQueries(events, BOT, clock),
                // Without prices none of its tables is asked.
                new CreditRequests(
                        Prices.OFF,
                        null,
                        null,
                        null,
                        null,
                        (_, refusal) -> popups.add(String.valueOf(refusal)),
                        null,
                        null,
                        replies,
                        answers,
                        BOT,
                        clock),
                BOT,
                "test");
    }

    static Sender sender(long telegramId, long chatId, ChatKind kind) {
        return new Sender(telegramId, "Ann", chatId, kind, null, "en");
    }

    /** Ends when Kafka has what comes of it. */
    CompletableFuture<?> take(Incoming incoming) {
        return processor.process(incoming);
    }

    /** The same, waiting for it. */
    void taken(Incoming incoming) {
        take(incoming).orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    /** Another message of the person with a photo. */
    Photo photo() {
        return photo(null, null);
    }

    Photo photo(String caption, String albumId) {
        int message = ++messages;
        return new Photo(person, message, "file" + message, caption, albumId, null, clock.instant());
    }

    /** Another message with a photo whose caption asks for a pack. */
    Photo photoForPack(String title, String albumId) {
        return wished(new Wish(Wish.As.PACK, title), albumId);
    }

    /** Another message with a photo that is a sheet of drawings. */
    Photo sheet(String title) {
        return wished(new Wish(Wish.As.SHEET, title), null);
    }

    private Photo wished(Wish wish, String albumId) {
        int message = ++messages;
        return new Photo(person, message, "file" + message, null, albumId, wish, clock.instant());
    }

    AskPack askPack(String title) {
        return new AskPack(person, ++messages, title, clock.instant());
    }

    void endDuePacks() {
        packRequests.endDue();
    }

    Said said(String text) {
        return new Said(person, ++messages, text, clock.instant());
    }

    Cancel cancel() {
        return new Cancel(person, ++messages, clock.instant());
    }

    /** Asks for a sticker of a photo that is new; gives its job. */
    UUID asked() {
        return asked(photo());
    }

    UUID asked(Photo photo) {
        taken(photo);
        return jobOf(photo);
    }

    static UUID jobOf(Photo photo) {
        return Ids.jobOfMessage(BOT, photo.sender().chatId(), photo.messageId());
    }

    AskSets askSets() {
        return new AskSets(person, ++messages, clock.instant());
    }

    /** {@code /my}, in a chat. */
    AskGallery askGallery(Sender sender) {
        return new AskGallery(sender, ++messages, clock.instant());
    }

    /** {@code /library} or {@code /export}, in a chat. */
    AskLibrary askLibrary(Sender sender, boolean forCopy) {
        return new AskLibrary(sender, ++messages, forCopy, clock.instant());
    }

    /** {@code /forget}, in a chat. */
    AskForget askForget(Sender sender) {
        return new AskForget(sender, ++messages, clock.instant());
    }

    /** {@code /library}, in a chat. */
    AskLibrary askLibrary(Sender sender) {
        return askLibrary(sender, false);
    }

    /** Takes what the library page asks. */
    void taken(LibraryRequested asked) {
        assertThat(libraryOrders.handle(asked, null)).isEqualTo(Outcome.done());
    }

    Button button(ButtonAction action, int messageId) {
        return button(person, messageId, action.callbackData());
    }

    /** Another press of somebody. */
    Button button(Sender presser, int messageId, String data) {
        return new Button(presser, "press" + ++messages, messageId, null, data);
    }

    /** Presses a button under a message; gives the words that the person sees. */
    String press(ButtonAction action, int messageId) {
        return press(button(action, messageId));
    }

    /** Presses a button under a message about a sticker set; gives the words that the person sees. */
    String press(SetAction action, int messageId) {
        return press(button(person, messageId, action.callbackData()));
    }

    String press(Button button) {
        taken(button);
        return popup();
    }

    /** What the person sees for a moment where they pressed. */
    String popup() {
        try {
            String shown = popups.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (shown == null) {
                throw new AssertionError("the button was not answered");
            }
            return shown;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean isAnswered() {
        return !popups.isEmpty();
    }

    /** What was said in chats. */
    List<String> told() {
        return events.of(ChatReply.class).stream()
                .map(ChatReply::getText)
                .filter(Objects::nonNull)
                .toList();
    }

    void pass(Duration time) {
        clock.set(clock.instant().plus(time));
    }
}
