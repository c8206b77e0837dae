package io.stickermill.gateway.credit;

import io.stickermill.gateway.credit.TransferKind.Account;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables {@code credit_balances} and {@code credit_transfers}. */
public final class CreditLedger {

    private final JdbcClient database;
    private final BigDecimal welcome;
    private final Predicate<UUID> forgotten;

    /**
     * The ledger of this bot.
     *
     * @param welcome what each person begins with
     * @param forgotten whether somebody comes back who had themselves forgotten: they have had what is given for nothing
     */
    public CreditLedger(JdbcClient database, BigDecimal welcome, Predicate<UUID> forgotten) {
        this.database = database;
        this.welcome = welcome;
        this.forgotten = forgotten;
    }

    /** Whether a person has had before what everybody is given for nothing, and was forgotten since. */
    boolean hadBefore(UUID userId) {
        return forgotten.test(userId);
    }

    /** What a person has; theirs from the start is given to them where it was not. */
    public Balance balance(UUID userId) {
        database.sql("""
                with opened as (
                    insert into credit_balances (user_id, free) values (:user, :welcome)
                    on conflict (user_id) do nothing returning user_id, free)
                insert into credit_transfers (kind, reference, user_id, source, target, amount)
                select 'WELCOME', user_id::text, user_id, 'GRANTED', 'FREE', free from opened where free > 0
                """)
                .param("user", userId)
                .param("welcome", hadBefore(userId) ? BigDecimal.ZERO : welcome)
                .update();
        return known(userId).orElseThrow();
    }

    /** What a person has, if they ever had anything to do with credits. */
    public Optional<Balance> known(UUID userId) {
        return database.sql("select free, reserved from credit_balances where user_id = ?")
                .param(userId)
                .query((row, _) -> new Balance(row.getBigDecimal("free"), row.getBigDecimal("reserved")))
                .optional();
    }

    /** The same; nobody else changes it until the end of the transaction. */
    public Balance locked(UUID userId) {
        balance(userId);
        return database.sql("select free, reserved from credit_balances where user_id = ? for update")
                .param(userId)
                .query((row, _) -> new Balance(row.getBigDecimal("free"), row.getBigDecimal("reserved")))
                .single();
    }

    /**
     * Moves an amount, in one statement.
     *
     * @param reference what caused it: of each kind there is one. Who calls holds a lock on what it names
     * @param amount above zero
     * @return false, and nothing is moved, if the person has not as much, or it is moved already
     */
    public boolean transfer(
            TransferKind kind, String reference, UUID userId, BigDecimal amount, @Nullable String note) {
        return database.sql("""
                        with moved as (
                            update credit_balances set free = free + :free, reserved = reserved + :reserved
                             where user_id = :user and free + :free >= 0 and reserved + :reserved >= 0
                               and not exists (select from credit_transfers where kind = :kind and reference = :reference)
                            returning user_id)
                        insert into credit_transfers (kind, reference, user_id, source, target, amount, note)
                        select :kind, :reference, user_id, :source, :target, :amount, :note from moved
                        """)
                        .param("free", kind.to(Account.FREE, amount))
                        .param("reserved", kind.to(Account.RESERVED, amount))
                        .param("user", userId)
                        .param("kind", kind.name())
                        .param("reference", reference)
                        .param("source", kind.source().name())
                        .param("target", kind.target().name())
                        .param("amount", amount)
                        .param("note", note)
                        .update()
                == 1;
    }

    /**
     * A line of a person's statement.
     *
     * @param amount below zero where it was spent or taken
     */
    public record Line(
            long id,
            TransferKind kind,
            String reference,
            BigDecimal amount,
            @Nullable String note,
            Instant at) {}

    /**
     * What a person has got and spent, the newest first; what is only reserved is not spent.
     *
     * @param before the lines that are older than this one
     */
    public List<Line> statement(UUID userId, long before, int most) {
        return database.sql("""
                select id, kind, reference, case when target = 'FREE' then amount else -amount end as amount, note, at
                  from credit_transfers
                 where user_id = ? and id < ? and kind not in ('RESERVE', 'RELEASE')
                 order by id desc limit ?
                """)
                .params(userId, before, most)
                .query((row, _) -> new Line(
                        row.getLong("id"),
                        TransferKind.valueOf(row.getString("kind")),
                        row.getString("reference"),
                        row.getBigDecimal("amount"),
                        row.getString("note"),
                        row.getTimestamp("at").toInstant()))
                .list();
    }

    /** Transfers of people who have been here that nobody was told of yet, the oldest first. */
    List<Transfer> untold(int most) {
        return database.sql("""
                select t.id, t.kind, t.reference, t.user_id, u.telegram_id, t.amount, t.at
                  from credit_transfers t join users u on u.id = t.user_id
                 where t.untold order by t.id limit ?
                """)
                .param(most)
                .query((row, _) -> new Transfer(
                        row.getLong("id"),
                        TransferKind.valueOf(row.getString("kind")),
                        row.getString("reference"),
                        row.getObject("user_id", UUID.class),
                        row.getLong("telegram_id"),
                        row.getBigDecimal("amount"),
                        row.getTimestamp("at").toInstant()))
                .list();
    }

    void told(List<Long> transfers) {
        database.sql("update credit_transfers set untold = false where id in (:ids) and untold")
                .param("ids", transfers)
                .update();
    }

    /** People whose balance is not the sum of their transfers, or whose reserved part is not that of their orders. None are wanted. */
    public List<UUID> wrong() {
        return database.sql("""
                select user_id
                  from (select user_id, free, reserved from credit_balances) kept
                  full join (select user_id,
                                    coalesce(sum(amount) filter (where account = 'FREE'), 0) as free,
                                    coalesce(sum(amount) filter (where account = 'RESERVED'), 0) as reserved
                               from credit_entries group by user_id) summed using (user_id)
                  full join (select user_id, sum(amount) as reserved from credit_charges
                              where ended_at is null group by user_id) open using (user_id)
                 where coalesce(kept.free, 0) <> coalesce(summed.free, 0)
                    or coalesce(kept.reserved, 0) <> coalesce(summed.reserved, 0)
                    or coalesce(kept.reserved, 0) <> coalesce(open.reserved, 0)
                 order by user_id
                """)
                .query((row, _) -> row.getObject("user_id", UUID.class))
                .list();
    }
}
