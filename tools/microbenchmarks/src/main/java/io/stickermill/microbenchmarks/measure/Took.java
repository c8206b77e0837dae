package io.stickermill.microbenchmarks.measure;

/**
 * What a sticker took.
 *
 * @param cpu milliseconds, of all of the process's threads
 * @param wall milliseconds, by the clock on the wall
 * @param bytes of its file
 */
public record Took(double cpu, double wall, int bytes) {}
