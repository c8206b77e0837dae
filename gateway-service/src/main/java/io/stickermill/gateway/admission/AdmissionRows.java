package io.stickermill.gateway.admission;

import io.stickermill.gateway.session.Asker;
import io.stickermill.schemas.IdHashes;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The tables {@code admission} and {@code admitted_users}.
 *
 * @param hashes of people who are or have been forgotten; null where nobody can be
 */
record AdmissionRows(JdbcClient database, @Nullable IdHashes hashes) implements AdmissionRules {

    @Override
    public Rules lockedFor(Asker asker, UUID jobId) {
        database.sql("select 1 from users where id = ? for update")
                .param(asker.userId())
                .query((_, _) -> 1)
                .list();
        return database.sql("""
                select exists (select 1 from photo_requests where job_id = :job) as admitted, a.paused,
                       coalesce(u.blocked, false) as blocked, coalesce(u.daily_quota, a.daily_quota) as quota,
                       exists (select 1 from forgets where id_hash = :hash and ended_at is null) as forgetting,
                       (select count(*) from photo_requests
                         where user_id = :user and ready_made_of is null
                           and created_at >= date_trunc('day', now(), 'UTC'))
                       + coalesce((select asked from asked_before_forgetting
                                    where id_hash = :hash and day = (now() at time zone 'UTC')::date), 0) as today,
                       now() as at, greatest(a.changed_at, u.changed_at) as changed_at
                  from admission a left join admitted_users u on u.telegram_id = :telegram
                """)
                .param("job", jobId)
                .param("user", asker.userId())
                .param("telegram", asker.telegramUserId())
                .param("hash", hashes == null ? new byte[0] : hashes.ofTelegram(asker.telegramUserId()))
                .query((row, _) -> new Rules(
                        row.getBoolean("admitted"),
                        row.getBoolean("paused"),
                        row.getBoolean("blocked"),
                        row.getBoolean("forgetting"),
                        row.getObject("quota", Integer.class),
                        row.getInt("today"),
                        row.getTimestamp("at").toInstant(),
                        row.getTimestamp("changed_at").toInstant()))
                .single();
    }

    @Override
    public void pause(boolean paused) {
        database.sql("update admission set paused = :paused, changed_at = now() where paused <> :paused")
                .param("paused", paused)
                .update();
    }

    @Override
    public void block(long telegramId, boolean blocked) {
        database.sql("""
                insert into admitted_users (telegram_id, blocked) values (:user, :blocked)
                on conflict (telegram_id) do update set blocked = :blocked, changed_at = now()
                """).param("user", telegramId).param("blocked", blocked).update();
    }

    @Override
    public void quota(@Nullable Integer daily) {
        database.sql("update admission set daily_quota = ?, changed_at = now()")
                .param(daily)
                .update();
    }

    @Override
    public void quota(long telegramId, @Nullable Integer daily) {
        database.sql("""
                insert into admitted_users (telegram_id, daily_quota) values (:user, :daily)
                on conflict (telegram_id) do update set daily_quota = :daily, changed_at = now()
                """).param("user", telegramId).param("daily", daily).update();
    }

    @Override
    public Overview overview() {
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
