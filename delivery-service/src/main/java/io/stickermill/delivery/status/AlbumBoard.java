package io.stickermill.delivery.status;

import io.stickermill.delivery.DeliverySettings;
import io.stickermill.delivery.status.Albums.Count;
import io.stickermill.platform.button.ButtonAction;
import io.stickermill.platform.text.Texts;
import io.stickermill.schemas.ChatKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;

/**
 * Shows how many stickers of an album are ready, in one message for all of its photos. The numbers come from the table at
 * the moment of showing, so that several tellings in a row become one edit and an old one can't come last.
 */
public final class AlbumBoard implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(AlbumBoard.class);

    /** The end's transaction is committed by then; and the photos of one album come within it. */
    private static final Duration MOMENT = Duration.ofMillis(300);

    private static final Duration WORTH_SHOWING = Duration.ofMinutes(30);

    private final Albums albums;
    private final StatusMessages messages;
    private final StatusCalls calls;
    private final Texts texts;
    private final DeliverySettings settings;
    private final Clock clock;
    private final Map<UUID, Watched> watched = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("album-timer").factory());
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    AlbumBoard(
            Albums albums,
            StatusMessages messages,
            StatusCalls calls,
            Texts texts,
            DeliverySettings settings,
            Clock clock) {
        this.albums = albums;
        this.messages = messages;
        this.calls = calls;
        this.texts = texts;
        this.settings = settings;
        this.clock = clock;
    }

    /** @param due whether a showing is on its way */
    private record Watched(JobInChat first, boolean due) {}

    /** A photo of an album was asked for. */
    public void joined(UUID albumId, JobInChat job) {
        albums.join(albumId, job.jobId());
        if (job.chatKind() == ChatKind.GROUP
                || job.receivedAt().isBefore(clock.instant().minus(WORTH_SHOWING))) {
            return;
        }
        watched.putIfAbsent(albumId, new Watched(job, false));
        showIn(albumId, settings.statusDelay());
    }

    /** A job of it has ended; to be called in the transaction of that end. */
    void ended(UUID albumId) {
        showIn(albumId, MOMENT);
    }

    @Override
    public void destroy() {
        timer.shutdownNow();
        threads.close();
    }

    private void showIn(UUID albumId, Duration delay) {
        watched.computeIfPresent(albumId, (_, album) -> {
            if (!album.due()) {
                timer.schedule(() -> threads.execute(() -> show(albumId)), delay.toMillis(), TimeUnit.MILLISECONDS);
            }
            return new Watched(album.first(), true);
        });
        forgetOld();
    }

    private void show(UUID albumId) {
        Watched album = watched.computeIfPresent(albumId, (_, known) -> new Watched(known.first(), false));
        if (album == null) {
            return;
        }
        try {
            show(albumId, album.first());
        } catch (RuntimeException e) {
            log.warn("the status of album {} is not shown: {}", albumId, e.toString());
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
        Instant oldest = clock.instant().minus(WORTH_SHOWING);
        watched.values().removeIf(album -> album.first().receivedAt().isBefore(oldest));
    }
}
