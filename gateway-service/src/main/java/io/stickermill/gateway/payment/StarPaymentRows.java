package io.stickermill.gateway.payment;

import io.stickermill.gateway.payment.StarPayment.State;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code star_payments}. */
record StarPaymentRows(JdbcClient database) {

    /** Keeps what Telegram tells, if it is not kept. False if it was. */
    boolean note(ToldPayment told) {
        return database.sql("""
                        insert into star_payments (charge_id, telegram_id, payload, currency, stars, state, told_by, paid_at)
                        values (:charge, :telegram, :payload, :currency, :stars, 'WAITING', :source, :paid)
                        on conflict (charge_id) do nothing
                        """)
                        .param("charge", told.chargeId())
                        .param("telegram", told.telegramId())
                        .param("payload", told.payload())
                        .param("currency", told.currency())
                        .param("stars", told.stars())
                        .param("source", told.source().name().toLowerCase(Locale.ROOT))
                        .param("paid", Timestamp.from(told.paidAt()))
                        .update()
                == 1;
    }

    Optional<StarPayment> find(String chargeId) {
        return database.sql("select * from star_payments where charge_id = ?")
                .param(chargeId)
                .query(StarPaymentRows::read)
                .optional();
    }

    /** Nobody else changes it until the end of the transaction. */
    StarPayment locked(String chargeId) {
        return database.sql("select * from star_payments where charge_id = ? for update")
                .param(chargeId)
                .query(StarPaymentRows::read)
                .single();
    }

    void credited(String chargeId, UUID userId, UUID orderId, BigDecimal credits) {
        database.sql("""
                update star_payments set state = 'CREDITED', user_id = ?, order_id = ?, credits = ?, why = null
                 where charge_id = ?
                """).params(userId, orderId, credits, chargeId).update();
    }

    void waits(String chargeId, String why) {
        database.sql("update star_payments set why = ? where charge_id = ?")
                .params(why, chargeId)
                .update();
    }

    void refundAsked(String chargeId) {
        database.sql("update star_payments set refund_asked_at = coalesce(refund_asked_at, now()) where charge_id = ?")
                .param(chargeId)
                .update();
    }

    void refunded(String chargeId, BigDecimal debt) {
        database.sql("""
                update star_payments set state = 'REFUNDED', debt = ?, refunded_at = now() where charge_id = ?
                """).params(debt, chargeId).update();
    }

    /** Orders that were paid more than once, with each of their payments. */
    List<StarPayment> doubled() {
        return database.sql("""
                select * from star_payments
                 where state = 'CREDITED' and order_id in (
                       select order_id from star_payments where state = 'CREDITED' and order_id is not null
                        group by order_id having count(*) > 1)
                 order by order_id, paid_at
                """).query(StarPaymentRows::read).list();
    }

    /** All that were paid before that and are not given back. */
    List<StarPayment> keptBefore(Instant before) {
        return database.sql("""
                select * from star_payments where paid_at < ? and state <> 'REFUNDED' order by paid_at
                """)
                .param(Timestamp.from(before))
                .query(StarPaymentRows::read)
                .list();
    }

    int waiting() {
        return database.sql("select count(*) from star_payments where state = 'WAITING'")
                .query(Integer.class)
                .single();
    }

    /** @param telegramId of one person; null for all */
    List<StarPayment> newest(@Nullable Long telegramId, int most) {
        return database.sql("""
                select * from star_payments where :telegram::bigint is null or telegram_id = :telegram
                 order by paid_at desc, charge_id limit :most
                """)
                .param("telegram", telegramId)
                .param("most", most)
                .query(StarPaymentRows::read)
                .list();
    }

    private static StarPayment read(ResultSet row, int number) throws SQLException {
        return new StarPayment(
                row.getString("charge_id"),
                row.getLong("telegram_id"),
                row.getObject("user_id", UUID.class),
                row.getObject("order_id", UUID.class),
                row.getInt("stars"),
                row.getBigDecimal("credits"),
                State.valueOf(row.getString("state")),
                row.getString("why"),
                row.getBigDecimal("debt"),
                row.getTimestamp("refund_asked_at") != null,
                row.getTimestamp("paid_at").toInstant());
    }
}
