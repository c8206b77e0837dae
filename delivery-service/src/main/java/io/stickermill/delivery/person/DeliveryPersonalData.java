package io.stickermill.delivery.person;

import io.stickermill.platform.forget.PersonalData;
import io.stickermill.platform.forget.PersonalRows;
import io.stickermill.platform.forget.PersonalTable;
import io.stickermill.platform.person.Person;
import io.stickermill.schemas.ForgetRequested;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** The ledgers of what was sent and stored, what is known of the chat and of the person's sets; and what shows at Telegram. */
final class DeliveryPersonalData implements PersonalData {

    private static final String LEASED = "t.state = 'claimed' and t.lease_until > now()";

    /** In a group a sticker names its person only in the event that tells of its end. */
    private static final String SENT =
            "(t.chat_id = :telegram or (t.chat_id < 0 and t.event is not null and position(:bytes in t.event) > 0))";

    private static final List<PersonalTable> TABLES = List.of(
            PersonalTable.used(
                    "uploads",
                    "t.storage_key like 'stickers/' || cast(:user as text) || '/%'"
                            + " or t.id in (select t.id from deliveries t where " + SENT + ")",
                    LEASED),
            PersonalTable.used("deliveries", SENT, LEASED),
            PersonalTable.of(
                    "album_jobs", "t.job_id in (select s.job_id from status_messages s where s.chat_id = :telegram)"),
            // One that is just being sent is known when it has come.
            PersonalTable.used(
                    "status_messages",
                    "t.chat_id = :telegram",
                    "t.message_id is null and t.created_at > now() - interval '30 seconds'"),
            PersonalTable.of("pack_parts", "t.telegram_user_id = :telegram"),
            PersonalTable.of("packs", "position(:bytes in t.begun) > 0"),
            PersonalTable.used("set_owners", "t.id = :user", LEASED),
            PersonalTable.of("set_parts", "t.set_id in (select s.id from sticker_sets s where s.user_id = :user)"),
            PersonalTable.of("sticker_sets", "t.user_id = :user"),
            PersonalTable.of("known_chats", "t.chat_id = :telegram"),
            PersonalTable.of("limits.holds", "t.chat_id = :telegram"),
            PersonalTable.of("limits.buckets", "split_part(t.id, '/', 3) = cast(:telegram as text)"));

    private final JdbcClient database;
    private final PersonalRows rows;
    private final ShownThings shown;

    DeliveryPersonalData(JdbcClient database, TransactionOperations transaction, ShownThings shown) {
        this.database = database;
        this.rows = new PersonalRows(database, transaction, TABLES);
        this.shown = shown;
    }

    /** What shows goes first: the rows tell what that is. */
    @Override
    public Removed remove(Person person, ForgetRequested asked) {
        Map<String, Long> counts = new HashMap<>();
        String later = messages(person, counts);
        if (later == null && asked.getSets()) {
            later = sets(person, counts);
        }
        if (later != null) {
            return new Removed(counts, later);
        }
        Removed gone = rows.remove(person);
        counts.putAll(gone.counts());
        return new Removed(counts, gone.left());
    }

    /** Telegram deletes what is younger than two days, in private chats whatever it is (core.telegram.org/bots/api#deletemessages). */
    private @Nullable String messages(Person person, Map<String, Long> counts) {
        List<Integer> young = database.sql("""
                select telegram_message_id from deliveries
                 where chat_id = :chat and telegram_message_id is not null
                   and coalesce(ended_at, created_at) > now() - interval '47 hours'
                union
                select message_id from status_messages
                 where chat_id = :chat and message_id is not null and created_at > now() - interval '47 hours'
                """)
                .param("chat", person.telegramId())
                .query((row, _) -> row.getInt(1))
                .list();
        return shown.removeMessages(person.telegramId(), young, counts);
    }

    /** Not while they are being changed: whoever finds a set gone may begin another. */
    private @Nullable String sets(Person person, Map<String, Long> counts) {
        if (database.sql("select exists (select from set_owners t where t.id = ? and " + LEASED + ")")
                .param(person.userId())
                .query(Boolean.class)
                .single()) {
            return "their sticker sets are in work";
        }
        List<String> names = database.sql("""
                select name from sticker_sets where user_id = ? and state in ('creating', 'open') and called_at is not null
                """)
                .param(person.userId())
                .query((row, _) -> row.getString(1))
                .list();
        return shown.removeSets(names, counts);
    }

    @Override
    public Map<String, List<String>> rows(Person person) {
        return rows.json(person);
    }
}
