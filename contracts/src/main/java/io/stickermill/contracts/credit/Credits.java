package io.stickermill.contracts.credit;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Amounts of credits: decimal numbers with two digits after the point, never a double. */
public final class Credits {

    /** What no amount of an order, a package or a grant is above: {@code numeric(10,2)} holds a thousand times as much. */
    public static final BigDecimal MOST = new BigDecimal("100000.00");

    public static final BigDecimal NONE = new BigDecimal("0.00");

    private Credits() {}

    /** The one place where an amount is rounded: down to the hundredth, in favour of whoever pays it. */
    public static BigDecimal down(BigDecimal exact) {
        return exact.setScale(2, RoundingMode.DOWN);
    }

    /** For people: without digits that say nothing. */
    public static String text(BigDecimal amount) {
        return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
    }
}
