package io.stickermill.generation.job;

import io.stickermill.generation.job.WaitingJobs.Stored;
import io.stickermill.platform.dispatch.Delivery;
import io.stickermill.platform.dispatch.Outcome;
import io.stickermill.platform.dispatch.RecordHandler;
import io.stickermill.platform.dispatch.RecordIds;
import io.stickermill.platform.dispatch.Telling;
import io.stickermill.schemas.GenerationFailure;
import io.stickermill.schemas.PhotoRequested;
import org.jspecify.annotations.Nullable;

/** Stores each request and is done with its record, so that one user's two hundred photos hold up nobody's partition. */
final class RequestIntake implements RecordHandler<ReceivedRequest> {

    private final WaitingJobs jobs;
    private final GenerationEvents events;
    private final Runnable wake;

    /** @param wake to be called when there may be something to work on */
    RequestIntake(WaitingJobs jobs, GenerationEvents events, Runnable wake) {
        this.jobs = jobs;
        this.events = events;
        this.wake = wake;
    }

    @Override
    public Outcome handle(ReceivedRequest received, Delivery delivery) {
        PhotoRequested request = received.request();
        Stored stored = jobs.store(request.getJobId(), request.getChatId(), received.value(), delivery);
        if (request.getPackBatchId() != null) {
            // A part comes into no chat: a pack's set is made when all of them are, so none waits to be sent.
            jobs.delivered(request.getJobId());
        }
        return switch (stored) {
            case Stored.Waiting(int before) -> {
                wake.run();
                if (before > 0) {
                    events.queued(request, before);
                }
                yield Outcome.done();
            }
            case Stored.Known() -> Outcome.done();
        };
    }

    @Override
    public Telling onDeadLetter(@Nullable ReceivedRequest received, Delivery delivery, String cause) {
        if (received != null) {
            events.failed(received.request(), GenerationFailure.INTERNAL, cause, true);
            return Telling.told();
        }
        RecordIds ids = delivery.ids();
        if (ids.jobId().isEmpty() || ids.chatId().isEmpty()) {
            return new Telling.Untellable("an unreadable photo request that names no job of a chat");
        }
        events.failedUnread(ids.jobId().get(), ids.chatId().get(), cause);
        return Telling.told();
    }
}
