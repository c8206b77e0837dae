package io.stickermill.gateway.update;

import io.stickermill.contracts.credit.CreditPackage;
import io.stickermill.contracts.credit.Credits;
import io.stickermill.contracts.credit.Prices;
import io.stickermill.gateway.admission.AdmissionRefusal;
import io.stickermill.gateway.credit.Balance;
import io.stickermill.gateway.credit.CreditLedger;
import io.stickermill.gateway.credit.UnpaidOrders;
import io.stickermill.gateway.credit.UnpaidOrders.Unpaid;
import io.stickermill.gateway.payment.Checkout;
import io.stickermill.gateway.payment.CreditAction;
import io.stickermill.gateway.payment.StarOrder;
import io.stickermill.gateway.payment.StarOrders;
import io.stickermill.gateway.payment.StarPayment;
import io.stickermill.gateway.payment.StarPayment.State;
import io.stickermill.gateway.payment.StarPayments;
import io.stickermill.gateway.update.Incoming.AskCredits;
import io.stickermill.gateway.update.Incoming.Button;
import io.stickermill.gateway.update.Incoming.Paid;
import io.stickermill.gateway.update.Incoming.PreCheckout;
import io.stickermill.gateway.update.Incoming.Refunded;
import io.stickermill.gateway.update.Incoming.ReplyText;
import io.stickermill.gateway.update.Incoming.Sender;
import io.stickermill.gateway.update.Tellings.Often;
import io.stickermill.schemas.ChatKind;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.ReplyButton;
import io.stickermill.schemas.StarInvoice;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Shows people what they have in credits, sells them more, and has what they could not pay go on. Without prices it is not there. */
final class CreditRequests {

    private static final int PAGE = 10;
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("dd.MM.yyyy").withZone(ZoneOffset.UTC);

    private final Prices prices;
    private final CreditLedger ledger;
    private final StarOrders orders;
    private final StarPayments payments;
    private final Checkout checkout;
    private final CheckoutAnswers checkouts;
    private final UnpaidOrders unpaidOrders;
    private final UnpaidAgain unpaid;
    private final ReplyEvents replies;
    private final ButtonAnswers answers;
    private final long botId;
    private final Clock clock;

    CreditRequests(
            Prices prices,
            CreditLedger ledger,
            StarOrders orders,
            StarPayments payments,
            Checkout checkout,
            CheckoutAnswers checkouts,
            UnpaidOrders unpaidOrders,
            UnpaidAgain unpaid,
            ReplyEvents replies,
            ButtonAnswers answers,
            long botId,
            Clock clock) {
        this.prices = prices;
        this.ledger = ledger;
        this.orders = orders;
        this.payments = payments;
        this.checkout = checkout;
        this.checkouts = checkouts;
        this.unpaidOrders = unpaidOrders;
        this.unpaid = unpaid;
        this.replies = replies;
        this.answers = answers;
        this.botId = botId;
        this.clock = clock;
    }

    /** Tells Telegram whether somebody may pay. */
    @FunctionalInterface
    interface CheckoutAnswers {

        /** @param refusal what is said to who wanted to pay; null if they may */
        void answer(String queryId, @Nullable String refusal);
    }

    /** What a person has is nobody else's to see. */
    CompletableFuture<?> answer(AskCredits asked) {
        Sender sender = asked.sender();
        boolean isPrivate = sender.chatKind() == ChatKind.PRIVATE;
        if (!prices.areOn()) {
            return isPrivate
                    ? say(asked, ReplyText.UNKNOWN_COMMAND.key(), text(sender, ReplyText.UNKNOWN_COMMAND.key()))
                    : CompletableFuture.completedFuture(null);
        }
        return switch (asked.about()) {
            case TERMS -> say(asked, "terms", prices.terms(sender.language()).orElseGet(() -> text(sender, "terms")));
            case PAYSUPPORT ->
                say(asked, "paysupport", prices.support(sender.language()).orElseGet(() -> text(sender, "paysupport")));
            case BALANCE, BUY ->
                isPrivate ? shown(asked) : say(asked, "credits_private", text(sender, "credits_private"));
        };
    }

    private CompletableFuture<?> shown(AskCredits asked) {
        Sender sender = asked.sender();
        boolean buys = asked.about() == AskCredits.About.BUY;
        String what = buys ? "credits_offer" : "credits_balance";
        if (!replies.isDue(sender, asked.messageId(), what)) {
            return CompletableFuture.completedFuture(null);
        }
        Said said = buys ? offer(sender) : statement(sender, Long.MAX_VALUE);
        return replies.withButtons(
                sender, asked.messageId(), reply(asked, what), said.text(), said.buttons(), asked.sentAt());
    }

    private CompletableFuture<?> say(AskCredits asked, String key, String text) {
        return replies.say(
                asked.sender(), asked.messageId(), key, Often.COMPLAINT, reply(asked, key), text, asked.sentAt());
    }

    private UUID reply(AskCredits asked, String name) {
        return Ids.reply(Ids.jobOfMessage(botId, asked.sender().chatId(), asked.messageId()), name);
    }

    private String text(Sender sender, String key, Object... arguments) {
        return answers.texts().get(sender.language(), key, arguments);
    }

    private record Said(String text, List<ReplyButton> buttons) {}

    private Said offer(Sender sender) {
        List<ReplyButton> buttons = new ArrayList<>();
        for (CreditPackage one : prices.packages()) {
            String words = text(sender, "credits_package", Credits.text(one.credits()), Integer.toString(one.stars()));
            buttons.add(button(buttons.size(), words, new CreditAction.Buy(one.id())));
        }
        Balance balance = ledger.balance(user(sender));
        return new Said(text(sender, "credits_offer", Credits.text(balance.free())), buttons);
    }

    /** The newest lines before one, and how to go on from there. */
    private Said statement(Sender sender, long before) {
        UUID user = user(sender);
        Balance balance = ledger.balance(user);
        List<CreditLedger.Line> lines = ledger.statement(user, before, PAGE + 1);
        List<CreditLedger.Line> page = lines.subList(0, Math.min(PAGE, lines.size()));
        var text = new StringBuilder(text(sender, "credits_balance", Credits.text(balance.free())));
        if (balance.reserved().signum() > 0) {
            text.append('\n').append(text(sender, "credits_reserved", Credits.text(balance.reserved())));
        }
        text.append('\n');
        for (CreditLedger.Line line : page) {
            String sign = line.amount().signum() < 0 ? "−" : "+";
            text.append('\n')
                    .append(DAY.format(line.at()))
                    .append("  ")
                    .append(sign)
                    .append(Credits.text(line.amount().abs()))
                    .append("  ")
                    .append(text(sender, "credits_line_" + line.kind()));
        }
        List<ReplyButton> buttons = new ArrayList<>();
        if (before != Long.MAX_VALUE) {
            buttons.add(button(0, text(sender, "credits_newest"), new CreditAction.Statement(Long.MAX_VALUE)));
        }
        if (lines.size() > PAGE) {
            buttons.add(button(
                    0,
                    text(sender, "credits_older"),
                    new CreditAction.Statement(page.getLast().id())));
        }
        buttons.add(button(1, text(sender, "credits_buy"), new CreditAction.Offer()));
        return new Said(text.toString(), buttons);
    }

    private static ReplyButton button(int row, String text, CreditAction action) {
        return new ReplyButton(row, text, action.callbackData(), null);
    }

    private UUID user(Sender sender) {
        return Ids.user(botId, sender.userId());
    }

    CompletableFuture<?> pressed(CreditAction action, Button button) {
        Sender sender = button.sender();
        if (!prices.areOn()) {
            return answers.only(button, "button_unknown");
        }
        // Where it was asked; what is asked about is for its person to say.
        boolean isSaidAnywhere = action instanceof CreditAction.Agree || action instanceof CreditAction.Decline;
        if (sender.chatKind() != ChatKind.PRIVATE && !isSaidAnywhere) {
            return answers.only(button, "credits_private");
        }
        return switch (action) {
            case CreditAction.Agree(UUID job) -> agree(job, button);
            case CreditAction.Decline(UUID job) -> decline(job, button);
            case CreditAction.Buy(String packageId) ->
                prices.packageOf(packageId)
                        .<CompletableFuture<?>>map(wanted -> buy(wanted, button))
                        .orElseGet(() -> answers.only(button, "button_unknown"));
            case CreditAction.Offer() -> {
                Said offer = offer(sender);
                UUID replyId = Ids.reply(cause(button), "credits_offer/" + button.callbackId());
                yield answers.after(
                        replies.withButtons(
                                sender, button.messageId(), replyId, offer.text(), offer.buttons(), clock.instant()),
                        button,
                        "");
            }
            case CreditAction.Statement(long before) -> {
                Said page = statement(sender, before);
                yield answers.after(
                        replies.otherWords(button, page.text(), page.buttons(), clock.instant()), button, "");
            }
        };
    }

    /** Pressed once more, or in an update that comes again, it is the same order. */
    private CompletableFuture<?> agree(UUID job, Button button) {
        Sender sender = button.sender();
        Optional<Unpaid> agreed = unpaidOrders.agree(job, user(sender));
        if (agreed.isEmpty()) {
            return answers.only(button, "credits_agreed_or_over");
        }
        return switch (unpaid.goOn(agreed.get(), sender.threadId(), sender.language())) {
            case UnpaidAgain.Went.On(var published) ->
                answers.after(
                        published.thenCompose(_ -> replies.buttons(button, List.of(), clock.instant())),
                        button,
                        answers.text(button, "credits_agreed"));
            case UnpaidAgain.Went.Refused(AdmissionRefusal refusal) -> {
                UUID replyId = Ids.reply(refusal.tellingId(), button.callbackId());
                yield answers.after(replies.refused(sender, replyId, refusal, clock.instant()), button, "");
            }
        };
    }

    private CompletableFuture<?> decline(UUID job, Button button) {
        if (!unpaidOrders.decline(job, user(button.sender()))) {
            return answers.only(button, "credits_agreed_or_over");
        }
        return answers.after(
                replies.remove(button, cause(button), clock.instant()),
                button,
                answers.text(button, "credits_declined"));
    }

    private UUID cause(Button button) {
        return Ids.jobOfButton(botId, button.sender().chatId(), button.messageId(), button.data());
    }

    /** Each press is an order of its own: the same press once more is the same one. */
    private CompletableFuture<?> buy(CreditPackage wanted, Button button) {
        Sender sender = button.sender();
        UUID id = Ids.reply(cause(button), "star order/" + button.callbackId());
        StarOrder order = orders.place(id, user(sender), sender.userId(), wanted);
        String credits = Credits.text(order.credits());
        var invoice = new StarInvoice(order.payload(), text(sender, "invoice_title", credits), order.stars());
        return answers.after(
                replies.invoice(
                        sender, Ids.reply(id, "invoice"), text(sender, "invoice", credits), invoice, clock.instant()),
                button,
                "");
    }

    /** At once, and by the tables alone: Telegram waits for ten seconds, whatever Kafka does. */
    CompletableFuture<?> answer(PreCheckout asked) {
        Optional<String> refusal = prices.areOn() ? checkout.refusal(asked.question()) : Optional.of("checkout_over");
        checkouts.answer(
                asked.queryId(),
                refusal.map(key -> answers.texts().get(asked.language(), key)).orElse(null));
        return CompletableFuture.completedFuture(null);
    }

    /** Kept and credited before the update is confirmed. Then what its person could not pay goes on. */
    CompletableFuture<?> paid(Paid paid) {
        Sender sender = paid.sender();
        StarPayment payment = payments.paid(paid.payment());
        String words = payment.state() == State.CREDITED
                ? text(
                        sender,
                        "credits_bought",
                        Credits.text(Objects.requireNonNull(payment.credits())),
                        Credits.text(ledger.balance(Objects.requireNonNull(payment.userId()))
                                .free()))
                : text(sender, "credits_waiting");
        return CompletableFuture.allOf(
                payment.state() == State.REFUNDED
                        ? CompletableFuture.completedFuture(null)
                        : told(sender, paid.messageId(), "paid", payment, words),
                unpaid.goOn(user(sender), sender.language()));
    }

    CompletableFuture<?> refunded(Refunded refunded) {
        Sender sender = refunded.sender();
        StarPayment payment = payments.refunded(refunded.payment());
        String words = text(sender, "credits_refunded", Integer.toString(payment.stars()));
        return told(sender, refunded.messageId(), "refunded", payment, words);
    }

    private CompletableFuture<?> told(Sender sender, int messageId, String name, StarPayment payment, String words) {
        UUID replyId = Ids.reply(user(sender), name + "/" + payment.chargeId());
        return replies.withButtons(sender, messageId, replyId, words, List.of(), clock.instant());
    }
}
