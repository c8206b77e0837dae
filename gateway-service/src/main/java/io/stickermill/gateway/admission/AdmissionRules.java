package io.stickermill.gateway.admission;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables {@code admission} and {@code admitted_users}. */
@Repository
class AdmissionRules {

    private final JdbcClient database;

    AdmissionRules(JdbcClient database) {
        this.database = database;
    }

    /**
     * What holds for one request.
     *
     * @param admittedBefore whether this very request was admitted before
     * @param quota stickers a day as the operator has set it; null if they have not
     * @param askedToday stickers that the person has had made since midnight, UTC
     * @param at the database's time
     * @param changedAt of the switch and of the person's row, the later
     */
    record Rules(
            boolean admittedBefore,
            boolean paused,
            boolean blocked,
            @Nullable Integer quota,
            int askedToday,
            Instant at,
            Instant changedAt) {}

    /** To be called in the transaction that notes the request: a person's requests are counted one after the other. */
    Rules lockedFor(UUID userId, long telegramUserId, UUID jobId) {
        database.sql("select 1 from users where id = ? for update")
                .param(userId)
                .query((_, _) -> 1)
                .list();
        return database.sql("""
                select exists (select 1 from photo_requests where job_id = :job) as admitted, a.paused,
                       coalesce(u.blocked, false) as blocked, coalesce(u.daily_quota, a.daily_quota) as quota,
                       (select count(*) from photo_requests
                         where user_id = :user and ready_made_of is null
                           and created_at >= date_trunc('day', now(), 'UTC')) as today,
                       now() as at, greatest(a.changed_at, u.changed_at) as changed_at
                  from admission a left join admitted_users u on u.telegram_id = :telegram
                """)
                .param("job", jobId)
                .param("user", userId)
                .param("telegram", telegramUserId)
                .query((row, _) -> new Rules(
                        row.getBoolean("admitted"),
                        row.getBoolean("paused"),
                        row.getBoolean("blocked"),
                        row.getObject("quota", Integer.class),
                        row.getInt("today"),
                        row.getTimestamp("at").toInstant(),
                        row.getTimestamp("changed_at").toInstant()))
                .single();
    }

    void pause(boolean paused) {
        database.sql("update admission set paused = :paused, changed_at = now() where paused <> :paused")
                .param("paused", paused)
                .update();
    }

    void block(long telegramId, boolean blocked) {
        database.sql("""
                insert into admitted_users (telegram_id, blocked) values (:user, :blocked)
                on conflict (telegram_id) do update set blocked = :blocked, changed_at = now()
                """).param("user", telegramId).param("blocked", blocked).update();
    }

    /** @param daily null for what the settings say */
    void quota(@Nullable Integer daily) {
        database.sql("update admission set daily_quota = ?, changed_at = now()")
                .param(daily)
                .update();
    }

    /** @param daily null for what holds for everybody */
    void quota(long telegramId, @Nullable Integer daily) {
        database.sql("""
                insert into admitted_users (telegram_id, daily_quota) values (:user, :daily)
                on conflict (telegram_id) do update set daily_quota = :daily, changed_at = now()
                """).param("user", telegramId).param("daily", daily).update();
    }

    /** What the operator has set. */
    record Overview(boolean paused, @Nullable Integer dailyQuota, Set<Long> blocked, Map<Long, Integer> quotas) {}

    Overview overview() {
        Set<Long> blocked = new TreeSet<>();
        Map<Long, Integer> quotas = new TreeMap<>();
        database.sql("select telegram_id, blocked, daily_quota from admitted_users")
                .query(row -> {
                    if (row.getBoolean("blocked")) {
                        blocked.add(row.getLong("telegram_id"));
                    }
                    Integer quota = row.getObject("daily_quota", Integer.class);
                    if (quota != null) {
                        quotas.put(row.getLong("telegram_id"), quota);
                    }
                });
        return database.sql("select paused, daily_quota from admission")
                .query((row, _) -> new Overview(
                        row.getBoolean("paused"), row.getObject("daily_quota", Integer.class), blocked, quotas))
                .single();
    }
}
