package io.stickermill.gateway.credit;

import java.math.BigDecimal;

/** What credits move for, from which account to which. */
public enum TransferKind {
    /** A person's first credits. The reference is the person. */
    WELCOME(Account.GRANTED, Account.FREE),
    /** From the operator. The reference is theirs. */
    GRANT(Account.GRANTED, Account.FREE),
    /** Paid in Stars. The reference is Telegram's charge, as it is of a refund. */
    PURCHASE(Account.SOLD, Account.FREE),
    REFUND(Account.FREE, Account.SOLD),
    /** Got in another bot's time. The reference is its row, as it is of what was spent; the table counts both into the balance. */
    IMPORT(Account.IMPORTED, Account.FREE),
    IMPORT_SPENT(Account.FREE, Account.IMPORTED),
    /** An order. The reference is the job, as it is of all that follow. */
    RESERVE(Account.FREE, Account.RESERVED),
    /** Its sticker has come. */
    SETTLE(Account.RESERVED, Account.EARNED),
    /** It has not. */
    RELEASE(Account.RESERVED, Account.FREE),
    /** It has come after all. */
    LATE(Account.FREE, Account.EARNED);

    /** Where credits are; the first two are a person's, the others the house's. */
    enum Account {
        FREE,
        RESERVED,
        SOLD,
        GRANTED,
        IMPORTED,
        EARNED
    }

    private final Account source;
    private final Account target;

    TransferKind(Account source, Account target) {
        this.source = source;
        this.target = target;
    }

    /** Whether its reference is a job. */
    boolean isOfJob() {
        return this == LATE || source == Account.RESERVED || target == Account.RESERVED;
    }

    Account source() {
        return source;
    }

    Account target() {
        return target;
    }

    /** What an amount of it is to an account: more, less, or nothing. */
    BigDecimal to(Account account, BigDecimal amount) {
        if (account == target) {
            return amount;
        }
        return account == source ? amount.negate() : BigDecimal.ZERO;
    }
}
