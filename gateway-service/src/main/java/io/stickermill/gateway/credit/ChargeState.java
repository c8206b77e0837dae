package io.stickermill.gateway.credit;

/** How far it is with what a job costs. */
enum ChargeState {
    /** The order runs. */
    RESERVED,
    /** Nobody knows whether its sticker has come: it stays reserved. */
    HELD,
    /** Its sticker has come, and is paid. The end. */
    SETTLED,
    /** Given back: its sticker did not come, or shows a picture that is paid. What is delivered later is taken once more. */
    RELEASED,
    /** Its sticker came after its price was given back, and its person had not as much any more: the house pays. The end. */
    GIVEN;

    /** What is heard of a job. */
    enum Heard {
        /** A sticker has come whose picture is to be paid. */
        DELIVERED,
        /** A sticker has come that costs nothing. */
        DELIVERED_FREE,
        /** There is none, and none comes. */
        FAILED,
        /** Whether it has come is not known. */
        UNKNOWN
    }

    /** What holds from then on, in whatever order and however often it is heard. */
    ChargeState after(Heard heard) {
        return switch (this) {
            case SETTLED, GIVEN -> this;
            case RESERVED, HELD ->
                switch (heard) {
                    case DELIVERED -> SETTLED;
                    case DELIVERED_FREE, FAILED -> RELEASED;
                    case UNKNOWN -> HELD;
                };
            case RELEASED -> heard == Heard.DELIVERED ? SETTLED : RELEASED;
        };
    }

    boolean isOpen() {
        return this == RESERVED || this == HELD;
    }
}
