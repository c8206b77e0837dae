package io.stickermill.platform.dispatch;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Why something failed, in one line that may be shown: no URLs, tokens or passwords, at most 500 characters. */
final class Cause {

    static final int MAX_LENGTH = 500;
    static final int MAX_STACK_LENGTH = 6_000;
    private static final int MAX_STACK_LINES = 120;

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
        String text = describe(fault) + (root == fault ? "" : ", by " + describe(root));
        return scrub(text + place(root));
    }

    /** Its stack trace, each line scrubbed like a cause; cut to what a header may carry. */
    static String stackOf(Throwable fault) {
        StringWriter text = new StringWriter();
        fault.printStackTrace(new PrintWriter(text));
        String lines = text.toString()
                .lines()
                .limit(MAX_STACK_LINES)
                .map(line -> line.startsWith("\t") ? "    " + withoutSecrets(line) : withoutSecrets(line))
                .collect(Collectors.joining("\n"));
        return lines.length() <= MAX_STACK_LENGTH ? lines : lines.substring(0, MAX_STACK_LENGTH - 3) + "...";
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
