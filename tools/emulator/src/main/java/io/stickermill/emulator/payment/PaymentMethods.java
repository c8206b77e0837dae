package io.stickermill.emulator.payment;

import io.stickermill.emulator.api.BotMethod;
import io.stickermill.emulator.message.Sender;
import io.stickermill.emulator.store.Database;
import java.security.SecureRandom;
import java.util.List;

/** The methods by which a bot sells for Stars, gives them back and counts them. */
public final class PaymentMethods {
    private PaymentMethods() {}

    /** A new method is one class and one line here. */
    public static List<BotMethod> all(Sender sender, Database database, Checkouts checkouts, StarLedger ledger) {
        return List.of(
                new SendInvoice(sender),
                new CreateInvoiceLink(database, new SecureRandom()),
                new AnswerPreCheckoutQuery(checkouts),
                new RefundStarPayment(ledger),
                new GetStarTransactions(ledger),
                new GetMyStarBalance(ledger));
    }
}
