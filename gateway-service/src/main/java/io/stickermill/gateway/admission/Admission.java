package io.stickermill.gateway.admission;

import io.stickermill.gateway.admission.AdmissionRules.Rules;
import io.stickermill.gateway.admission.Refusal.Reason;
import io.stickermill.gateway.session.AskedPhoto;
import io.stickermill.gateway.session.Sessions;
import io.stickermill.schemas.Ids;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Decides whether a request becomes a job, and notes it in the same transaction if so. */
@Component
@EnableConfigurationProperties(AdmissionSettings.class)
public class Admission {

    private final AdmissionRules rules;
    private final Sessions sessions;
    private final AdmissionSettings settings;

    Admission(AdmissionRules rules, Sessions sessions, AdmissionSettings settings) {
        this.rules = rules;
        this.sessions = sessions;
        this.settings = settings;
    }

    /** What was decided. */
    public sealed interface Decision {
        /** @param photo in its session */
        record Admitted(AskedPhoto photo) implements Decision {}

        record Refused(Refusal refusal) implements Decision {}
    }

    /** A photo, which opens a session. */
    @Transactional
    public Decision open(AskedPhoto asked, String env) {
        return decide(asked, () -> sessions.open(asked, env));
    }

    /** A button in an open session. */
    @Transactional
    public Decision add(AskedPhoto asked) {
        return decide(asked, () -> sessions.add(asked));
    }

    /** Whether somebody may have something shown that is work, but no sticker: the day's quota does not count it. */
    @Transactional
    public Optional<Refusal> refusalToShow(AskedPhoto shown) {
        return closed(shown, rules.lockedFor(shown.userId(), shown.telegramUserId(), shown.jobId()));
    }

    private Decision decide(AskedPhoto asked, Supplier<AskedPhoto> note) {
        Rules known = rules.lockedFor(asked.userId(), asked.telegramUserId(), asked.jobId());
        return refusal(asked, known)
                .<Decision>map(Decision.Refused::new)
                .orElseGet(() -> new Decision.Admitted(note.get()));
    }

    private Optional<Refusal> refusal(AskedPhoto asked, Rules known) {
        if (known.admittedBefore()) {
            return Optional.empty();
        }
        Optional<Refusal> closed = closed(asked, known);
        if (closed.isPresent()) {
            return closed;
        }
        int quota = known.quota() == null ? settings.dailyQuota() : known.quota();
        // What is made already costs nothing.
        return quota > 0 && asked.readyMadeOf() == null && known.askedToday() >= quota
                ? Optional.of(refusal(Reason.QUOTA, quota, asked, known))
                : Optional.empty();
    }

    private Optional<Refusal> closed(AskedPhoto asked, Rules known) {
        if (known.paused()) {
            return Optional.of(refusal(Reason.PAUSED, 0, asked, known));
        }
        return known.blocked() ? Optional.of(refusal(Reason.BLOCKED, 0, asked, known)) : Optional.empty();
    }

    private Refusal refusal(Reason reason, int quota, AskedPhoto asked, Rules known) {
        long again = settings.tellAgain().toMillis();
        String name = "refused/" + reason + "/" + asked.chatId() + "/"
                + known.changedAt().toEpochMilli() + "/" + known.at().toEpochMilli() / again;
        UUID tellingId = Ids.reply(asked.userId(), name);
        return new Refusal(reason, quota, tellingId);
    }
}
