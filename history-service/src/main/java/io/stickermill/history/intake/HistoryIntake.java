package io.stickermill.history.intake;

import io.stickermill.history.credit.CreditMoves;
import io.stickermill.history.favourite.Favourites;
import io.stickermill.history.generation.Generations;
import io.stickermill.history.job.JobState;
import io.stickermill.history.job.Jobs;
import io.stickermill.history.job.Moment;
import io.stickermill.history.pack.PackSheets;
import io.stickermill.history.set.Sets;
import io.stickermill.history.sticker.SessionStickers;
import io.stickermill.history.sticker.Stickers;
import io.stickermill.schemas.CreditsMoved;
import io.stickermill.schemas.DeliveryFailed;
import io.stickermill.schemas.DeliveryFailure;
import io.stickermill.schemas.GenerationFailed;
import io.stickermill.schemas.GenerationProgressed;
import io.stickermill.schemas.JobCommand;
import io.stickermill.schemas.PhotoRequested;
import io.stickermill.schemas.RemoteGenerationChanged;
import io.stickermill.schemas.Replay;
import io.stickermill.schemas.StickerDelivered;
import io.stickermill.schemas.StickerSetChanged;
import io.stickermill.schemas.StickerStored;
import java.util.UUID;
import org.springframework.transaction.annotation.Transactional;

/** What each event means for jobs and stickers. Each method can be repeated. */
@Transactional
class HistoryIntake {

    private final Jobs jobs;
    private final Stickers stickers;
    private final SessionStickers sessionStickers;
    private final PackSheets sheets;
    private final Sets sets;
    private final Generations generations;
    private final Favourites favourites;
    private final CreditMoves credits;

    HistoryIntake(
            Jobs jobs,
            Stickers stickers,
            SessionStickers sessionStickers,
            PackSheets sheets,
            Sets sets,
            Generations generations,
            Favourites favourites,
            CreditMoves credits) {
        this.jobs = jobs;
        this.stickers = stickers;
        this.sessionStickers = sessionStickers;
        this.sheets = sheets;
        this.sets = sets;
        this.generations = generations;
        this.favourites = favourites;
        this.credits = credits;
    }

    void requested(PhotoRequested event) {
        jobs.requested(event);
    }

    void progressed(GenerationProgressed event) {
        if (event.getUnknownSends() != null) {
            jobs.sendUnknown(event.getJobId(), event.getUnknownSends(), event.getStartedAt());
        }
        Moment.ofGenerationStep(event.getStep()).ifPresent(moment -> {
            jobs.becomes(event.getJobId(), event.getChatId(), JobState.GENERATING, null, event.getStartedAt());
            jobs.happened(event.getJobId(), moment, event.getStartedAt(), null);
        });
    }

    void failed(GenerationFailed event) {
        jobs.becomes(
                event.getJobId(),
                event.getChatId(),
                JobState.FAILED,
                event.getReason().name(),
                event.getFailedAt());
        jobs.failedAgain(event.getJobId(), event.getReason().name(), event.getFailedAt());
        jobs.happened(event.getJobId(), Moment.FAILED, event.getFailedAt(), null);
    }

    /** To be told before what came of it. */
    void replayed(UUID jobId, Replay replay) {
        jobs.replayed(jobId, replay.at());
    }

    void delivered(StickerDelivered event) {
        stickers.delivered(event);
        jobs.becomes(event.getJobId(), event.getChatId(), JobState.DELIVERED, null, event.getDeliveredAt());
        jobs.happened(event.getJobId(), Moment.READY, event.getReadyAt(), null);
        jobs.happened(event.getJobId(), Moment.DELIVERED, event.getDeliveredAt(), event.getStep7Send());
        if (event.getOutcomeUnknown()) {
            jobs.happened(event.getJobId(), Moment.OUTCOME_UNKNOWN, event.getDeliveredAt(), null);
        }
    }

    void failed(DeliveryFailed event) {
        boolean cancelled = event.getReason() == DeliveryFailure.CANCELLED;
        jobs.becomes(
                event.getJobId(),
                event.getChatId(),
                switch (event.getReason()) {
                    case CANCELLED -> JobState.CANCELLED;
                    case HELD -> JobState.HELD;
                    case INTERNAL, BLOCKED, CHAT_GONE, REFUSED, EXPIRED, NOT_A_STICKER -> JobState.FAILED;
                },
                event.getReason().name(),
                event.getFailedAt());
        if (!cancelled) {
            jobs.failedAgain(event.getJobId(), event.getReason().name(), event.getFailedAt());
        }
        Moment moment = switch (event.getReason()) {
            case CANCELLED -> Moment.CANCELLED;
            case HELD -> Moment.OUTCOME_UNKNOWN;
            case INTERNAL, BLOCKED, CHAT_GONE, REFUSED, EXPIRED, NOT_A_STICKER -> Moment.FAILED;
        };
        jobs.happened(event.getJobId(), moment, event.getFailedAt(), null);
    }

    void stored(StickerStored event) {
        switch (event.getSubject()) {
            case STICKER -> stickers.stored(event);
            case SESSION -> sessionStickers.stored(event);
            case PACK_SHEET -> sheets.stored(event);
        }
        if (event.getJobId() != null && event.getReadyAt() != null) {
            jobs.happened(event.getJobId(), Moment.READY, event.getReadyAt(), null);
            jobs.happened(event.getJobId(), Moment.STORED, event.getStoredAt(), event.getStep7Upload());
        }
    }

    void changed(StickerSetChanged event) {
        sets.changed(event);
    }

    void changed(RemoteGenerationChanged event) {
        generations.changed(event);
    }

    void moved(CreditsMoved event) {
        credits.moved(event);
    }

    void commanded(JobCommand event) {
        switch (event.getKind()) {
            case DELETE -> {
                stickers.deleted(event);
                jobs.happened(event.getJobId(), Moment.DELETED, event.getIssuedAt(), null);
            }
            case FAVOURITE, UNFAVOURITE -> favourites.marked(event);
            // Delivery decides whether it comes to anything, and tells.
            case CANCEL, UNKNOWN -> {}
        }
    }
}
