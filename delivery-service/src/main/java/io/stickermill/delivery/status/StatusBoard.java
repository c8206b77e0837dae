package io.stickermill.delivery.status;

import io.stickermill.contracts.button.ButtonAction;
import io.stickermill.delivery.DeliverySettings;
import io.stickermill.delivery.status.StatusMessages.Showing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Shows each job's newest step, at most once per edit interval: a step that comes too soon is shown at the interval's end,
 * if no later one has come by then. Keeps in memory only what is still to be shown; who may show is decided by the table.
 */
public final class StatusBoard implements JobStatus {

    /** The sticker is being sent: nothing can be stopped any more. */
    private static final int LAST_STEP = 7;

    private final StatusMessages messages;
    private final StatusCalls calls;
    private final Albums albums;
    private final AlbumBoard album;
    private final StatusText texts;
    private final DeliverySettings settings;
    private final Clock clock;
    private final Map<UUID, Pending> pending = new ConcurrentHashMap<>();
    private final Showings showings;

    StatusBoard(
            StatusMessages messages,
            StatusCalls calls,
            Albums albums,
            AlbumBoard album,
            StatusText texts,
            Showings showings,
            DeliverySettings settings,
            Clock clock) {
        this.messages = messages;
        this.calls = calls;
        this.albums = albums;
        this.album = album;
        this.texts = texts;
        this.settings = settings;
        this.clock = clock;
        this.showings = showings;
        showings.every(Duration.ofMinutes(1), this::forgetOld);
    }

    @Override
    public void reached(JobInChat job, int step) {
        reached(job, Stage.at(step));
    }

    @Override
    public void ready(JobInChat job) {
        texts.ready(job);
        Instant now = clock.instant();
        if (job.isShown(now)) {
            pending.compute(
                    job.jobId(), (_, known) -> (known == null ? first(job, Stage.NONE) : known).withItsSticker());
        }
    }

    /**
     * A job waits for others of its chat. Returns at once.
     *
     * @param before number of those that come before it
     */
    public void queued(JobInChat job, int before) {
        reached(job, Stage.queued(before));
    }

    /**
     * A job waits for a picture of somebody else's model. Returns at once.
     *
     * @param taken how long it has waited
     * @param place how many come before it there; null if that is not known
     * @param waits whether no model works on it at this time
     */
    public void remote(JobInChat job, Duration taken, @Nullable Integer place, boolean waits) {
        reached(job, Stage.remote(taken.toSeconds(), place, waits));
    }

    private void reached(JobInChat job, Stage stage) {
        Instant now = clock.instant();
        if (!job.isShown(now)) {
            return;
        }
        pending.compute(job.jobId(), (_, known) -> {
            Pending next = known == null ? first(job, stage) : known.reaching(stage);
            return schedule(next, now);
        });
    }

    private Pending first(JobInChat job, Stage stage) {
        return new Pending(job, stage, Stage.NONE, job.receivedAt().plus(settings.statusDelay()), false, false);
    }

    @Override
    public OptionalInt close(UUID jobId, long chatId) {
        pending.remove(jobId);
        albums.ended(jobId).ifPresent(album::ended);
        return messages.close(jobId, chatId);
    }

    @Override
    public void remove(long chatId, int messageId) {
        showings.now("the end of message " + messageId, () -> calls.delete(chatId, messageId));
    }

    private Pending schedule(Pending next, Instant now) {
        if (next.scheduled() || !next.stage().isAfter(next.shown())) {
            return next;
        }
        UUID jobId = next.job().jobId();
        showings.in(Duration.between(now, next.notBefore()), "the status of job " + jobId, () -> show(jobId));
        return next.withScheduled(true);
    }

    private void show(UUID jobId) {
        Pending due = pending.get(jobId);
        if (due == null) {
            return;
        }
        try {
            show(due);
        } finally {
            pending.computeIfPresent(jobId, (_, current) -> {
                Instant now = clock.instant();
                Pending rested = current.afterShowing(due.stage(), now.plus(settings.editInterval()));
                // Whatever comes after the last step closes the status.
                return due.stage().step() >= LAST_STEP ? null : schedule(rested, now);
            });
        }
    }

    private void show(Pending due) {
        JobInChat job = due.job();
        // The album's message speaks for all of its photos.
        if (!due.stage().isWorthShowing() || albums.of(job.jobId()).isPresent()) {
            return;
        }
        boolean last = due.stage().step() == LAST_STEP;
        Showing showing = messages.show(job.jobId(), job.chatId(), due.stage());
        if (due.hasItsSticker() && showing instanceof Showing.Create) {
            // The row stays, without a message: nobody creates one any more.
            return;
        }
        calls.show(
                showing,
                job.jobId(),
                job,
                texts.of(job, due.stage()),
                last ? null : new ButtonAction.Cancel(job.jobId(), false));
    }

    /** What ended on another instance after a rebalance is never closed here. */
    private void forgetOld() {
        Instant oldest = clock.instant().minus(JobInChat.WORTH_SHOWING);
        pending.values().removeIf(job -> job.job().receivedAt().isBefore(oldest));
        texts.forgetBefore(oldest);
    }

    /**
     * A job whose status is watched here.
     *
     * @param notBefore when the next stage may be shown
     * @param scheduled whether a showing is on its way
     * @param hasItsSticker whether it only has to be sent
     */
    private record Pending(
            JobInChat job, Stage stage, Stage shown, Instant notBefore, boolean scheduled, boolean hasItsSticker) {

        Pending reaching(Stage next) {
            return new Pending(job, stage.laterOf(next), shown, notBefore, scheduled, hasItsSticker);
        }

        Pending withScheduled(boolean now) {
            return new Pending(job, stage, shown, notBefore, now, hasItsSticker);
        }

        Pending afterShowing(Stage now, Instant next) {
            return new Pending(job, stage, now, next, false, hasItsSticker);
        }

        Pending withItsSticker() {
            return new Pending(job, stage, shown, notBefore, scheduled, true);
        }
    }
}
