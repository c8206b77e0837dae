package io.stickermill.gateway.payment;

import com.pengrad.telegrambot.request.RefundStarPayment;
import com.pengrad.telegrambot.response.BaseResponse;
import io.stickermill.gateway.payment.StarPayment.State;
import io.stickermill.platform.telegram.TelegramAnswer;
import io.stickermill.platform.telegram.TelegramClient;

/** Gives payments back at the operator's wish: first Telegram the Stars, then this the credits off. */
final class Refunds {

    private final TelegramClient telegram;
    private final StarPayments payments;
    private final StarPaymentRows rows;

    Refunds(TelegramClient telegram, StarPayments payments, StarPaymentRows rows) {
        this.telegram = telegram;
        this.payments = payments;
        this.rows = rows;
    }

    /** What came of it. */
    sealed interface Came {

        /** @param payment as it is kept now */
        record Back(StarPayment payment) implements Came {}

        record NoSuchPayment() implements Came {}

        /** Telegram says no. */
        record Refused(String words) implements Came {}

        /** Telegram was not reached: nothing has happened. */
        record NotSent(String words) implements Came {}

        /** It may be given back. What Telegram knows of it, a reconciliation finds. */
        record Unknown(String words) implements Came {}
    }

    Came refund(String chargeId) {
        StarPayment kept = rows.find(chargeId).orElse(null);
        if (kept == null) {
            return new Came.NoSuchPayment();
        }
        if (kept.state() == State.REFUNDED) {
            return new Came.Back(kept);
        }
        rows.refundAsked(chargeId);
        return switch (telegram.call(new RefundStarPayment(kept.telegramId(), chargeId))) {
            case TelegramAnswer.Ok<BaseResponse> _ -> new Came.Back(payments.refunded(chargeId));
            case TelegramAnswer.Refused<BaseResponse> refused
            when refused.description().contains("CHARGE_ALREADY_REFUNDED") ->
                new Came.Back(payments.refunded(chargeId));
            case TelegramAnswer.Refused<BaseResponse> refused -> new Came.Refused(refused.description());
            case TelegramAnswer.NotSent<BaseResponse>(String cause) -> new Came.NotSent(cause);
            case TelegramAnswer.OutcomeUnknown<BaseResponse>(String cause) -> new Came.Unknown(cause);
        };
    }
}
