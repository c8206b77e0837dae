package io.stickermill.generation.remote;

import java.util.regex.Pattern;

/** The ids that providers give tasks: they come from an answer, and go into addresses. */
final class TaskIds {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,199}");

    private TaskIds() {}

    static boolean isOne(String id) {
        return FORM.matcher(id).matches();
    }

    static String checked(String id) {
        if (!isOne(id)) {
            throw new IllegalArgumentException("no task id");
        }
        return id;
    }
}
