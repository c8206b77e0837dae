package io.stickermill.gateway.update;

/** What an update needs and is no part of it. */
@FunctionalInterface
interface Surroundings {

    /** Whether what fails now fails by itself. */
    boolean areWell();
}
