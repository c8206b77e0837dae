package io.stickermill.benchmarks.chaos;

import java.util.List;

/** A promise of the design that can be checked from outside. */
interface Guarantee {

    /** The promise, in the words of the table. */
    String promise();

    /** What breaks it, one line each, with what one needs to find the cause; empty if it holds. */
    List<String> broken(Evidence evidence);
}
