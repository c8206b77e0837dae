package io.stickermill.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.stickermill.gateway.admission.AdmissionRules.Rules;
import io.stickermill.gateway.session.AskedOptions;
import io.stickermill.gateway.session.Asker;
import io.stickermill.gateway.session.PhotoRequest;
import io.stickermill.schemas.Ids;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What holds of the tables and of their twin. */
abstract class AdmissionRulesContract {

    private final long telegramId = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
    private final Asker asker = new Asker(Ids.user(1, telegramId), telegramId, telegramId);

    abstract AdmissionRules rules();

    /** Notes a request of a person, in a session of its own. */
    abstract void note(PhotoRequest request);

    @AfterEach
    void asBefore() {
        rules().pause(false);
        rules().quota(null);
    }

    @Test
    void nothingIsSetUntilSomebodySetsIt() {
        Rules known = known(UUID.randomUUID());

        assertThat(known.admittedBefore()).isFalse();
        assertThat(known.paused()).isFalse();
        assertThat(known.blocked()).isFalse();
        assertThat(known.quota()).isNull();
        assertThat(known.askedToday()).isZero();
    }

    @Test
    void whatWasNotedCountsAndIsKnownAgainButWhatIsMadeAlreadyDoesNotCount() {
        PhotoRequest photo =
                PhotoRequest.inMessage(UUID.randomUUID(), asker, 1, "file", AskedOptions.DEFAULT, Instant.EPOCH);
        note(photo);
        note(photo.readyMade(UUID.randomUUID(), photo.jobId(), 1, Instant.EPOCH));

        assertThat(known(UUID.randomUUID()).askedToday()).isOne();
        assertThat(known(photo.jobId()).admittedBefore()).isTrue();
    }

    @Test
    void aPersonsOwnQuotaComesBeforeEverybodys() {
        rules().quota(5);
        assertThat(known(UUID.randomUUID()).quota()).isEqualTo(5);

        rules().quota(telegramId, 2);
        assertThat(known(UUID.randomUUID()).quota()).isEqualTo(2);
        assertThat(rules().overview().dailyQuota()).isEqualTo(5);
        assertThat(rules().overview().quotas()).containsEntry(telegramId, 2);

        rules().quota(telegramId, null);
        assertThat(known(UUID.randomUUID()).quota()).isEqualTo(5);
    }

    @Test
    void aBlockIsOnePersonsAndAPauseIsEverybodys() {
        rules().block(telegramId, true);
        assertThat(known(UUID.randomUUID()).blocked()).isTrue();
        assertThat(rules().overview().blocked()).contains(telegramId);
        rules().block(telegramId, false);
        assertThat(known(UUID.randomUUID()).blocked()).isFalse();

        rules().pause(true);
        assertThat(known(UUID.randomUUID()).paused()).isTrue();
        assertThat(rules().overview().paused()).isTrue();
    }

    @Test
    void theTimeOfTheLastChangeIsKnownAndAskingForWhatHoldsAlreadyIsNone() {
        rules().pause(true);
        Instant paused = known(UUID.randomUUID()).changedAt();
        rules().pause(true);
        assertThat(known(UUID.randomUUID()).changedAt()).isEqualTo(paused);

        rules().block(telegramId, true);

        assertThat(known(UUID.randomUUID()).changedAt()).isAfterOrEqualTo(paused);
        assertThat(known(UUID.randomUUID()).at())
                .isAfterOrEqualTo(known(UUID.randomUUID()).changedAt());
    }

    private Rules known(UUID jobId) {
        return rules().lockedFor(asker, jobId);
    }
}
