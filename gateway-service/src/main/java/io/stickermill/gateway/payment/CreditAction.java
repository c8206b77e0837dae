package io.stickermill.gateway.payment;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a button about credits asks for, as Telegram carries it in {@code callback_data} (1 to 64 bytes). */
public sealed interface CreditAction {

    /** A package is wanted. */
    record Buy(String packageId) implements CreditAction {}

    /** The packages are to be shown. */
    record Offer() implements CreditAction {}

    /**
     * A page of the statement.
     *
     * @param before the line that it ends before; {@link Long#MAX_VALUE} for the newest
     */
    record Statement(long before) implements CreditAction {}

    /** An order is wanted at the price that was told. */
    record Agree(UUID jobId) implements CreditAction {}

    /** It is not. */
    record Decline(UUID jobId) implements CreditAction {}

    Pattern FORMAT = Pattern.compile("C([bosyn]):([a-z0-9-]{1,36})");

    Pattern PACKAGE = Pattern.compile("[a-z0-9-]{1,20}");

    Pattern JOB = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    default String callbackData() {
        return switch (this) {
            case Buy(String packageId) -> "Cb:" + packageId;
            case Offer() -> "Co:0";
            case Statement(long before) -> "Cs:" + before;
            case Agree(UUID jobId) -> "Cy:" + jobId;
            case Decline(UUID jobId) -> "Cn:" + jobId;
        };
    }

    /** Reads callback data. Empty if it is none about credits: data is input, anyone can send any. */
    static Optional<CreditAction> parse(String data) {
        Matcher parts = FORMAT.matcher(data);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String rest = parts.group(2);
        return switch (parts.group(1)) {
            case "b" -> PACKAGE.matcher(rest).matches() ? Optional.of(new Buy(rest)) : Optional.empty();
            case "o" -> rest.equals("0") ? Optional.of(new Offer()) : Optional.empty();
            case "y" -> job(rest).map(Agree::new);
            case "n" -> job(rest).map(Decline::new);
            default -> statement(rest);
        };
    }

    private static Optional<UUID> job(String id) {
        return JOB.matcher(id).matches() ? Optional.of(UUID.fromString(id)) : Optional.empty();
    }

    private static Optional<CreditAction> statement(String before) {
        try {
            long line = Long.parseLong(before);
            return line > 0 ? Optional.of(new Statement(line)) : Optional.empty();
        } catch (NumberFormatException none) {
            return Optional.empty();
        }
    }
}
