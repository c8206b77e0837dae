package io.stickermill.gateway.payment;

import io.stickermill.contracts.credit.CreditPackage;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code star_orders}. */
public record StarOrders(JdbcClient database) {

    /**
     * Notes what somebody is offered.
     *
     * @param id of what asked: the same once more is the same order
     */
    public StarOrder place(UUID id, UUID userId, long telegramId, CreditPackage wanted) {
        database.sql("""
                insert into star_orders (id, user_id, telegram_id, package, credits, stars)
                values (:id, :user, :telegram, :package, :credits, :stars)
                on conflict (id) do nothing
                """)
                .param("id", id)
                .param("user", userId)
                .param("telegram", telegramId)
                .param("package", wanted.id())
                .param("credits", wanted.credits())
                .param("stars", wanted.stars())
                .update();
        return find(id).orElseThrow();
    }

    Optional<StarOrder> find(UUID id) {
        return database.sql("select * from star_orders where id = ?")
                .param(id)
                .query((row, _) -> new StarOrder(
                        id,
                        row.getObject("user_id", UUID.class),
                        row.getLong("telegram_id"),
                        row.getString("package"),
                        row.getBigDecimal("credits"),
                        row.getInt("stars"),
                        row.getTimestamp("created_at").toInstant(),
                        row.getTimestamp("paid_at") != null))
                .optional();
    }

    void paid(UUID id) {
        database.sql("update star_orders set paid_at = coalesce(paid_at, now()) where id = ?")
                .param(id)
                .update();
    }
}
