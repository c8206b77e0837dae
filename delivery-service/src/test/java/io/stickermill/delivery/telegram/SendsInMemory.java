package io.stickermill.delivery.telegram;

import io.stickermill.platform.ledger.Claim;
import io.stickermill.schemas.Replay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.TransientDataAccessResourceException;

/** The ledger of sends without a database, as long as the test lives. */
final class SendsInMemory implements Sends {

    private final Map<UUID, Row> rows = new HashMap<>();
    private final Duration lease;
    private Duration now = Duration.ZERO;
    private int faults;

    SendsInMemory(Duration lease) {
        this.lease = lease;
    }

    private static final class Row {
        private @Nullable UUID token;
        private Duration leaseUntil = Duration.ZERO;
        private int attempts;
        private int unknownOutcomes;
        private @Nullable String replay;
        private boolean deadLettered;
        private @Nullable Item item;
        private @Nullable End end;
        private @Nullable EndEvent event;
        private Duration endedAt = Duration.ZERO;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    long nanos() {
        return now.toNanos();
    }

    /** The database is away for so many statements. */
    void fail(int times) {
        faults = times;
    }

    int unknownOutcomes(UUID id) {
        return rows.get(id).unknownOutcomes;
    }

    boolean isFree(UUID id) {
        Row row = rows.get(id);
        return row.token == null && row.end == null;
    }

    private void statement() {
        if (faults > 0) {
            faults--;
            throw new TransientDataAccessResourceException("the database is away");
        }
    }

    private Optional<Row> held(UUID id, Claim.Granted grant) {
        return Optional.ofNullable(rows.get(id)).filter(row -> grant.token().equals(row.token) && row.end == null);
    }

    @Override
    public Claimed claim(UUID id) {
        statement();
        Row row = rows.computeIfAbsent(id, _ -> new Row());
        if (row.end != null) {
            return over(row);
        }
        if (row.token != null && row.leaseUntil.compareTo(now) >= 0) {
            return new Claimed.Anothers(row.leaseUntil.minus(now));
        }
        boolean takenOver = row.token != null;
        if (takenOver) {
            row.unknownOutcomes++;
        }
        row.token = UUID.randomUUID();
        row.leaseUntil = now.plus(lease);
        row.attempts++;
        return new Claimed.Mine(
                new Claim.Granted(row.token, row.attempts, takenOver), row.unknownOutcomes, row.replay != null);
    }

    @Override
    public boolean renew(UUID id, Claim.Granted grant) {
        statement();
        held(id, grant).ifPresent(row -> row.leaseUntil = now.plus(lease));
        return held(id, grant).isPresent();
    }

    @Override
    public void release(UUID id, Claim.Granted grant) {
        statement();
        held(id, grant).ifPresent(row -> row.token = null);
    }

    @Override
    public int releaseUnknown(UUID id, Claim.Granted grant) {
        statement();
        return held(id, grant)
                .map(row -> {
                    row.token = null;
                    return ++row.unknownOutcomes;
                })
                .orElse(0);
    }

    @Override
    public boolean end(Item item, Claim.Granted grant, End end, @Nullable EndEvent event) {
        statement();
        return held(item.id(), grant).map(row -> written(row, item, end, event)).orElse(false);
    }

    @Override
    public boolean endUnclaimed(Item item, End.Failed end, @Nullable EndEvent event) {
        statement();
        Row row = rows.computeIfAbsent(item.id(), _ -> new Row());
        if (row.token != null || row.end != null) {
            return false;
        }
        written(row, item, end, event);
        if (end.why() == End.Why.CANCELLED) {
            row.deadLettered = false;
        }
        return true;
    }

    private boolean written(Row row, Item item, End end, @Nullable EndEvent event) {
        row.item = item;
        row.end = end;
        row.event = event;
        row.endedAt = now;
        row.deadLettered |= end instanceof End.Failed failed && failed.deadLettered();
        return true;
    }

    @Override
    public boolean reopen(UUID id, Replay replay) {
        statement();
        Row row = rows.get(id);
        if (row == null
                || !(row.end instanceof End.Failed)
                || !row.deadLettered
                || replay.toString().equals(row.replay)) {
            return false;
        }
        row.end = null;
        row.event = null;
        row.token = null;
        row.replay = replay.toString();
        return true;
    }

    @Override
    public Optional<Claimed.Over> ended(UUID id) {
        statement();
        return Optional.ofNullable(rows.get(id)).filter(row -> row.end != null).map(SendsInMemory::over);
    }

    private static Claimed.Over over(Row row) {
        End end = row.end instanceof End.Failed(End.Why why, String detail, boolean _)
                ? new End.Failed(why, detail, row.deadLettered)
                : row.end;
        return new Claimed.Over(end, row.event, row.replay != null);
    }

    @Override
    public List<Integer> messagesOf(UUID jobId, long chatId) {
        List<Integer> messages = new ArrayList<>();
        for (Row row : rows.values()) {
            if (row.end instanceof End.Arrived(int messageId, String _)
                    && jobId.equals(row.item.jobId())
                    && row.item.chatId() == chatId
                    && row.item.kind() != Item.Kind.REPLY) {
                messages.add(messageId);
            }
        }
        return messages;
    }

    @Override
    public boolean isAnswer(long chatId, int messageId) {
        return rows.values().stream()
                .anyMatch(row -> row.end instanceof End.Arrived(int arrived, String _)
                        && arrived == messageId
                        && row.item.chatId() == chatId
                        && row.item.kind() != Item.Kind.STICKER);
    }

    @Override
    public int saidWithin(Duration latest, long chatId) {
        return (int) rows.values().stream()
                .filter(row -> row.end instanceof End.Arrived
                        && row.item.kind() == Item.Kind.REPLY
                        && row.item.chatId() == chatId
                        && row.endedAt.compareTo(now.minus(latest)) > 0)
                .count();
    }

    @Override
    public long expiredClaims() {
        return rows.values().stream()
                .filter(row ->
                        row.token != null && row.end == null && row.leaseUntil.compareTo(now.minusMinutes(1)) < 0)
                .count();
    }
}
