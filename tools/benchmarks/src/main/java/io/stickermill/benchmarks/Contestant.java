package io.stickermill.benchmarks;

import io.stickermill.benchmarks.ChatJournal.Photo;
import java.util.List;
import java.util.Map;

/** One way to run a bot that makes stickers. Its processes run only while it has its turn. */
interface Contestant extends AutoCloseable {

    /**
     * How many photos are in work at once.
     *
     * @param processes of the part that makes stickers
     * @param each photos in each of them
     */
    record Slots(int processes, int each) {

        int all() {
            return processes * each;
        }
    }

    String name();

    /** What is right on two cores that the making keeps busy. */
    Slots usual();

    /** Starts its processes; returns when they are ready. */
    void begin(Slots slots) throws Exception;

    /** Returns when its processes are gone, however far they had come. */
    void end();

    /** Those that are its side, by name: its own, and the parts that it needs. */
    Map<String, ProcessTree> processes();

    /**
     * Waits until all that belongs to these photos is done: their stickers have come already.
     *
     * @throws BenchFailed if one was not delivered once, stored once, or has no row
     */
    void check(ChatJournal journal, List<Photo> photos) throws Exception;

    /** There will be no further turn. */
    @Override
    void close();
}
