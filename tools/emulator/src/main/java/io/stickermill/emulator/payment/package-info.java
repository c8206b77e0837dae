/**
 * Telegram Stars: invoices, the question before a payment, payments, refunds, and the bot's transactions. It promises what
 * core.telegram.org/bots/payments-stars says: a bot has ten seconds to agree, a payment is made once or not at all, and the
 * transactions tell of each, whatever becomes of the updates. All of it survives a restart.
 */
@NullMarked
package io.stickermill.emulator.payment;

import org.jspecify.annotations.NullMarked;
