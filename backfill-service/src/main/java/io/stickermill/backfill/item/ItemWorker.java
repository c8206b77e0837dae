package io.stickermill.backfill.item;

import io.stickermill.backfill.BackfillSettings;
import io.stickermill.platform.dispatch.Delivery;
import io.stickermill.platform.dispatch.Outcome;
import io.stickermill.platform.dispatch.RecordHandler;
import io.stickermill.platform.ledger.Claim;
import io.stickermill.platform.storage.ObjectStorage;
import io.stickermill.schemas.BackfillRequested;
import io.stickermill.schemas.BackfillSource;
import io.stickermill.schemas.BackfillSubject;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/**
 * Works on one item: any of it can be repeated. A record of a paused run is let go; the resumption publishes again what has
 * not ended, so that a paused run never stands in the way of another.
 */
@Component
class ItemWorker implements RecordHandler<BackfillRequested> {

    private final RunStates runs;
    private final Items items;
    private final TelegramFiles telegram;
    private final ObjectStorage storage;
    private final ItemEvents events;
    private final BackfillSettings settings;
    private final Semaphore memory;

    ItemWorker(
            RunStates runs,
            Items items,
            TelegramFiles telegram,
            ObjectStorage storage,
            ItemEvents events,
            BackfillSettings settings) {
        this.runs = runs;
        this.items = items;
        this.telegram = telegram;
        this.storage = storage;
        this.events = events;
        this.settings = settings;
        this.memory = new Semaphore(kilobytes(settings.memory()));
    }

    @Override
    public Outcome handle(BackfillRequested item, Delivery delivery) throws InterruptedException {
        if (item.getSubject() == BackfillSubject.UNKNOWN || !runs.works(item.getRunId(), item.getEpoch())) {
            return Outcome.done();
        }
        UUID id = item.getItemId();
        Optional<Claim> claim = items.claim(id);
        if (claim.isEmpty()) {
            return Outcome.done();
        }
        return switch (claim.get()) {
            case Claim.Ended(String state) when state.equals("done") || state.equals("skipped") -> again(item);
            case Claim.Ended _ -> Outcome.done();
            case Claim.LeasedByAnother(Duration _) ->
                new Outcome.Wait(Duration.ofSeconds(1), "another instance works on it");
            case Claim.Granted granted -> {
                try {
                    yield work(item, granted);
                } catch (RuntimeException | InterruptedException e) {
                    items.release(id, granted);
                    throw e;
                }
            }
        };
    }

    @Override
    public void onDeadLetter(@Nullable BackfillRequested item, Delivery delivery, String cause) {
        if (item != null && items.claim(item.getItemId()).orElse(null) instanceof Claim.Granted claim) {
            end(item, claim, Ending.failed("out_of_attempts", cause));
        }
    }

    /** A replay, or a record that came twice: right unless the object was lost meanwhile. */
    private Outcome again(BackfillRequested item) {
        String key = items.path(item).orElse(item.getStorageKey());
        if (storage.size(key).isEmpty()) {
            items.reopen(item.getItemId());
            return new Outcome.Wait(Duration.ofMillis(10), "its object is gone: open again");
        }
        return Outcome.done();
    }

    private Outcome work(BackfillRequested item, Claim.Granted claim) throws InterruptedException {
        Optional<Long> there = storage.size(item.getStorageKey());
        Optional<String> path = items.path(item);
        boolean verify = item.getSource() == BackfillSource.VERIFY;
        if (there.isPresent()) {
            if (!verify && path.isEmpty()) {
                // Uploaded before a crash, or by hand: the row is what is missing.
                events.stored(item, there.get(), contentType(item));
                return end(item, claim, Ending.done("already_stored", there.get()));
            }
            return end(item, claim, Ending.skipped(verify ? "intact" : "path_set", there.get()));
        }
        if (!verify && path.isPresent() && !path.get().equals(item.getStorageKey())) {
            return end(item, claim, Ending.skipped("path_set", null));
        }
        DataSize limit =
                item.getSubject() == BackfillSubject.PACK_SHEET ? settings.largestSheet() : settings.largestSticker();
        int room = kilobytes(limit);
        memory.acquire(room);
        try {
            return switch (telegram.fetch(item, limit)) {
                case Fetch.Got(byte[] content) -> store(item, claim, content, verify);
                case Fetch.Never(Ending ending) -> end(item, claim, ending);
                case Fetch.Later(String cause) -> {
                    items.release(item.getItemId(), claim);
                    yield Outcome.retry(cause);
                }
            };
        } finally {
            memory.release(room);
        }
    }

    private Outcome store(BackfillRequested item, Claim.Granted claim, byte[] content, boolean verify) {
        StorableFile file;
        try {
            file = StorableFile.of(item.getSubject(), content);
        } catch (StorableFile.WrongType e) {
            return end(item, claim, Ending.failed("wrong_type", String.valueOf(e.getMessage())));
        }
        storage.put(item.getStorageKey(), file.content(), file.contentType());
        events.stored(item, file.content().length, file.contentType());
        return end(item, claim, Ending.done(verify ? "repaired" : "stored", file.content().length));
    }

    /** The event first: a row that has ended needs nothing more. */
    private Outcome end(BackfillRequested item, Claim.Granted claim, Ending ending) {
        events.finished(item, ending);
        items.end(item.getItemId(), claim, ending);
        return Outcome.done();
    }

    private static String contentType(BackfillRequested item) {
        return item.getSubject() == BackfillSubject.PACK_SHEET ? "image/png" : "image/webp";
    }

    private static int kilobytes(DataSize size) {
        return Math.toIntExact(Math.max(1, size.toKilobytes()));
    }
}
