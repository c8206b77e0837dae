package io.stickermill.gateway.admission;

import io.stickermill.gateway.credit.Charging;
import io.stickermill.gateway.pack.Packs;
import io.stickermill.gateway.session.Asker;
import io.stickermill.gateway.session.InMemoryPhotoRequests;
import io.stickermill.gateway.session.PhotoRequests;
import io.stickermill.gateway.session.Sessions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/** The twin of the tables. */
public final class InMemoryAdmissionRules implements AdmissionRules {

    private final InstantSource clock;
    private final InMemoryPhotoRequests requests;
    private boolean paused;
    private @Nullable Integer daily;
    private Instant changedAt = Instant.EPOCH;
    private final Map<Long, Person> people = new HashMap<>();

    public InMemoryAdmissionRules(InstantSource clock, InMemoryPhotoRequests requests) {
        this.clock = clock;
        this.requests = requests;
    }

    private record Person(boolean blocked, @Nullable Integer daily, Instant changedAt) {}

    /** The decider that goes by these rules. */
    public Admission admission(Sessions sessions, Packs packs, PhotoRequests noted, int dailyQuota) {
        return new Admission(
                this,
                sessions,
                packs,
                noted,
                Charging.FREE,
                TransactionOperations.withoutTransaction(),
                new AdmissionSettings(dailyQuota, Duration.ofMinutes(30)));
    }

    @Override
    public synchronized Rules lockedFor(Asker asker, UUID jobId) {
        Instant now = clock.instant();
        Person person = person(asker.telegramUserId());
        return new Rules(
                requests.find(jobId).isPresent(),
                paused,
                person.blocked,
                false,
                person.daily == null ? daily : person.daily,
                requests.toBeMade(asker.userId(), now.truncatedTo(ChronoUnit.DAYS)),
                now,
                person.changedAt.isAfter(changedAt) ? person.changedAt : changedAt);
    }

    private Person person(long telegramId) {
        return people.getOrDefault(telegramId, new Person(false, null, Instant.EPOCH));
    }

    @Override
    public synchronized void pause(boolean paused) {
        if (this.paused != paused) {
            this.paused = paused;
            changedAt = clock.instant();
        }
    }

    @Override
    public synchronized void block(long telegramId, boolean blocked) {
        people.put(telegramId, new Person(blocked, person(telegramId).daily, clock.instant()));
    }

    @Override
    public synchronized void quota(@Nullable Integer daily) {
        this.daily = daily;
        changedAt = clock.instant();
    }

    @Override
    public synchronized void quota(long telegramId, @Nullable Integer daily) {
        people.put(telegramId, new Person(person(telegramId).blocked, daily, clock.instant()));
    }

    @Override
    public synchronized Overview overview() {
        var blocked = new TreeSet<Long>();
        var quotas = new TreeMap<Long, Integer>();
        people.forEach((telegramId, person) -> {
            if (person.blocked) {
                blocked.add(telegramId);
            }
            if (person.daily != null) {
                quotas.put(telegramId, person.daily);
            }
        });
        return new Overview(paused, daily, blocked, quotas);
    }
}
