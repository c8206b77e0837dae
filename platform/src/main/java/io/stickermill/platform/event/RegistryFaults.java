package io.stickermill.platform.event;

import io.apicurio.registry.rest.client.models.ProblemDetails;
import java.net.SocketException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
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
                case SocketException _, HttpTimeoutException _, ClosedChannelException _, TimeoutException _ -> {
                    return true;
                }
                default -> {}
            }
        }
        return false;
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
