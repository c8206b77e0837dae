package io.stickermill.delivery.status;

import io.stickermill.contracts.button.ButtonAction;
import io.stickermill.delivery.DeliverySettings;
import io.stickermill.delivery.status.Albums.Count;
import io.stickermill.platform.text.Texts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Shows how many stickers of an album are ready, in one message for all of its photos. The numbers come from the table at
 * the moment of showing, so that several tellings in a row become one edit and an old one can't come last.
 */
public final class AlbumBoard {

    /** The end's transaction is committed by then; and the photos of one album come within it. */
    private static final Duration MOMENT = Duration.ofMillis(300);

    private final Albums albums;
    private final StatusMessages messages;
    private final StatusCalls calls;
    private final Texts texts;
    private final DeliverySettings settings;
    private final Clock clock;
    private final Map<UUID, Watched> watched = new ConcurrentHashMap<>();
    private final Showings showings;

    AlbumBoard(
            Albums albums,
            StatusMessages messages,
            StatusCalls calls,
            Texts texts,
            Showings showings,
            DeliverySettings settings,
            Clock clock) {
        this.albums = albums;
        this.messages = messages;
        this.calls = calls;
        this.texts = texts;
        this.showings = showings;
        this.settings = settings;
        this.clock = clock;
    }

    /** @param due whether a showing is on its way */
    private record Watched(JobInChat first, boolean due) {}

    /** A photo of an album was asked for. */
    public void joined(UUID albumId, JobInChat job) {
        albums.join(albumId, job.jobId());
        if (!job.isShown(clock.instant())) {
            return;
        }
        watched.putIfAbsent(albumId, new Watched(job, false));
        showIn(albumId, settings.statusDelay());
    }

    /** A job of it has ended; to be called in the transaction of that end. */
    void ended(UUID albumId) {
        showIn(albumId, MOMENT);
    }

    private void showIn(UUID albumId, Duration delay) {
        watched.computeIfPresent(albumId, (_, album) -> {
            if (!album.due()) {
                showings.in(delay, "the status of album " + albumId, () -> show(albumId));
            }
            return new Watched(album.first(), true);
        });
        forgetOld();
    }

    private void show(UUID albumId) {
        Watched album = watched.computeIfPresent(albumId, (_, known) -> new Watched(known.first(), false));
        if (album != null) {
            show(albumId, album.first());
        }
    }

    private void show(UUID albumId, JobInChat first) {
        Count count = albums.count(albumId);
        if (count.isOver()) {
            watched.remove(albumId);
            messages.close(albumId, first.chatId()).ifPresent(message -> calls.delete(first.chatId(), message));
            return;
        }
        String text = count.without() == 0
                ? texts.get(first.language(), "album", count.ready(), count.photos())
                : texts.get(first.language(), "album_without", count.ready(), count.photos(), count.without());
        calls.show(
                messages.show(albumId, first.chatId(), Stage.at(count.step())),
                albumId,
                first,
                text,
                new ButtonAction.Cancel(first.jobId(), true));
    }

    /** What ended on another instance after a rebalance is never closed here. */
    private void forgetOld() {
        Instant oldest = clock.instant().minus(JobInChat.WORTH_SHOWING);
        watched.values().removeIf(album -> album.first().receivedAt().isBefore(oldest));
    }
}
