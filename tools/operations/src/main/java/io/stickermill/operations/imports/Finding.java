package io.stickermill.operations.imports;

/**
 * Something that a person may want to know of a row.
 *
 * @param oldId the row's, in the old database
 */
record Finding(SourceTable table, String oldId, What what, String reason) {

    private static final int ID_LENGTH = 100;
    private static final int REASON_LENGTH = 400;

    /** A row's text may be of any length, and what is said of it is kept in an index. */
    Finding {
        oldId = shortened(oldId, ID_LENGTH);
        reason = shortened(reason, REASON_LENGTH);
    }

    private static String shortened(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
        return text.substring(0, end) + "... (" + text.length() + " characters)";
    }

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
