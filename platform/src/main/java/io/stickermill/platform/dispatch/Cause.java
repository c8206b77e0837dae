package io.stickermill.platform.dispatch;

import java.util.Arrays;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/** Why something failed, in one line that may be shown: no URLs, tokens or passwords, at most 500 characters. */
final class Cause {

    static final int MAX_LENGTH = 500;
    static final int MAX_STACK_LENGTH = 8_000;
    private static final int MAX_CAUSES = 5;
    private static final int MAX_FRAMES = 15;

    private static final Pattern URL = Pattern.compile("\\b[a-zA-Z][a-zA-Z0-9+.-]*://\\S+");
    private static final Pattern BOT_TOKEN = Pattern.compile("\\b(bot)?\\d{5,}:[A-Za-z0-9_-]{20,}");
    private static final Pattern NAMED_SECRET = Pattern.compile(
            "(?i)\\b(password|passwd|secret|token|api[_-]?key|authorization)\\b(\\s*[=:]\\s*)(bearer\\s+|basic\\s+)?\\S+");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");

    private Cause() {}

    /** Class, message and place of the fault, and the fault at its root. */
    static String of(Throwable fault) {
        Throwable root = fault;
        for (int depth = 0; root.getCause() != null && depth < 20; depth++) {
            root = root.getCause();
        }
        String text = describe(fault) + (root.equals(fault) ? "" : ", by " + describe(root));
        return scrub(text + place(root));
    }

    /** The stack traces of it and of its causes, scrubbed; cut to what a header may carry. */
    static String stackOf(Throwable fault) {
        StringJoiner lines = new StringJoiner("\n");
        Throwable each = fault;
        for (int depth = 0; each != null && depth < MAX_CAUSES; depth++) {
            lines.add(withoutSecrets((depth == 0 ? "" : "Caused by: ") + each));
            StackTraceElement[] frames = each.getStackTrace();
            Arrays.stream(frames).limit(MAX_FRAMES).forEach(frame -> lines.add("    at " + frame));
            if (frames.length > MAX_FRAMES) {
                lines.add("    ... " + (frames.length - MAX_FRAMES) + " more");
            }
            each = each.getCause();
        }
        String text = lines.toString();
        return text.length() <= MAX_STACK_LENGTH ? text : text.substring(0, MAX_STACK_LENGTH - 3) + "...";
    }

    static String scrub(String text) {
        String line = withoutSecrets(text);
        return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH - 3) + "...";
    }

    private static String withoutSecrets(String text) {
        String line = CONTROL.matcher(text).replaceAll(" ");
        line = URL.matcher(line).replaceAll("<url>");
        line = BOT_TOKEN.matcher(line).replaceAll("<token>");
        return NAMED_SECRET.matcher(line).replaceAll("$1$2<hidden>");
    }

    private static String describe(Throwable fault) {
        String name = fault.getClass().getSimpleName();
        return fault.getMessage() == null ? name : name + ": " + fault.getMessage();
    }

    private static String place(Throwable fault) {
        return Arrays.stream(fault.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("io.stickermill."))
                .findFirst()
                .map(frame -> " (at " + frame.getFileName() + ":" + frame.getLineNumber() + ")")
                .orElse("");
    }
}
