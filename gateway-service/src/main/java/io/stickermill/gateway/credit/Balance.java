package io.stickermill.gateway.credit;

import io.stickermill.contracts.credit.Credits;
import java.math.BigDecimal;

/**
 * What a person has, in credits.
 *
 * @param free to order with
 * @param reserved for orders whose end is not known
 */
public record Balance(BigDecimal free, BigDecimal reserved) {

    /** Of somebody who never had any. */
    public static final Balance EMPTY = new Balance(Credits.NONE, Credits.NONE);
}
