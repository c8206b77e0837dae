package io.stickermill.platform.dispatch;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
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

    private final OffsetTracker offsets;
    private final ScheduledExecutorService timer;
    private final KeyLanes<Object, Task<?>> lanes = new KeyLanes<>();
    private final Map<Task<?>, Future<?>> parked = new HashMap<>();

    private boolean open = true;
    private int running;
    private int held;
    private long heldBytes;

    /** How often that which may be committed has changed, and the changes sent to and acknowledged by the broker. */
    private long changes;

    private long sent;
    private long acknowledged;

    Assignment(OffsetTracker offsets, ScheduledExecutorService timer) {
        this.offsets = offsets;
        this.timer = timer;
    }

    /** False when an earlier owner has finished this record, or it is in work already. */
    synchronized boolean take(Task<?> task) {
        if (!offsets.take(task.offset())) {
            changes++;
            return false;
        }
        held++;
        heldBytes += task.size();
        if (lanes.enter(task.lane(), task)) {
            startWhenDue(task);
        }
        return true;
    }

    synchronized boolean full(DispatcherSettings settings) {
        return offsets.span() >= settings.window()
                || heldBytes >= settings.windowSize().toBytes();
    }

    /** With room for more than a record or two, so that a partition isn't paused and resumed at every poll. */
    synchronized boolean halfEmpty(DispatcherSettings settings) {
        return offsets.span() <= settings.window() / 2
                && heldBytes <= settings.windowSize().toBytes() / 2;
    }

    synchronized int held() {
        return held;
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
            }
        }
    }

    private void finish(Task<?> task) {
        if (!offsets.finish(task.offset())) {
            return;
        }
        changes++;
        held--;
        heldBytes -= task.size();
        Task<?> next = lanes.leave(task.lane());
        if (open && next != null) {
            startWhenDue(next);
        }
    }
}
