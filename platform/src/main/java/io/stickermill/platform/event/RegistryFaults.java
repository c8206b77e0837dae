package io.stickermill.platform.event;

import io.apicurio.registry.rest.client.models.ProblemDetails;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeoutException;

/** Tells 'the registry is away' (try again) from 'there is no such schema' (the value is poison). */
final class RegistryFaults {

    private RegistryFaults() {}

    static boolean isOutOfReach(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case ProblemDetails problem -> {
                    return problem.getStatus() == null || problem.getStatus() >= 500;
                }
                case IOException broken -> {
                    return !isOfTheValue(broken);
                }
                case TimeoutException _ -> {
                    return true;
                }
                default -> {}
            }
        }
        return false;
    }

    /** A value is read from memory, where no connection can break: what Avro meets there is the value's end. */
    private static boolean isOfTheValue(IOException fault) {
        return Arrays.stream(fault.getStackTrace())
                .anyMatch(frame -> frame.getClassName().startsWith("org.apache.avro.io."));
    }

    /** What went wrong, in one line: the innermost cause that has words. */
    static String words(Throwable failure) {
        String words = failure.toString();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            words = switch (cause) {
                case ProblemDetails problem -> "it answered " + problem.getStatus() + " " + problem.getTitle();
                default -> cause.getMessage() == null ? words : cause.toString();
            };
        }
        return words;
    }
}
