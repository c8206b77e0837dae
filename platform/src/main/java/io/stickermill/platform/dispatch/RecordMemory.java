package io.stickermill.platform.dispatch;

import java.util.concurrent.atomic.AtomicLong;
import org.springframework.util.unit.DataSize;

/**
 * The memory that a process gives to the records that its groups have taken and not finished. Each group has an equal
 * share, so that one whose other side is away takes nothing from another. A record that is being handled costs about three
 * times its size: itself, what was read of it, and what is sent. Safe for threads.
 */
final class RecordMemory {

    private final long bytes;
    private volatile int groups;

    RecordMemory(DataSize size) {
        this.bytes = size.toBytes();
    }

    /** One group's. The others' become smaller: to be called before the first record comes. */
    synchronized Share share() {
        groups++;
        return new Share();
    }

    final class Share {

        private final AtomicLong held = new AtomicLong();

        void add(long size) {
            held.addAndGet(size);
        }

        void free(long size) {
            held.addAndGet(-size);
        }

        long held() {
            return held.get();
        }

        /** Nothing more is to be taken. */
        boolean isFull() {
            return held.get() >= bytes / groups;
        }

        /** There is room for more than a record or two. */
        boolean isRoomy() {
            return held.get() <= bytes / groups / 4 * 3;
        }

        /** What only waits should wait elsewhere. */
        boolean isCrowded() {
            return held.get() >= bytes / groups / 2;
        }
    }
}
