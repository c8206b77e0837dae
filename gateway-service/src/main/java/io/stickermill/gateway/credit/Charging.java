package io.stickermill.gateway.credit;

import io.stickermill.gateway.session.PhotoRequest;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Asks for what an order costs. */
@FunctionalInterface
public interface Charging {

    /** Where nothing costs anything. */
    Charging FREE = _ -> new Asked.Granted();

    /** What came of it. */
    sealed interface Asked {

        /** It costs nothing, or what it costs is reserved. */
        record Granted() implements Asked {}

        /**
         * The person has not as much: nothing is reserved.
         *
         * @param balance what they have
         */
        record TooDear(BigDecimal price, BigDecimal balance) implements Asked {}

        /**
         * The person has as much, and must say first that they want it at that price: nothing is reserved.
         *
         * @param balance what they have
         */
        record ToAgree(BigDecimal price, BigDecimal balance) implements Asked {}
    }

    /**
     * Reserves what an order costs. To be called in the transaction that notes the request, in which its person is locked.
     *
     * @param request as it is noted: its words are part of what is ordered
     */
    Asked reserve(PhotoRequest request);

    /**
     * Keeps an order that is not paid yet, after its transaction is undone: it goes on when its person has credits, or agrees.
     *
     * @param asked as it was asked for
     * @param env the environment that its session belongs to, for a photo that opens one; null for what is asked for in one
     * @param agreed whether its person is only short of credits
     */
    default void keep(PhotoRequest asked, @Nullable String env, boolean agreed) {}
}
