package io.stickermill.platform.dispatch;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.jspecify.annotations.Nullable;

/**
 * A partition for as long as it is assigned to this member: what was taken, what waits, what runs, what may be committed.
 * The next assignment of the same partition is another object, so a completion that comes too late changes nothing that
 * anyone commits. Safe for threads.
 */
final class Assignment {

    /** What may be committed, as of a number of changes. */
    record Commit(OffsetAndMetadata offset, long changes) {}

    /** Records of one partition that may be held while their lanes wait, in windows. */
    private static final int WAITING_WINDOWS = 10;

    private final OffsetTracker offsets;
    private final ScheduledExecutorService timer;
    private final RecordMemory.@Nullable Share memory;
    private final KeyLanes<Object, Task<?>> lanes = new KeyLanes<>();
    private final Map<Task<?>, Future<?>> parked = new HashMap<>();

    /** Lanes whose time has not come, which is no fault of anyone: they don't count for the window. */
    private final Map<Object, Load> waiting = new HashMap<>();

    private final Load waits = new Load();

    private boolean open = true;
    private int running;
    private final Load held = new Load();
    private @Nullable Task<?> newest;

    /** How often that which may be committed has changed, and the changes sent to and acknowledged by the broker. */
    private long changes;

    private long sent;
    private long acknowledged;

    private static final class Load {
        private int records;
        private long bytes;

        void add(int moreRecords, long moreBytes) {
            records += moreRecords;
            bytes += moreBytes;
        }
    }

    /**
     * @param memory that its records take; null for a retry topic: of what is not due yet a partition holds one poll's
     *     records, and that must not keep what is new from being taken
     */
    Assignment(OffsetTracker offsets, ScheduledExecutorService timer, RecordMemory.@Nullable Share memory) {
        this.offsets = offsets;
        this.timer = timer;
        this.memory = memory;
    }

    /** False when an earlier owner has finished this record, or it is in work already. */
    synchronized boolean take(Task<?> task) {
        if (!offsets.take(task.offset(), task.timestamp())) {
            changes++;
            return false;
        }
        newest = task;
        held.add(1, task.size());
        if (memory != null) {
            memory.add(task.size());
        }
        Load lane = waiting.get(task.lane());
        if (lane != null) {
            lane.add(1, task.size());
            waits.add(1, task.size());
        }
        if (lanes.enter(task.lane(), task)) {
            startWhenDue(task);
        }
        return true;
    }

    synchronized boolean full(DispatcherSettings settings) {
        return !fits(settings, 1) || (memory == null ? waitsForDue() : memory.isFull());
    }

    /** With room for more than a record or two, so that a partition isn't paused and resumed at every poll. */
    synchronized boolean halfEmpty(DispatcherSettings settings) {
        return fits(settings, 2) && (memory == null ? !waitsForDue() : memory.isRoomy());
    }

    private boolean fits(DispatcherSettings settings, int part) {
        return held.records - waits.records < atLeastOne(settings.window() / part)
                && held.bytes - waits.bytes < settings.windowSize().toBytes() / part
                && held.records < atLeastOne(settings.window() * WAITING_WINDOWS / part)
                && offsets.span() < DispatcherSettings.LONGEST_WINDOW / part;
    }

    private static int atLeastOne(int records) {
        return Math.max(1, records);
    }

    /** Due times rise in a retry topic: what comes after this one is not due either. */
    private boolean waitsForDue() {
        return newest != null && newest.untilDue().isPositive();
    }

    /**
     * Records that are not finished: those in work, and those that have not come yet.
     *
     * @param end of the partition
     */
    synchronized long lag(long end) {
        return held.records + (offsets.next() < 0 ? 0 : Math.max(0, end - offsets.next()));
    }

    /** The timestamp of the first record that was taken and is not finished. */
    synchronized OptionalLong oldest() {
        return offsets.oldest();
    }

    synchronized int held() {
        return held.records;
    }

    /** What is to be sent, null when nothing has changed since the last time. */
    synchronized @Nullable Commit unsent() {
        return sent == changes ? null : commit();
    }

    /** As {@link #unsent}, but again what was sent and not acknowledged. */
    synchronized @Nullable Commit unacknowledged() {
        return acknowledged == changes ? null : commit();
    }

    private Commit commit() {
        sent = changes;
        String metadata = OffsetMetadata.encode(offsets.finishedAhead());
        return new Commit(new OffsetAndMetadata(offsets.prefix(), metadata), changes);
    }

    synchronized void acknowledge(Commit commit) {
        acknowledged = Math.max(acknowledged, commit.changes());
    }

    /** The commit failed: it is sent again with the next. */
    synchronized void refuse() {
        sent = acknowledged;
    }

    /** Nothing is started any more; what has not started belongs to the next owner. */
    synchronized void close() {
        open = false;
        parked.values().forEach(wake -> wake.cancel(false));
        parked.clear();
        lanes.clear();
        if (memory != null) {
            memory.free(held.bytes);
        }
        notifyAll();
    }

    /** After {@link #close}: false when something still runs at the deadline, a {@link System#nanoTime}. */
    synchronized boolean drained(long deadline) throws InterruptedException {
        for (long left = deadline - System.nanoTime(); running > 0 && left > 0; left = deadline - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return running == 0;
    }

    private void startWhenDue(Task<?> task) {
        Duration wait = task.untilDue();
        if (wait.isPositive()) {
            park(task, wait);
        } else {
            task.workers().execute(() -> run(task));
        }
    }

    /** Waits without a worker; its lane waits behind it. */
    private void park(Task<?> task, Duration wait) {
        parked.put(task, timer.schedule(() -> wake(task), wait.toMillis() + 1, TimeUnit.MILLISECONDS));
    }

    private synchronized void wake(Task<?> task) {
        if (parked.remove(task) != null) {
            Load lane = waiting.remove(task.lane());
            if (lane != null) {
                waits.add(-lane.records, -lane.bytes);
            }
            task.workers().execute(() -> run(task));
        }
    }

    private void run(Task<?> task) {
        synchronized (this) {
            if (!open) {
                return;
            }
            running++;
        }
        Task.Progress progress = task.run();
        synchronized (this) {
            running--;
            notifyAll();
            switch (progress) {
                case Task.Finished finished -> finish(task);
                case Task.Again(Duration delay) -> {
                    if (open) {
                        park(task, delay);
                    }
                }
                case Task.NotYet(Duration delay) -> {
                    if (open) {
                        letLaneWait(task);
                        park(task, delay);
                    }
                }
            }
        }
    }

    private void letLaneWait(Task<?> task) {
        Load lane = new Load();
        lanes.of(task.lane()).forEach(each -> lane.add(1, each.size()));
        waiting.put(task.lane(), lane);
        waits.add(lane.records, lane.bytes);
    }

    private void finish(Task<?> task) {
        if (offsets.finish(task.offset(), task.timestamp())) {
            changes++;
        }
        if (!open) {
            return;
        }
        if (newest == task) {
            newest = null;
        }
        held.add(-1, -task.size());
        if (memory != null) {
            memory.free(task.size());
        }
        Task<?> next = lanes.leave(task.lane());
        if (next != null) {
            startWhenDue(next);
        }
    }
}
