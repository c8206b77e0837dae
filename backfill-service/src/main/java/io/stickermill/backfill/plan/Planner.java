package io.stickermill.backfill.plan;

import io.stickermill.backfill.BackfillSettings;
import io.stickermill.backfill.run.Run;
import io.stickermill.backfill.run.RunState;
import io.stickermill.backfill.run.Runs;
import io.stickermill.platform.dispatch.UnreadableValueException;
import io.stickermill.platform.event.EventCodec;
import io.stickermill.schemas.BackfillRequested;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.Topics;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Plans runs, a page at a time: the page's items and the place after it are written in one transaction, but only once
 * Kafka has the page. A kill in between publishes the page again, under the same ids.
 */
class Planner {

    private static final long PUBLISH_SECONDS = 25;

    private final JdbcClient database;
    private final JdbcOperations batches;
    private final TransactionOperations transactions;
    private final Runs runs;
    private final MissingRows missing;
    private final UnknownObjects unknownObjects;
    private final BackfillTopic topic;
    private final EventCodec codec;
    private final Clock clock;
    private final int pageSize;

    Planner(
            JdbcClient database,
            JdbcOperations batches,
            TransactionOperations transactions,
            Runs runs,
            MissingRows missing,
            UnknownObjects unknownObjects,
            BackfillTopic topic,
            EventCodec codec,
            Clock clock,
            BackfillSettings settings) {
        this.database = database;
        this.batches = batches;
        this.transactions = transactions;
        this.runs = runs;
        this.missing = missing;
        this.unknownObjects = unknownObjects;
        this.topic = topic;
        this.codec = codec;
        this.clock = clock;
        this.pageSize = settings.page();
    }

    private record Place(int phase, UUID after, @Nullable UUID republishAfter) {}

    private record Item(UUID id, MissingRow row, String key, byte[] request) {}

    private record Stored(UUID id, byte[] request) {}

    /** Plans the oldest run that nobody else plans, until it is planned, paused or cancelled. */
    void planNext() {
        Optional<UUID> mine = claim();
        while (mine.isPresent() && step(mine.get())) {
            // Page after page.
        }
    }

    private Optional<UUID> claim() {
        return database.sql("""
                update backfill_runs set planner_until = now() + interval '60 seconds'
                 where id = (select id from backfill_runs
                              where state = 'planning' and (planner_until is null or planner_until < now())
                              order by started_at limit 1 for update skip locked)
                returning id
                """).query(UUID.class).optional();
    }

    /** One page. False when there is no more to do. */
    private boolean step(UUID id) {
        Run run = runs.find(id).orElseThrow();
        if (run.state() != RunState.PLANNING) {
            database.sql("update backfill_runs set planner_until = null where id = ?")
                    .param(id)
                    .update();
            return false;
        }
        Place place = database.sql("select phase, after_id, republish_after from backfill_runs where id = ?")
                .param(id)
                .query((row, _) -> new Place(
                        row.getInt("phase"),
                        row.getObject("after_id", UUID.class),
                        row.getObject("republish_after", UUID.class)))
                .single();
        UUID republishAfter = place.republishAfter();
        if (republishAfter != null) {
            republish(run, republishAfter);
            return true;
        }
        List<Phase> phases = Phase.of(run.source());
        if (!run.planningDone() && place.phase() < phases.size() && left(run) > 0) {
            plan(run, phases.get(place.phase()), place);
            return true;
        }
        if (unknownObjects.listNext(run)) {
            return true;
        }
        finishPlanning(id);
        return false;
    }

    private long left(Run run) {
        Long limit = run.filters().limit();
        return limit == null ? pageSize : Math.clamp(limit - run.planned(), 0, pageSize);
    }

    private void plan(Run run, Phase phase, Place place) {
        int wanted = Math.toIntExact(left(run));
        List<Item> items = missing.page(phase, run.filters(), run.snapshotAt(), place.after(), wanted).stream()
                .map(row -> item(run, phase, row))
                .toList();
        // The rows come first: a worker finds its item's row, and a page that is planned again finds its own.
        int added = transactions.execute(_ -> insert(run, phase, items));
        publish(
                run.id(),
                items.stream()
                        .map(item -> new Stored(item.id(), item.request()))
                        .toList());
        boolean last = items.size() < wanted;
        database.sql("""
                update backfill_runs
                   set phase = :phase, after_id = :after, planner_until = now() + interval '60 seconds',
                       planned = (case when :added = :size then planned + :added
                                  else (select count(*) from backfill_items where run_id = :id) end)
                 where id = :id and phase = :old
                """)
                .param("phase", last ? place.phase() + 1 : place.phase())
                .param("after", last ? new UUID(0, 0) : items.getLast().row().id())
                .param("added", added)
                .param("size", items.size())
                .param("id", run.id())
                .param("old", place.phase())
                .update();
    }

    private int insert(Run run, Phase phase, List<Item> items) {
        int[] added = batches.batchUpdate(
                """
                insert into backfill_items (id, run_id, subject, subject_id, storage_key, request)
                values (?, ?, ?, ?, ?, ?) on conflict do nothing
                """,
                items.stream()
                        .map(item -> new Object[] {
                            item.id(),
                            run.id(),
                            phase.subject().name(),
                            item.row().id(),
                            item.key(),
                            item.request()
                        })
                        .toList());
        return Arrays.stream(added).sum();
    }

    /** After a resumption: what has not ended, whoever may hold it. The ledger lets each be worked on once. */
    private void republish(Run run, UUID after) {
        List<Stored> page = database.sql("""
                select id, request from backfill_items
                 where run_id = ? and id > ? and state in ('free', 'claimed') order by id limit ?
                """)
                .params(run.id(), after, pageSize)
                .query((row, _) -> new Stored(row.getObject("id", UUID.class), row.getBytes("request")))
                .list();
        publish(run.id(), page.stream().map(item -> renewed(run, item)).toList());
        database.sql("""
                update backfill_runs
                   set republish_after = :after::uuid, planner_until = now() + interval '60 seconds'
                 where id = :id and epoch = :epoch
                """)
                .param("after", page.size() < pageSize ? null : page.getLast().id())
                .param("id", run.id())
                .param("epoch", run.epoch())
                .update();
    }

    private Stored renewed(Run run, Stored item) {
        try {
            BackfillRequested request = codec.decode(Topics.BACKFILL_REQUESTS, item.request());
            return new Stored(
                    item.id(),
                    codec.encode(
                            Topics.BACKFILL_REQUESTS,
                            BackfillRequested.newBuilder(request)
                                    .setEpoch(run.epoch())
                                    .build()));
        } catch (UnreadableValueException e) {
            throw new IllegalStateException("A stored request is no BackfillRequested: item " + item.id(), e);
        }
    }

    private void publish(UUID runId, List<Stored> items) {
        CompletableFuture.allOf(items.stream()
                        .map(item -> topic.publish(runId, item.id(), item.request()))
                        .toArray(CompletableFuture[]::new))
                .orTimeout(PUBLISH_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    private void finishPlanning(UUID id) {
        database.sql("""
                update backfill_runs
                   set state = 'running', planning_done = true, planned_at = coalesce(planned_at, now()),
                       planner_until = null,
                       planned = (select count(*) from backfill_items where run_id = :id)
                 where id = :id and state = 'planning'
                """).param("id", id).update();
    }

    private Item item(Run run, Phase phase, MissingRow row) {
        UUID id = Ids.backfillItem(run.id(), phase.subject().name(), row.id());
        String key = ItemKeys.of(phase.subject(), row);
        BackfillRequested request = BackfillRequested.newBuilder()
                .setRunId(run.id())
                .setItemId(id)
                .setEpoch(run.epoch())
                .setSource(run.source().onTheWire())
                .setSubject(phase.subject())
                .setSubjectId(row.id())
                .setUserId(row.userId())
                .setChatId(row.chatId())
                .setSessionId(row.sessionId())
                .setPackBatchId(row.packBatchId())
                .setFileId(row.fileId())
                .setStickerSetName(row.stickerSetName())
                .setPackIndex(row.packIndex())
                .setPackSize(row.packSize())
                .setStorageKey(key)
                .setCreateRow(run.createRows())
                .setEnv(row.env())
                .setCreateStickerId(run.createRows() ? stickerToMake(row) : null)
                .setSubjectCreatedAt(row.createdAt().truncatedTo(ChronoUnit.MILLIS))
                .setPlannedAt(clock.instant())
                .build();
        return new Item(id, row, key, codec.encode(Topics.BACKFILL_REQUESTS, request));
    }

    private static UUID stickerToMake(MissingRow session) {
        UUID known = session.stickerId();
        return known == null ? Ids.stickerOfSession(session.id()) : known;
    }
}
