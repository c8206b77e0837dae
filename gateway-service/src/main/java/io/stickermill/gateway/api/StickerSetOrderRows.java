package io.stickermill.gateway.api;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code set_orders}. */
record StickerSetOrderRows(JdbcClient database) {

    /** What is known of an order. */
    record Known(String bodyDigest, boolean published) {}

    /** Notes an order, or finds the one with the same key. */
    Known note(UUID id, String bodyDigest) {
        database.sql("insert into set_orders (id, body_digest) values (?, ?) on conflict (id) do nothing")
                .params(id, bodyDigest)
                .update();
        return database.sql("select body_digest, published_at is not null as published from set_orders where id = ?")
                .param(id)
                .query((row, _) -> new Known(row.getString("body_digest"), row.getBoolean("published")))
                .single();
    }

    void published(UUID id) {
        database.sql("update set_orders set published_at = coalesce(published_at, now()) where id = ?")
                .param(id)
                .update();
    }
}
