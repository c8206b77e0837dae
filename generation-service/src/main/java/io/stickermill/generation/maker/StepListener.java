package io.stickermill.generation.maker;

/** Hears of a job's progress, on the thread that works on it: it should return at once. */
@FunctionalInterface
public interface StepListener {

    void began(Step step);
}
