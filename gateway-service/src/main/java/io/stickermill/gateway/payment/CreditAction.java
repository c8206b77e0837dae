package io.stickermill.gateway.payment;

import java.util.Optional;
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

    Pattern FORMAT = Pattern.compile("C([bos]):([a-z0-9-]{1,20})");

    default String callbackData() {
        return switch (this) {
            case Buy(String packageId) -> "Cb:" + packageId;
            case Offer() -> "Co:0";
            case Statement(long before) -> "Cs:" + before;
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
            case "b" -> Optional.of(new Buy(rest));
            case "o" -> rest.equals("0") ? Optional.of(new Offer()) : Optional.empty();
            default -> statement(rest);
        };
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
