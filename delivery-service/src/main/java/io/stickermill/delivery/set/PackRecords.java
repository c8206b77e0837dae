package io.stickermill.delivery.set;

import io.stickermill.delivery.set.PackRows.PackPart;
import io.stickermill.platform.dispatch.Delivery;
import io.stickermill.platform.dispatch.Outcome;
import io.stickermill.platform.dispatch.RecordHandler;
import io.stickermill.platform.dispatch.Telling;
import io.stickermill.schemas.GenerationFailed;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.PhotoRequested;
import io.stickermill.schemas.StickerReady;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Hears what becomes of the photos of packs. Each record says something of one part; whoever hears the last makes the set. */
final class PackRecords {

    private final PackRows packs;
    private final Owners owners;
    private final Function<BooleanSupplier, Packs> work;
    private final Duration maxAge;
    private final Clock clock;

    /** @param work on packs, under a claim that each call lengthens */
    PackRecords(PackRows packs, Owners owners, Function<BooleanSupplier, Packs> work, Duration maxAge, Clock clock) {
        this.packs = packs;
        this.owners = owners;
        this.work = work;
        this.maxAge = maxAge;
        this.clock = clock;
    }

    Outcome requested(PhotoRequested photo, Delivery delivery) {
        if (photo.getPackBatchId() != null && !isOld(delivery)) {
            packs.awaits(photo.getPackBatchId(), photo.getPackIndex(), photo.getJobId(), photo.getTelegramUserId());
        }
        return Outcome.done();
    }

    /** What is made is put into its set. */
    RecordHandler<StickerReady> ready() {
        return new RecordHandler<>() {
            @Override
            public Outcome handle(StickerReady sticker, Delivery delivery) {
                return ready(sticker, delivery);
            }

            // The pack goes on without it, and its owner hears of that.
            @Override
            public Telling onDeadLetter(@Nullable StickerReady sticker, Delivery delivery, String cause) {
                if (sticker != null
                        && sticker.getPackBatchId() != null
                        && !(ended(sticker.getJobId(), "failed_INTERNAL") instanceof Outcome.Done)) {
                    throw new IllegalStateException("pack " + sticker.getPackBatchId() + " can't go on now");
                }
                return Telling.told();
            }
        };
    }

    private Outcome ready(StickerReady sticker, Delivery delivery) {
        if (sticker.getPackBatchId() == null) {
            return Outcome.done();
        }
        Optional<PackPart> part = packs.part(sticker.getJobId());
        if (isOld(delivery)) {
            return part.filter(PackPart::isOpen).isPresent()
                    ? ended(sticker.getJobId(), "failed_EXPIRED")
                    : Outcome.done();
        }
        if (part.isEmpty()) {
            // Nobody may ever have asked for it: that holds up nothing, and ends in the dead letters.
            return unknown(sticker.getStickerId(), sticker.getJobId(), sticker.getPackBatchId());
        }
        return owners.under(sticker.getUserId(), isOurs -> {
            Packs mine = work.apply(isOurs);
            mine.made(sticker, part.get());
            mine.goOn(sticker.getPackBatchId());
            return Outcome.done();
        });
    }

    /** It comes from another topic than its request, and may be read before it: the part would be awaited for ever. */
    Outcome failed(GenerationFailed failed, Delivery delivery) {
        if (failed.getPackBatchId() != null
                && !isOld(delivery)
                && packs.part(failed.getJobId()).isEmpty()) {
            return unknown(Ids.sticker(failed.getJobId(), 0), failed.getJobId(), failed.getPackBatchId());
        }
        return ended(failed.getJobId(), "failed_" + failed.getReason());
    }

    /**
     * Of a pack that had come to its end before a database was brought back from a copy, the ledger knows it: generation made it once
     * more, and nobody waits for it.
     */
    private Outcome unknown(UUID stickerId, UUID jobId, UUID packId) {
        if (packs.hasEnded(stickerId)) {
            return Outcome.done();
        }
        return Outcome.retry("no request for job " + jobId + " of pack " + packId + " has been read");
    }

    Outcome cancelled(UUID jobId) {
        return ended(jobId, "pack_cancelled");
    }

    private Outcome ended(UUID jobId, String key) {
        Optional<PackPart> part = packs.part(jobId);
        if (part.isEmpty()) {
            return Outcome.done();
        }
        packs.failed(jobId, key);
        UUID packId = part.get().packId();
        return packs.find(packId)
                .map(pack -> owners.under(pack.begun().getUserId(), isOurs -> {
                    work.apply(isOurs).goOn(packId);
                    return Outcome.done();
                }))
                .orElse(Outcome.done());
    }

    /** Replayed by mistake, as with stickers for a chat. */
    private boolean isOld(Delivery delivery) {
        return delivery.timestamp().isBefore(clock.instant().minus(maxAge));
    }
}
