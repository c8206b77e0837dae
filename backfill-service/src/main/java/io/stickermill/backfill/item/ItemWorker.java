package io.stickermill.backfill.item;

import io.stickermill.backfill.BackfillSettings;
import io.stickermill.backfill.item.Items.Look;
import io.stickermill.platform.dispatch.Delivery;
import io.stickermill.platform.dispatch.Outcome;
import io.stickermill.platform.dispatch.RecordHandler;
import io.stickermill.platform.dispatch.Telling;
import io.stickermill.platform.ledger.Claim;
import io.stickermill.platform.storage.ObjectStorage;
import io.stickermill.platform.storage.StorageRefused;
import io.stickermill.schemas.BackfillRequested;
import io.stickermill.schemas.BackfillSource;
import io.stickermill.schemas.BackfillSubject;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/**
 * Works on one item: any of it can be repeated. A record of a paused run is let go; the resumption publishes again what has
 * not ended, so that a paused run never stands in the way of another.
 */
class ItemWorker implements RecordHandler<BackfillRequested> {

    private static final Duration AT_ONCE = Duration.ofMillis(1);

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

    /** An item in the hands of this worker. */
    private record Held(BackfillRequested item, Claim.Granted claim, Look look) {

        /** The row's own path, where it has one: what lies somewhere stays there. */
        String key() {
            String path = look.path();
            return path == null ? item.getStorageKey() : path;
        }
    }

    @Override
    public Outcome handle(BackfillRequested item, Delivery delivery) throws InterruptedException {
        if (item.getSubject() == BackfillSubject.UNKNOWN) {
            return Outcome.done();
        }
        return switch (runs.of(item.getRunId(), item.getEpoch())) {
            case PLANNING, RUNNING, FINISHED -> claimAndWork(item);
            case PAUSED -> Outcome.done();
            case CANCELLED -> {
                items.cancel(item.getItemId());
                yield Outcome.done();
            }
        };
    }

    @Override
    public Telling onDeadLetter(@Nullable BackfillRequested item, Delivery delivery, String cause) {
        if (item == null) {
            return unreadable(delivery, cause);
        }
        Optional<Look> look = items.look(item);
        if (look.isPresent()) {
            claimToEnd(item.getItemId()).ifPresent(claim -> {
                Held held = new Held(item, claim, look.get());
                end(held, Ending.failed("out_of_attempts", held.key(), cause));
            });
        }
        return Telling.told();
    }

    /** Its key still tells which item it is; without an end its run would never have one. */
    private Telling unreadable(Delivery delivery, String cause) {
        if (delivery.ids().itemId().isEmpty()) {
            return new Telling.Untellable("an unreadable request whose key names no item");
        }
        UUID id = delivery.ids().itemId().get();
        Optional<UUID> run = items.runOf(id);
        if (run.isPresent()) {
            claimToEnd(id).ifPresent(claim -> {
                Ending ending = Ending.failed("unreadable_request", null, cause);
                events.finished(run.get(), id, ending, false);
                items.end(id, claim, ending);
            });
        }
        return Telling.told();
    }

    /** Empty if it has ended. What another holds, be it dead, is asked for again. */
    private Optional<Claim.Granted> claimToEnd(UUID id) {
        return switch (items.claim(id)) {
            case Claim.Granted claim -> Optional.of(claim);
            case Claim.Ended _ -> Optional.empty();
            case Claim.LeasedByAnother(Duration remaining) ->
                throw new IllegalStateException("leased by another for " + remaining);
        };
    }

    private Outcome claimAndWork(BackfillRequested item) throws InterruptedException {
        UUID id = item.getItemId();
        Optional<Look> look = items.look(item);
        if (look.isEmpty()) {
            return Outcome.done();
        }
        return switch (items.claim(id)) {
            case Claim.Ended() -> again(item, look.get());
            case Claim.LeasedByAnother(Duration _) ->
                new Outcome.Wait(Duration.ofSeconds(1), "another instance works on it");
            case Claim.Granted granted -> {
                Held held = new Held(item, granted, look.get());
                try {
                    yield work(held);
                } catch (StorageRefused refused) {
                    yield end(held, Ending.failed("key_refused", held.key(), String.valueOf(refused.getMessage())));
                } catch (RuntimeException | InterruptedException e) {
                    items.release(id, granted);
                    throw e;
                }
            }
        };
    }

    /** A replay, or a record that came twice. What is right stays as it is; what was lost or had failed is open again. */
    private Outcome again(BackfillRequested item, Look look) {
        return switch (items.stateOf(item.getItemId())) {
            case CANCELLED -> Outcome.done();
            case FREE, CLAIMED, FAILED -> open(item);
            case DONE, SKIPPED -> {
                String path = look.path();
                String key = path == null ? item.getStorageKey() : path;
                Optional<Long> there = storage.size(key);
                if (there.isEmpty() || path == null) {
                    yield open(item);
                }
                events.finished(item.getRunId(), item.getItemId(), Ending.skipped("intact", key, there.get()), true);
                yield Outcome.done();
            }
        };
    }

    private Outcome open(BackfillRequested item) {
        items.reopen(item.getItemId());
        return new Outcome.Wait(AT_ONCE, "open again");
    }

    private Outcome work(Held held) throws InterruptedException {
        BackfillRequested item = held.item();
        Look look = held.look();
        String key = held.key();
        if (!look.rowExists()) {
            return end(held, Ending.skipped("row_gone", key, null));
        }
        if (look.path() == null && item.getSubject() == BackfillSubject.SESSION && !sameFile(item, look)) {
            return end(held, Ending.skipped("newer_sticker", key, null));
        }
        Optional<Long> there = storage.size(key);
        if (there.isPresent()) {
            return found(held, there.get());
        }
        if (isAudit(held)) {
            return end(held, Ending.failed("not_in_storage", key, "a run of verify fetches it from Telegram"));
        }
        // A sheet is decoded beside its bytes, so it has all the room for itself.
        boolean sheet = item.getSubject() == BackfillSubject.PACK_SHEET;
        DataSize limit = sheet ? settings.largestSheet() : settings.largestSticker();
        int room = kilobytes(sheet ? settings.memory() : limit);
        memory.acquire(room);
        try {
            return switch (telegram.fetch(item, limit)) {
                case Fetch.Got(byte[] content) -> store(held, content);
                case Fetch.Never(String reason, String detail) -> end(held, Ending.failed(reason, key, detail));
                case Fetch.Barred(String cause) -> {
                    items.release(item.getItemId(), held.claim());
                    yield new Outcome.Outage(cause, null);
                }
                case Fetch.Later(String cause) -> {
                    items.release(item.getItemId(), held.claim());
                    yield Outcome.retry(cause);
                }
                case Fetch.NotNow(Duration delay, String why) -> {
                    items.release(item.getItemId(), held.claim());
                    yield new Outcome.Wait(delay, why);
                }
            };
        } finally {
            memory.release(room);
        }
    }

    /** The object is there: either all is right, or the row does not know it. */
    private Outcome found(Held held, long size) {
        String key = held.key();
        if (isAudit(held)) {
            return end(held, Ending.skipped("intact", key, size));
        }
        if (held.look().path() == null) {
            // Uploaded before a crash, or by hand.
            return stored(held, Ending.done("already_stored", key, size), contentType(held.item()));
        }
        if (held.item().getSource() != BackfillSource.VERIFY) {
            return end(held, Ending.skipped("path_set", key, size));
        }
        return held.look().storedAtKnown()
                ? end(held, Ending.skipped("intact", key, size))
                : stored(held, Ending.done("confirmed", key, size), contentType(held.item()));
    }

    private Outcome store(Held held, byte[] content) {
        String key = held.key();
        StorableFile file;
        try {
            file = StorableFile.of(held.item().getSubject(), content);
        } catch (StorableFile.WrongType e) {
            return end(held, Ending.failed("wrong_type", key, String.valueOf(e.getMessage())));
        }
        storage.put(key, file.content());
        return stored(
                held,
                Ending.done(held.look().path() == null ? "stored" : "repaired", key, file.content().length),
                file.contentType());
    }

    private Outcome stored(Held held, Ending ending, String contentType) {
        events.stored(held.item(), ending, contentType);
        return end(held, ending);
    }

    /** The event first: a row that has ended needs nothing more. */
    private Outcome end(Held held, Ending ending) {
        BackfillRequested item = held.item();
        events.finished(item.getRunId(), item.getItemId(), ending, held.look().endedBefore());
        items.end(item.getItemId(), held.claim(), ending);
        return Outcome.done();
    }

    private static boolean isAudit(Held held) {
        return held.item().getSource() == BackfillSource.AUDIT;
    }

    private static boolean sameFile(BackfillRequested session, Look look) {
        return session.getFileId() != null && session.getFileId().equals(look.fileId());
    }

    private static String contentType(BackfillRequested item) {
        return item.getSubject() == BackfillSubject.PACK_SHEET ? "image/png" : "image/webp";
    }

    private static int kilobytes(DataSize size) {
        return Math.toIntExact(Math.max(1, size.toKilobytes()));
    }
}
