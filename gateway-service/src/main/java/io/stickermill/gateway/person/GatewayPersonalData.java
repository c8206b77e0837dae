package io.stickermill.gateway.person;

import io.stickermill.platform.forget.PersonalData;
import io.stickermill.platform.forget.PersonalObjects;
import io.stickermill.platform.forget.PersonalRows;
import io.stickermill.platform.forget.PersonalTable;
import io.stickermill.platform.person.Person;
import io.stickermill.schemas.ForgetRequested;
import io.stickermill.schemas.IdHashes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Users, sessions, requests, and photos that came by HTTP. That somebody is blocked stays: it is the operator's note, and coming
 * back as somebody new must not undo it. The books on credits stay, too, without whose they are.
 */
final class GatewayPersonalData implements PersonalData {

    private static final String SESSIONS = "select s.id from sessions s where s.user_id = :user";

    /** What others have asked of a person's photo, in a group, is gone with the photo. */
    private static final List<PersonalTable> TABLES = List.of(
            PersonalTable.of("sheets", "t.id in (select p.id from packs p where p.user_id = :user)"),
            PersonalTable.of("packs", "t.user_id = :user"),
            PersonalTable.of("early_paths", "t.session_id in (" + SESSIONS + ")"),
            PersonalTable.of("albums", "t.chat_id = :telegram or t.session_id in (" + SESSIONS + ")"),
            PersonalTable.of("api_requests", "t.chat_id = :telegram"),
            PersonalTable.of("photo_requests", "t.user_id = :user or t.session_id in (" + SESSIONS + ")"),
            PersonalTable.of("sessions", "t.user_id = :user"),
            PersonalTable.of("unpaid_orders", "t.user_id = :user"),
            PersonalTable.of("star_orders", "t.user_id = :user"),
            // Sums stay right, and a payment that nobody has matched yet is owed to its person.
            PersonalTable.kept("credit_balances", "t.user_id = :user", "user_id = :nobody"),
            PersonalTable.kept(
                    "credit_transfers",
                    "t.user_id = :user",
                    "user_id = :nobody, note = null, untold = false,"
                            + " reference = case when kind = 'WELCOME' then cast(:nobody as text) else reference end"),
            PersonalTable.kept("credit_charges", "t.user_id = :user", "user_id = :nobody"),
            PersonalTable.kept(
                    "star_payments",
                    "(t.user_id = :user or t.telegram_id = :telegram) and t.state <> 'WAITING'",
                    "user_id = case when user_id is null then null else :nobody end, telegram_id = 0"),
            PersonalTable.of("title_questions", "t.user_id = :user"),
            PersonalTable.of("chat_tellings", "t.chat_id = :telegram"),
            // As Telegram writes it: the sender's or the chat's id, and no digit after it.
            PersonalTable.of(
                    "set_aside_updates",
                    "encode(t.body, 'escape') ~ ('\"id\":\\s*' || cast(:telegram as text) || '[^0-9]')"),
            PersonalTable.of("admitted_users", "t.telegram_id = :telegram and not t.blocked"),
            PersonalTable.of("users", "t.id = :user"));

    private final JdbcClient database;
    private final TransactionOperations transaction;
    private final PersonalRows rows;
    private final PersonalObjects objects;
    private final @Nullable IdHashes hashes;
    private final Consumer<UUID> releaseCredits;

    /** @param releaseCredits gives back what is reserved for a person's open orders */
    GatewayPersonalData(
            JdbcClient database,
            TransactionOperations transaction,
            PersonalObjects objects,
            Optional<IdHashes> hashes,
            Consumer<UUID> releaseCredits) {
        this.database = database;
        this.transaction = transaction;
        this.rows = new PersonalRows(database, transaction, TABLES);
        this.objects = objects;
        this.hashes = hashes.orElse(null);
        this.releaseCredits = releaseCredits;
    }

    @Override
    public Removed remove(Person person, ForgetRequested asked) {
        releaseCredits.accept(person.userId());
        Map<String, Long> counts = new HashMap<>();
        counts.put(
                "objects",
                objects.of(database.sql("select storage_key from api_requests where chat_id = ? and removed_at is null")
                        .param(person.telegramId())
                        .query((row, _) -> row.getString(1))
                        .list()));
        transaction.executeWithoutResult(_ -> {
            keepTodaysCount(person);
            counts.putAll(rows.remove(person).counts());
        });
        return Removed.all(counts);
    }

    private void keepTodaysCount(Person person) {
        if (hashes == null) {
            return;
        }
        database.sql("delete from asked_before_forgetting where day < (now() at time zone 'UTC')::date")
                .update();
        database.sql("""
                insert into asked_before_forgetting (id_hash, day, asked)
                select :hash, (now() at time zone 'UTC')::date, count(*) from photo_requests
                 where user_id = :user and ready_made_of is null and created_at >= date_trunc('day', now(), 'UTC')
                having count(*) > 0
                on conflict (id_hash, day) do update set asked = asked_before_forgetting.asked + excluded.asked
                """)
                .param("hash", hashes.ofTelegram(person.telegramId()))
                .param("user", person.userId())
                .update();
    }

    @Override
    public Map<String, List<String>> rows(Person person) {
        return rows.json(person);
    }
}
