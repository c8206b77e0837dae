package io.stickermill.localstack.parts;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Something that runs as a process of its own: what it needs before it starts, and how to tell that it is ready. */
public interface Part {

    /** Lower case, unique in a stack; names its folder and log. */
    String name();

    /** Where people and programs reach it, for display. */
    String address();

    /**
     * Prepares the part's folder and says how to start it. Called before every start, also after a kill.
     *
     * @throws IOException when its files can't be prepared
     */
    Launch launch() throws IOException;

    /** Asked often until true; an exception means 'not yet', too. */
    boolean ready() throws Exception;

    /** What it can't do although it is ready, in words for whoever runs it; asked by {@code status}. */
    default Optional<String> limits() throws IOException, InterruptedException {
        return Optional.empty();
    }

    /** Runs once after each start, before others are told that the part is ready. */
    default void onReady() throws Exception {}

    /** The signal that asks for a clean stop. */
    default String stopSignal() {
        return "TERM";
    }

    /** How long a start may take before it counts as failed. One that is only slow, and begins anew, slows down all others. */
    default Duration startTimeout() {
        return Duration.ofMinutes(5);
    }

    /** How long a clean stop may take before the process is killed. */
    default Duration stopTimeout() {
        return Duration.ofSeconds(15);
    }
}
