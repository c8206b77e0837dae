package io.stickermill.gateway.update;

import io.stickermill.contracts.button.SetAction;
import io.stickermill.contracts.text.SetTitle;
import io.stickermill.gateway.pack.Pack;
import io.stickermill.gateway.pack.Packs;
import io.stickermill.gateway.session.Asker;
import io.stickermill.gateway.session.PackPart;
import io.stickermill.gateway.session.PhotoRequest;
import io.stickermill.gateway.update.Incoming.AskPack;
import io.stickermill.gateway.update.Incoming.Button;
import io.stickermill.gateway.update.Incoming.Photo;
import io.stickermill.gateway.update.Incoming.Sender;
import io.stickermill.gateway.update.Incoming.Wish;
import io.stickermill.platform.text.Texts;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.ReplyButton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/** Collects photos that are to become one sticker set. Each future ends when Kafka has what comes of it. */
final class PackRequests {

    private static final Logger log = LoggerFactory.getLogger(PackRequests.class);

    private static final CompletableFuture<?> NOTHING = CompletableFuture.completedFuture(null);

    private final Packs packs;
    private final SetRequests requests;
    private final ReplyEvents replies;
    private final Texts texts;
    private final long botId;
    private final Clock clock;

    PackRequests(Packs packs, SetRequests requests, ReplyEvents replies, Texts texts, long botId, Clock clock) {
        this.packs = packs;
        this.requests = requests;
        this.replies = replies;
        this.texts = texts;
        this.botId = botId;
        this.clock = clock;
    }

    /** The photos that come next are a pack; the one before is over. */
    CompletableFuture<?> open(AskPack asked) {
        Sender sender = asked.sender();
        UUID message = Ids.jobOfMessage(botId, sender.chatId(), asked.messageId());
        Optional<String> unusable = unusable(asked.title());
        if (unusable.isPresent()) {
            String key = unusable.get();
            return replies.explain(
                    sender,
                    asked.messageId(),
                    Ids.reply(message, key),
                    key,
                    asked.sentAt(),
                    asked.title().codePointCount(0, asked.title().length()),
                    SetTitle.LONGEST);
        }
        return open(pack(sender, asked.messageId(), title(sender, asked.title()), null), sender, asked.sentAt());
    }

    /** A photo may ask for a pack itself: it is the first one there, or its album is the pack. */
    CompletableFuture<?> open(Photo photo) {
        return photo.wish() == null ? NOTHING : open(wished(photo, photo.wish()), photo.sender(), photo.sentAt());
    }

    /** The pack that a photo's caption asks for. */
    Pack wished(Photo photo, Wish wish) {
        String title = title(photo.sender(), unusable(wish.title()).isEmpty() ? wish.title() : "");
        return pack(photo.sender(), photo.messageId(), title, wish.as() == Wish.As.SHEET ? null : photo.albumId());
    }

    private CompletableFuture<?> open(Pack pack, Sender sender, Instant at) {
        Optional<Pack> before = packs.open(pack);
        CompletableFuture<?> over = before.<CompletableFuture<?>>map(this::end).orElse(NOTHING);
        return pack.albumId() == null
                ? CompletableFuture.allOf(
                        over,
                        replies.withButtons(
                                sender,
                                pack.messageId(),
                                Ids.reply(pack.id(), "opened"),
                                texts.get(pack.language(), "pack_opened", pack.title()),
                                List.of(new ReplyButton(
                                        0,
                                        texts.get(pack.language(), "pack_button_done"),
                                        new SetAction.EndPack(pack.id()).callbackData(),
                                        null)),
                                at))
                : over;
    }

    /**
     * With its first photo a pack begins.
     *
     * @param published ends when Kafka has the photo
     */
    CompletableFuture<?> placed(PhotoRequest photo, CompletableFuture<?> published) {
        PackPart part = photo.part();
        if (part == null) {
            return published;
        }
        CompletableFuture<?> begun = part.index() > 0
                ? NOTHING
                : packs.find(part.packId())
                        .<CompletableFuture<?>>map(pack -> requests.packBegun(pack, photo.requestedAt()))
                        .orElse(NOTHING);
        return CompletableFuture.allOf(
                begun, published.thenRunAsync(() -> packs.published(part), AfterPublishing.threads()));
    }

    /** Empty if no photo has come, or it is somebody else's. */
    Optional<CompletableFuture<?>> end(UUID packId, Button pressed) {
        return packs.close(packId, Ids.user(botId, pressed.sender().userId())).map(this::end);
    }

    /** The key of the text that says why {@link #end} does nothing. */
    String whyNotEnded(UUID packId, Button pressed) {
        UUID userId = Ids.user(botId, pressed.sender().userId());
        return packs.find(packId)
                .map(pack -> pack.asker().userId().equals(userId) ? "button_pack_empty" : "button_not_yours")
                .orElse("button_unknown");
    }

    /** Ends what a person has open in a chat. Empty if there is nothing. */
    Optional<CompletableFuture<?>> endOpen(Sender sender) {
        return packs.closeOpen(new Asker(Ids.user(botId, sender.userId()), sender.userId(), sender.chatId()))
                .map(this::end);
    }

    private CompletableFuture<?> end(Pack pack) {
        CompletableFuture<?> published = pack.parts() == 0 ? NOTHING : requests.packEnded(pack, clock.instant());
        return published.thenRunAsync(() -> packs.over(pack.id()), AfterPublishing.threads());
    }

    /** Of an album Telegram says no end; and some people forget to say theirs. */
    @Scheduled(
            fixedDelayString = "${stickermill.packs.look:1s}",
            // Of an album that came while no gateway ran, the other photos come first.
            initialDelayString = "${stickermill.packs.first-look:15s}")
    void endDue() {
        for (Pack pack : packs.due()) {
            end(pack).exceptionally(e -> {
                log.warn("that pack {} is complete is not published yet: {}", pack.id(), e.toString());
                return null;
            });
        }
    }

    private Pack pack(Sender sender, int messageId, String title, @Nullable String albumId) {
        return new Pack(
                Ids.pack(Ids.jobOfMessage(botId, sender.chatId(), messageId)),
                new Asker(Ids.user(botId, sender.userId()), sender.userId(), sender.chatId()),
                sender.chatKind(),
                sender.threadId(),
                messageId,
                sender.language(),
                title,
                albumId,
                0);
    }

    private String title(Sender sender, String said) {
        return said.isBlank() || !(SetTitle.of(said) instanceof SetTitle.Usable(String title))
                ? requests.titleOfFirst(sender)
                : title;
    }

    /** The key of the text that says why. */
    private static Optional<String> unusable(String title) {
        if (title.isBlank()) {
            return Optional.empty();
        }
        return switch (SetTitle.of(title)) {
            case SetTitle.Usable(String usable) ->
                SetTitle.hasLink(usable) ? Optional.of("set_title_link") : Optional.empty();
            case SetTitle.TooLong _ -> Optional.of("set_title_too_long");
            case SetTitle.Unprintable _ -> Optional.of("set_title_unprintable");
        };
    }
}
