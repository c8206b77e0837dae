package io.stickermill.gateway.admission;

import io.stickermill.gateway.admission.AdmissionRefusal.Cost;
import io.stickermill.gateway.admission.AdmissionRefusal.Reason;
import io.stickermill.gateway.admission.AdmissionRules.Rules;
import io.stickermill.gateway.credit.Charging;
import io.stickermill.gateway.pack.Packs;
import io.stickermill.gateway.session.PhotoRequest;
import io.stickermill.gateway.session.PhotoRequests;
import io.stickermill.gateway.session.PhotoSource;
import io.stickermill.gateway.session.Sessions;
import io.stickermill.schemas.Ids;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionOperations;

/** Decides whether a request becomes a job, and notes it in the same transaction if so. */
public final class Admission {

    private final AdmissionRules rules;
    private final Sessions sessions;
    private final Packs packs;
    private final PhotoRequests requests;
    private final Charging charging;
    private final TransactionOperations transaction;
    private final AdmissionSettings settings;

    Admission(
            AdmissionRules rules,
            Sessions sessions,
            Packs packs,
            PhotoRequests requests,
            Charging charging,
            TransactionOperations transaction,
            AdmissionSettings settings) {
        this.rules = rules;
        this.sessions = sessions;
        this.packs = packs;
        this.requests = requests;
        this.charging = charging;
        this.transaction = transaction;
        this.settings = settings;
    }

    /** What was decided. */
    public sealed interface Decision {
        /** @param request in its session */
        record Admitted(PhotoRequest request) implements Decision {}

        record Refused(AdmissionRefusal refusal) implements Decision {}
    }

    /**
     * A photo, which opens a session. One of an album that came without words takes the album's; one that belongs to a pack
     * takes its next place there.
     *
     * @param env the environment that the session belongs to
     */
    public Decision open(PhotoRequest asked, String env) {
        return decide(asked, env, () -> {
            Sessions.Opened session = sessions.open(asked, env);
            PhotoRequest captioned = asked.in(session.id()).orWith(session.albumCaption());
            return requests.note(
                    captioned.part() != null
                            ? captioned
                            : packs.place(captioned).map(captioned::asPart).orElse(captioned));
        });
    }

    /** A button in an open session. */
    public Decision add(PhotoRequest asked) {
        return decide(asked, null, () -> requests.note(asked));
    }

    /** Whether somebody may have something shown that is work, but no sticker: the day's quota does not count it. */
    public Optional<AdmissionRefusal> refusalToShow(PhotoRequest shown) {
        return Objects.requireNonNull(
                transaction.execute(_ -> closed(shown, rules.lockedFor(shown.asker(), shown.jobId()))));
    }

    private Decision decide(PhotoRequest asked, @Nullable String env, Supplier<PhotoRequest> note) {
        Decision decision = decide(asked, note);
        if (decision instanceof Decision.Refused(AdmissionRefusal refusal) && refusal.cost() != null) {
            charging.keep(asked, env, refusal.reason() == Reason.CREDIT);
        }
        return decision;
    }

    private Decision decide(PhotoRequest asked, Supplier<PhotoRequest> note) {
        return Objects.requireNonNull(transaction.execute(status -> {
            Rules known = rules.lockedFor(asked.asker(), asked.jobId());
            Optional<AdmissionRefusal> refusal = refusal(asked, known);
            if (refusal.isPresent()) {
                return new Decision.Refused(refusal.get());
            }
            if (known.admittedBefore()) {
                return new Decision.Admitted(requests.find(asked.jobId()).orElseThrow());
            }
            PhotoRequest noted = note.get();
            return switch (charging.reserve(noted)) {
                case Charging.Asked.Granted() -> new Decision.Admitted(noted);
                case Charging.Asked.TooDear(BigDecimal price, BigDecimal balance) ->
                    undone(status, unpaid(Reason.CREDIT, asked, price, balance));
                case Charging.Asked.ToAgree(BigDecimal price, BigDecimal balance) ->
                    undone(status, unpaid(Reason.AGREEMENT, asked, price, balance));
            };
        }));
    }

    /** Nothing was asked for. */
    private static Decision undone(TransactionStatus status, AdmissionRefusal refusal) {
        status.setRollbackOnly();
        return new Decision.Refused(refusal);
    }

    /** Each order is told for itself: what it costs is of that order. */
    private static AdmissionRefusal unpaid(Reason reason, PhotoRequest asked, BigDecimal price, BigDecimal balance) {
        boolean othersRead = asked.asker().chatId() < 0 && !asked.isOfProgram();
        var cost = new Cost(asked.jobId(), price, othersRead ? null : balance);
        return new AdmissionRefusal(reason, 0, Ids.reply(asked.jobId(), "refused/" + reason), cost);
    }

    private Optional<AdmissionRefusal> refusal(PhotoRequest asked, Rules known) {
        if (known.admittedBefore()) {
            return Optional.empty();
        }
        Optional<AdmissionRefusal> closed = closed(asked, known);
        if (closed.isPresent()) {
            return closed;
        }
        int quota = known.quota() == null ? settings.dailyQuota() : known.quota();
        // What is made already costs nothing.
        return quota > 0 && !(asked.source() instanceof PhotoSource.ReadyMade) && known.askedToday() >= quota
                ? Optional.of(refusal(Reason.QUOTA, quota, asked, known))
                : Optional.empty();
    }

    private Optional<AdmissionRefusal> closed(PhotoRequest asked, Rules known) {
        if (known.forgetting()) {
            return Optional.of(refusal(Reason.FORGETTING, 0, asked, known));
        }
        if (known.paused()) {
            return Optional.of(refusal(Reason.PAUSED, 0, asked, known));
        }
        return known.blocked() ? Optional.of(refusal(Reason.BLOCKED, 0, asked, known)) : Optional.empty();
    }

    private AdmissionRefusal refusal(Reason reason, int quota, PhotoRequest asked, Rules known) {
        long again = settings.tellAgain().toMillis();
        String name = "refused/" + reason + "/" + asked.asker().chatId() + "/"
                + known.changedAt().toEpochMilli() + "/" + known.at().toEpochMilli() / again;
        UUID tellingId = Ids.reply(asked.asker().userId(), name);
        return new AdmissionRefusal(reason, quota, tellingId, null);
    }
}
