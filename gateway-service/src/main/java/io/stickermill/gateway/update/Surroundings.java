package io.stickermill.gateway.update;

import java.util.Arrays;

/** What an update needs and is no part of it. */
@FunctionalInterface
interface Surroundings {

    /** Whether what fails now fails by itself. */
    boolean areWell();

    /** All of them. */
    static Surroundings of(Surroundings... each) {
        return () -> Arrays.stream(each).allMatch(Surroundings::areWell);
    }
}
