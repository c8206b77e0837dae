package io.stickermill.generation.job;

import io.stickermill.platform.dispatch.Delivery;
import io.stickermill.platform.ledger.Claim;
import io.stickermill.schemas.Replay;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.TransientDataAccessResourceException;

/** The twin of the table {@code generations}, as queue and as ledger. */
final class InMemoryJobs implements WaitingJobs, ClaimedJobs {

    private final InstantSource clock;
    private final Duration lease;
    private final Map<UUID, Row> rows = new HashMap<>();
    private int places;
    private int faults;
    private boolean restored;

    InMemoryJobs(InstantSource clock, Duration lease) {
        this.clock = clock;
        this.lease = lease;
    }

    private static final class Row {
        private final UUID id;
        private final long chatId;
        private int place;
        private byte[] request = new byte[0];
        private Delivery record;
        private Instant storedAt = Instant.EPOCH;
        private Instant dueAt = Instant.EPOCH;
        private @Nullable UUID token;
        private Instant leaseUntil = Instant.EPOCH;
        private int attempts;
        private int ends;
        private int renewals;
        private boolean aside;
        private boolean delivered;
        private boolean deadLettered;
        private @Nullable String replay;
        private @Nullable GenerationEnd end;
        private Instant endedAt = Instant.EPOCH;

        Row(UUID id, long chatId, Delivery record) {
            this.id = id;
            this.chatId = chatId;
            this.record = record;
        }
    }

    /** The database is away for so many statements. */
    synchronized void fail(int times) {
        faults = times;
    }

    /** The database is a copy from before. */
    synchronized void restore() {
        restored = true;
    }

    synchronized Optional<GenerationEnd> end(UUID jobId) {
        return Optional.ofNullable(rows.get(jobId)).map(row -> row.end);
    }

    synchronized int attempts(UUID jobId) {
        return rows.get(jobId).attempts;
    }

    synchronized int renewals(UUID jobId) {
        return rows.get(jobId).renewals;
    }

    synchronized boolean isWaiting(UUID jobId) {
        Row row = rows.get(jobId);
        return row.end == null && row.token == null;
    }

    synchronized boolean isAside(UUID jobId) {
        return rows.get(jobId).aside;
    }

    /** From now until it may be claimed. */
    synchronized Duration delay(UUID jobId) {
        return Duration.between(clock.instant(), rows.get(jobId).dueAt);
    }

    private void statement() {
        if (faults > 0) {
            faults--;
            throw new TransientDataAccessResourceException("the database is away");
        }
    }

    @Override
    public synchronized Stored store(UUID jobId, long chatId, byte[] request, Delivery record) {
        statement();
        String replay = record.replay().map(Replay::toString).orElse(null);
        Row known = rows.get(jobId);
        if (known != null
                && !(known.end != null
                        && !(known.end instanceof GenerationEnd.Ready)
                        && known.deadLettered
                        && replay != null
                        && !replay.equals(known.replay))) {
            return new Stored.Known();
        }
        Row row = new Row(jobId, chatId, record);
        row.place = places++;
        row.request = request;
        row.storedAt = clock.instant();
        row.dueAt = clock.instant();
        row.deadLettered = known != null;
        row.replay = known == null ? null : replay;
        rows.put(jobId, row);
        return new Stored.Waiting((int) rows.values().stream()
                .filter(other -> other.chatId == chatId && other.end == null && !other.aside && other != row)
                .count());
    }

    @Override
    public synchronized void cancel(UUID jobId) {
        statement();
        Row row = rows.get(jobId);
        if (row != null && isWaiting(jobId)) {
            row.end = new GenerationEnd.Cancelled();
        }
    }

    @Override
    public synchronized void delivered(UUID jobId) {
        statement();
        Optional.ofNullable(rows.get(jobId)).ifPresent(row -> row.delivered = true);
    }

    @Override
    public synchronized boolean countLook() {
        statement();
        return !restored;
    }

    @Override
    public synchronized void hasten(UUID jobId) {
        statement();
        Row row = rows.get(jobId);
        if (row != null && row.end == null && row.token == null && row.dueAt.isAfter(clock.instant())) {
            row.dueAt = clock.instant();
        }
    }

    @Override
    public synchronized List<UUID> due(int most) {
        statement();
        Set<Long> chats = new HashSet<>();
        List<Row> heads = new ArrayList<>();
        rows.values().stream()
                .filter(row -> row.end == null)
                .sorted(Comparator.comparingInt(row -> row.place))
                .filter(row -> row.aside || chats.add(row.chatId))
                .forEach(heads::add);
        return heads.stream()
                .filter(row -> isFree(row) && ready(row.chatId) < AHEAD)
                .sorted(Comparator.comparing(row -> row.dueAt))
                .limit(most)
                .map(row -> row.id)
                .toList();
    }

    private long ready(long chatId) {
        Instant yesterday = clock.instant().minus(Duration.ofDays(1));
        return rows.values().stream()
                .filter(row -> row.chatId == chatId
                        && row.end instanceof GenerationEnd.Ready
                        && !row.delivered
                        && row.endedAt.isAfter(yesterday))
                .count();
    }

    private boolean isFree(Row row) {
        Instant now = clock.instant();
        return row.token == null ? !row.dueAt.isAfter(now) : row.leaseUntil.isBefore(now);
    }

    @Override
    public synchronized Optional<StoredJob> claim(UUID jobId) {
        statement();
        Row row = rows.get(jobId);
        if (row == null || row.end != null || !isFree(row)) {
            return Optional.empty();
        }
        boolean takenOver = row.token != null;
        row.token = UUID.randomUUID();
        row.leaseUntil = clock.instant().plus(lease);
        row.attempts++;
        row.ends += takenOver ? 1 : 0;
        var claim = new Claim.Granted(row.token, row.attempts, takenOver);
        return Optional.of(
                new StoredJob(jobId, claim, row.ends, row.aside, row.chatId, row.request, row.record, row.storedAt));
    }

    @Override
    public synchronized void turn(long chatId) {
        statement();
        Instant now = clock.instant();
        rows.values().stream()
                .filter(row -> row.chatId == chatId && row.end == null && !row.aside)
                .min(Comparator.comparingInt(row -> row.place))
                .filter(row -> row.token == null && row.dueAt.isBefore(now))
                .ifPresent(row -> row.dueAt = now);
    }

    @Override
    public synchronized List<byte[]> queue(long chatId, int most) {
        statement();
        return rows.values().stream()
                .filter(row -> row.chatId == chatId && row.end == null && !row.aside)
                .sorted(Comparator.comparingInt(row -> row.place))
                .limit(most)
                .map(row -> row.request)
                .toList();
    }

    private Optional<Row> held(StoredJob job) {
        statement();
        return Optional.of(rows.get(job.id()))
                .filter(row -> row.end == null && job.claim().token().equals(row.token));
    }

    @Override
    public synchronized boolean renew(StoredJob job) {
        Optional<Row> held = held(job);
        held.ifPresent(row -> {
            row.leaseUntil = clock.instant().plus(lease);
            row.renewals++;
        });
        return held.isPresent();
    }

    @Override
    public synchronized void release(StoredJob job) {
        held(job).ifPresent(row -> {
            row.token = null;
            row.attempts--;
        });
    }

    @Override
    public synchronized void later(StoredJob job, Duration delay, boolean aside) {
        held(job).ifPresent(row -> {
            row.token = null;
            row.attempts--;
            row.aside |= aside;
            row.dueAt = clock.instant().plus(delay);
        });
    }

    @Override
    public synchronized void again(StoredJob job, Duration delay, boolean aside) {
        held(job).ifPresent(row -> {
            row.token = null;
            row.aside |= aside;
            row.dueAt = clock.instant().plus(delay);
        });
    }

    @Override
    public synchronized void makerEnded(StoredJob job) {
        held(job).ifPresent(row -> {
            row.token = null;
            row.ends++;
            row.dueAt = clock.instant();
        });
    }

    @Override
    public synchronized void end(StoredJob job, GenerationEnd end) {
        held(job).ifPresent(row -> {
            row.token = null;
            row.end = end;
            row.endedAt = clock.instant();
            row.deadLettered |= end instanceof GenerationEnd.DeadLettered;
        });
    }
}
