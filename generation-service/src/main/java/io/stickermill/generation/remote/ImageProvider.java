package io.stickermill.generation.remote;

/** A provider of image models. Each method makes one call, or a few that cost nothing; none waits for a picture that takes long. */
public interface ImageProvider {

    /** In settings, rows, metrics and the addresses of hooks. */
    String name();

    Abilities abilities();

    /** Has a picture made. This is what costs. */
    Submitted submit(ImageTask task);

    /**
     * Looks how far a task is.
     *
     * @param taskId as {@link Submitted.Accepted} gave it
     * @throws UnsupportedOperationException of who answers at once
     */
    Looked look(String taskId);

    /**
     * Asks for a task to be stopped: it may end all the same. Nothing is thrown; who can't stop one does nothing.
     *
     * @return false if it is to be asked again
     */
    boolean cancel(String taskId);

    /**
     * What a provider can do.
     *
     * @param picture how it wants the picture
     * @param atOnce whether the picture is the answer to the order; else there is a task to look at
     * @param hooks whether it calls back
     * @param cancels whether a task can be stopped
     */
    record Abilities(PictureForm picture, boolean atOnce, boolean hooks, boolean cancels) {}

    /** How a picture is handed over. */
    enum PictureForm {
        BYTES,
        /** An address that the provider can fetch it from. */
        LINK
    }
}
