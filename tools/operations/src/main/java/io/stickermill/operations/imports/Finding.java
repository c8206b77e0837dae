package io.stickermill.operations.imports;

/**
 * Something that a person may want to know of a row.
 *
 * @param oldId the row's, in the old database
 */
record Finding(SourceTable table, String oldId, What what, String reason) {

    enum What {
        /** It was not taken. */
        REFUSED,
        /** It is another row's person. */
        JOINED,
        /** It was taken, and is not quite what it was. */
        CHANGED;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
