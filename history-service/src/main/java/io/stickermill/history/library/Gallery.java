package io.stickermill.history.library;

import io.stickermill.history.library.GalleryRows.Shown;
import io.stickermill.history.sticker.Deletion;
import io.stickermill.history.sticker.Sticker;
import io.stickermill.history.sticker.StickerList;
import io.stickermill.platform.dispatch.Delivery;
import io.stickermill.platform.dispatch.Outcome;
import io.stickermill.platform.dispatch.RecordHandler;
import io.stickermill.schemas.GalleryRequestKind;
import io.stickermill.schemas.GalleryRequested;
import io.stickermill.schemas.LibraryRequestKind;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows a person their stickers in the chat, one at a time. A message with a sticker can't be made one with another, so the next
 * is sent and the one before goes. All of it can be repeated: what is said is said once by its id.
 */
final class Gallery implements RecordHandler<GalleryRequested> {

    private static final Logger log = LoggerFactory.getLogger(Gallery.class);

    /** Who has waited for longer has pressed again, or gone. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);

    private final GalleryRows rows;
    private final StickerList stickers;
    private final LibraryItems items;
    private final LibraryRequests requests;
    private final Deletion deletion;
    private final GalleryAnswers answers;
    private final Clock clock;

    Gallery(
            GalleryRows rows,
            StickerList stickers,
            LibraryItems items,
            LibraryRequests requests,
            Deletion deletion,
            GalleryAnswers answers,
            Clock clock) {
        this.rows = rows;
        this.stickers = stickers;
        this.items = items;
        this.requests = requests;
        this.deletion = deletion;
        this.answers = answers;
        this.clock = clock;
    }

    @Override
    public Outcome handle(GalleryRequested asked, Delivery delivery) {
        if (asked.getRequestedAt().isBefore(clock.instant().minus(LONGEST_WAIT))) {
            log.info("a press in the gallery from {} comes too late", asked.getRequestedAt());
            return Outcome.done();
        }
        switch (asked.getKind()) {
            case OPEN, FIRST, OLDER, NEWER -> show(asked, asked.getKind());
            case MARK, UNMARK, SEND, AGAIN, PROMPT, DELETE ->
                own(asked).ifPresentOrElse(sticker -> act(asked, sticker), () -> answers.say(asked, "gallery_gone"));
            case UNKNOWN -> {}
        }
        return Outcome.done();
    }

    /** Where there is none beside it any more, the newest. */
    private void show(GalleryRequested asked, GalleryRequestKind which) {
        Optional<Shown> beside = which == GalleryRequestKind.OLDER || which == GalleryRequestKind.NEWER
                ? rows.beside(asked, which == GalleryRequestKind.OLDER)
                : Optional.empty();
        beside.or(() -> rows.newest(asked))
                .ifPresentOrElse(
                        shown -> answers.show(asked, shown),
                        () -> answers.instead(
                                asked, asked.getFavourites() ? "gallery_no_favourites" : "gallery_empty"));
    }

    private void act(GalleryRequested asked, Sticker sticker) {
        var person = new Person(asked.getUserId(), asked.getTelegramUserId(), asked.getLanguage());
        switch (asked.getKind()) {
            case MARK, UNMARK -> {
                requests.mark(sticker, person, asked.getKind() == GalleryRequestKind.MARK, asked.getRequestedAt());
                // Among all: where only favourites are shown, it may be none any more, and must not be lost from sight.
                var amongAll = asked.getKind() == GalleryRequestKind.MARK
                        ? asked
                        : GalleryRequested.newBuilder(asked)
                                .setFavourites(false)
                                .build();
                rows.at(amongAll, sticker.id()).ifPresent(shown -> answers.otherButtons(amongAll, shown));
            }
            case SEND -> requests.ask(LibraryRequestKind.SEND, sticker, person, asked.getRequestId(), null);
            case AGAIN -> requests.ask(LibraryRequestKind.AGAIN, sticker, person, asked.getRequestId(), null);
            case PROMPT -> {
                String prompt = items.facts(sticker.id()).prompt();
                if (prompt == null) {
                    answers.say(asked, "gallery_no_prompt");
                } else {
                    answers.sayPlainly(asked, prompt);
                }
            }
            case DELETE -> {
                deletion.delete(sticker);
                show(asked, GalleryRequestKind.OLDER);
            }
            case UNKNOWN, OPEN, FIRST, OLDER, NEWER -> {}
        }
    }

    /** A press names what it likes: another's sticker is as gone as one that is deleted. */
    private Optional<Sticker> own(GalleryRequested asked) {
        return Optional.ofNullable(asked.getStickerId())
                .flatMap(stickers::find)
                .filter(sticker -> sticker.userId().equals(asked.getUserId()))
                .filter(sticker -> sticker.deletedAt() == null || asked.getKind() == GalleryRequestKind.DELETE);
    }
}
