package io.stickermill.gateway.admission;

import io.stickermill.gateway.session.Asker;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the operator has set of who may ask for stickers, and what that is for one request. */
interface AdmissionRules {

    /**
     * What holds for one request.
     *
     * @param admittedBefore whether this very request was admitted before
     * @param forgetting whether the person is being forgotten just now
     * @param quota stickers a day as the operator has set it; null if they have not
     * @param askedToday stickers that the person has had made since midnight, UTC
     * @param at the time that all gateways share
     * @param changedAt of the switch and of what is set for the person, the later
     */
    record Rules(
            boolean admittedBefore,
            boolean paused,
            boolean blocked,
            boolean forgetting,
            @Nullable Integer quota,
            int askedToday,
            Instant at,
            Instant changedAt) {}

    /**
     * What holds for a request of a person who has been seen. To be called in the transaction that notes the request: a
     * person's requests are counted one after the other.
     */
    Rules lockedFor(Asker asker, UUID jobId);

    void pause(boolean paused);

    void block(long telegramId, boolean blocked);

    /** @param daily null for what the settings say */
    void quota(@Nullable Integer daily);

    /** @param daily null for what holds for everybody */
    void quota(long telegramId, @Nullable Integer daily);

    /** What the operator has set. */
    record Overview(boolean paused, @Nullable Integer dailyQuota, Set<Long> blocked, Map<Long, Integer> quotas) {}

    Overview overview();
}
