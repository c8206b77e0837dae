package io.stickermill.history.library;

import io.stickermill.history.favourite.Favourites;
import io.stickermill.history.sticker.Sticker;
import io.stickermill.platform.event.EventPublisher;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.JobCommand;
import io.stickermill.schemas.JobCommandKind;
import io.stickermill.schemas.LibraryRequestKind;
import io.stickermill.schemas.LibraryRequested;
import io.stickermill.schemas.Topics;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Publishes what people ask of their stickers on the page. Each method returns when Kafka has it. */
class LibraryRequests {

    private final EventPublisher events;
    private final Favourites favourites;
    private final Clock clock;

    LibraryRequests(EventPublisher events, Favourites favourites, Clock clock) {
        this.events = events;
        this.favourites = favourites;
        this.clock = clock;
    }

    /**
     * Asks for something that is done in the chat.
     *
     * @param asked the page's own id of the wish: sent twice, it is one
     * @param style that is wanted; null for that which the sticker has
     */
    void ask(LibraryRequestKind kind, Sticker sticker, Person person, UUID asked, @Nullable String style) {
        var request = LibraryRequested.newBuilder()
                .setRequestId(Ids.reply(person.userId(), "library/" + asked))
                .setKind(kind)
                .setUserId(person.userId())
                .setTelegramUserId(person.telegramUserId())
                .setStickerId(sticker.id())
                .setJobId(sticker.jobId())
                .setTelegramFileId(sticker.telegramFileId())
                .setText(sticker.text())
                .setStyle(style == null ? sticker.style() : style)
                .setLanguage(person.language())
                .setRequestedAt(clock.instant())
                .build();
        events.publish(Topics.LIBRARY_REQUESTS, person.telegramUserId(), null, sticker.id(), request);
    }

    /**
     * Marks a sticker, or takes the mark away; who asks next sees it so.
     *
     * @param at when it was asked: of several the youngest counts, however often and late an older one is handled
     */
    void mark(Sticker sticker, Person person, boolean favourite, Instant at) {
        var command = JobCommand.newBuilder()
                .setCommandId(Ids.reply(sticker.id(), "favourite/" + person.userId() + "/" + at.toEpochMilli()))
                .setKind(favourite ? JobCommandKind.FAVOURITE : JobCommandKind.UNFAVOURITE)
                .setJobId(sticker.jobId() == null ? sticker.id() : sticker.jobId())
                .setStickerId(sticker.id())
                .setUserId(person.userId())
                .setChatId(sticker.chatId())
                .setIssuedAt(at)
                .build();
        events.publish(Topics.JOB_COMMANDS, sticker.chatId(), command.getJobId(), sticker.id(), command);
        favourites.marked(command);
    }
}
