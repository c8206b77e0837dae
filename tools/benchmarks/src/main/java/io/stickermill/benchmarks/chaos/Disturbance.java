package io.stickermill.benchmarks.chaos;

import java.util.Random;

/**
 * Something that goes wrong while photos flow.
 *
 * @param name for the table
 * @param action does it, and undoes it where that is not the supervisor's work; returns when it is over
 */
record Disturbance(String name, Action action) {

    /** What is done to a stack. */
    @FunctionalInterface
    interface Action {
        void run(ChaosStack stack, Random random) throws Exception;
    }
}
