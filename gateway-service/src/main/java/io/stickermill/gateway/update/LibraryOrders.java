package io.stickermill.gateway.update;

import io.stickermill.contracts.button.ButtonAction;
import io.stickermill.contracts.style.StickerStyle;
import io.stickermill.contracts.style.StickerStyles;
import io.stickermill.gateway.admission.AdmissionRefusal;
import io.stickermill.gateway.session.PhotoRequest;
import io.stickermill.gateway.session.PhotoRequestEvents;
import io.stickermill.gateway.session.PhotoRequests;
import io.stickermill.gateway.session.SentStickers;
import io.stickermill.gateway.update.Incoming.Sender;
import io.stickermill.gateway.update.StickersAgain.Asked;
import io.stickermill.platform.dispatch.Delivery;
import io.stickermill.platform.dispatch.Outcome;
import io.stickermill.platform.dispatch.RecordHandler;
import io.stickermill.schemas.ChatKind;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.LibraryRequestKind;
import io.stickermill.schemas.LibraryRequested;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what a person asks of their stickers on the library page, as the buttons under a sticker do in the chat. What comes of
 * it comes in the chat, and so does why nothing does.
 */
final class LibraryOrders implements RecordHandler<LibraryRequested> {

    private static final Logger log = LoggerFactory.getLogger(LibraryOrders.class);

    /** Who still waits for it by then has asked again. */
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);

    /** So many other cut-outs are tried for one that the person does not have. */
    private static final int VARIANTS = 20;

    private final PhotoRequests requests;
    private final PhotoRequestEvents events;
    private final SentStickers stickers;
    private final StickerStyles styles;
    private final StickersAgain again;
    private final SetRequests sets;
    private final ReplyEvents replies;
    private final Clock clock;

    LibraryOrders(
            PhotoRequests requests,
            PhotoRequestEvents events,
            SentStickers stickers,
            StickerStyles styles,
            StickersAgain again,
            SetRequests sets,
            ReplyEvents replies,
            Clock clock) {
        this.requests = requests;
        this.events = events;
        this.stickers = stickers;
        this.styles = styles;
        this.again = again;
        this.sets = sets;
        this.replies = replies;
        this.clock = clock;
    }

    @Override
    public Outcome handle(LibraryRequested asked, Delivery delivery) {
        if (asked.getRequestedAt().isBefore(clock.instant().minus(LONGEST_WAIT))) {
            log.info("a request of the library from {} comes too late", asked.getRequestedAt());
            return Outcome.done();
        }
        done(asked).join();
        return Outcome.done();
    }

    private CompletableFuture<?> done(LibraryRequested asked) {
        return switch (asked.getKind()) {
            case SEND ->
                withFile(asked, file -> replies.sticker(sender(asked), asked.getRequestId(), file, clock.instant()));
            case ADD_TO_SET -> withFile(asked, file -> sets.add(asked, file, sender(asked), clock.instant()));
            case AGAIN, RESTYLE -> made(asked);
            case UNKNOWN -> CompletableFuture.completedFuture(null);
        };
    }

    /** What is done with a sticker's file at Telegram. */
    @FunctionalInterface
    private interface WithFile {
        CompletableFuture<?> published(String fileId);
    }

    private CompletableFuture<?> withFile(LibraryRequested asked, WithFile then) {
        String file = asked.getTelegramFileId();
        return file == null ? tell(asked, "library_no_file") : then.published(file);
    }

    private CompletableFuture<?> made(LibraryRequested asked) {
        UUID jobId = Ids.reply(asked.getRequestId(), "job");
        Optional<PhotoRequest> before = requests.find(jobId);
        if (before.isPresent()) {
            return requests.hasEnded(jobId)
                    ? CompletableFuture.completedFuture(null)
                    : events.publish(before.get(), chat(before.get()), null, asked.getLanguage());
        }
        Optional<PhotoRequest> original = Optional.ofNullable(asked.getJobId())
                .flatMap(requests::find)
                .filter(known -> known.asker().telegramUserId() == asked.getTelegramUserId());
        if (original.isEmpty()) {
            return tell(asked, "library_photo_gone");
        }
        if (stickers.isDeleted(original.get().jobId())) {
            return tell(asked, "button_deleted");
        }
        return switch (made(original.get(), asked, jobId)) {
            case Asked.Coming(var published, var _, var _) -> published;
            case Asked.HadAlready(String key, var had) ->
                had == null ? tell(asked, key) : tell(asked, key, had.title(asked.getLanguage()));
            case Asked.Refused(AdmissionRefusal refusal) ->
                replies.refused(sender(asked), told(asked), refusal, clock.instant());
        };
    }

    private Asked made(PhotoRequest original, LibraryRequested asked, UUID jobId) {
        Sender there = in(original, sender(asked));
        Optional<StickerStyle> style = Optional.ofNullable(asked.getStyle()).flatMap(styles::ofId);
        if (asked.getKind() == LibraryRequestKind.AGAIN) {
            return another(original, jobId, there);
        }
        return style.map(wanted -> again.restyle(original, wanted, jobId, there))
                .orElseGet(() -> new Asked.HadAlready("library_style_gone", null));
    }

    private Asked another(PhotoRequest original, UUID jobId, Sender there) {
        Asked found = new Asked.HadAlready("button_had_already", null);
        for (int next = 1; next <= VARIANTS && found instanceof Asked.HadAlready; next++) {
            var wanted = new ButtonAction.Again(original.jobId(), original.variant() + next);
            found = again.again(original, wanted, jobId, there);
        }
        return found;
    }

    private CompletableFuture<?> tell(LibraryRequested asked, String key, Object... arguments) {
        return replies.tell(sender(asked), told(asked), key, clock.instant(), arguments);
    }

    private static UUID told(LibraryRequested asked) {
        return Ids.reply(asked.getRequestId(), "told");
    }

    private static Sender sender(LibraryRequested asked) {
        return new Sender(
                asked.getTelegramUserId(), "", asked.getTelegramUserId(), ChatKind.PRIVATE, null, asked.getLanguage());
    }

    /** A sticker of a group has its next one there. */
    private static Sender in(PhotoRequest original, Sender sender) {
        return new Sender(
                sender.userId(),
                sender.firstName(),
                original.asker().chatId(),
                chat(original),
                null,
                sender.language());
    }

    private static ChatKind chat(PhotoRequest request) {
        return request.asker().chatId() == request.asker().telegramUserId() ? ChatKind.PRIVATE : ChatKind.GROUP;
    }
}
