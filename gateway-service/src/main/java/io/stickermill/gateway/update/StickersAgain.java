package io.stickermill.gateway.update;

import io.stickermill.contracts.button.ButtonAction;
import io.stickermill.gateway.admission.Admission;
import io.stickermill.gateway.admission.Admission.Decision;
import io.stickermill.gateway.admission.Refusal;
import io.stickermill.gateway.session.AskedPhoto;
import io.stickermill.gateway.session.PhotoRequests;
import io.stickermill.gateway.session.Sessions;
import io.stickermill.gateway.update.Incoming.Sender;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Asks for another sticker of a photo, as a button says. */
final class StickersAgain {

    private final Sessions sessions;
    private final PhotoRequests requests;
    private final Admission admission;
    private final MadeAlready made;
    private final Duration readyMadeLifetime;
    private final Clock clock;

    StickersAgain(
            Sessions sessions,
            PhotoRequests requests,
            Admission admission,
            MadeAlready made,
            Duration readyMadeLifetime,
            Clock clock) {
        this.sessions = sessions;
        this.requests = requests;
        this.admission = admission;
        this.made = made;
        this.readyMadeLifetime = readyMadeLifetime;
        this.clock = clock;
    }

    /** What came of it; the key names the words for the user. */
    sealed interface Asked {
        /** @param published ends when Kafka has it */
        record Coming(CompletableFuture<?> published, String key) implements Asked {}

        /** The button was pressed before, and its job has ended. */
        record HadAlready() implements Asked {}

        record Refused(Refusal refusal) implements Asked {}
    }

    Asked again(AskedPhoto original, ButtonAction.Again action, UUID jobId, Sender sender) {
        return ask(original.again(jobId, original.options(), action.variant(), now()), sender, "button_again");
    }

    /** After its day, or where nothing was ever made beside it, it is made, and counted, as any other. */
    Asked readyMade(AskedPhoto original, ButtonAction.ReadyMade action, UUID jobId, Sender sender) {
        UUID first = original.readyMadeOf() == null ? original.jobId() : original.readyMadeOf();
        Instant madeAt = sessions.asked(first).map(AskedPhoto::requestedAt).orElse(Instant.EPOCH);
        return madeAt.isAfter(clock.instant().minus(readyMadeLifetime)) && made.has(first, action.variant())
                ? ask(original.readyMade(jobId, first, action.variant(), now()), sender, "button_ready_made")
                : ask(original.again(jobId, original.options(), action.variant(), now()), sender, "button_made_anew");
    }

    Asked restyle(AskedPhoto original, ButtonAction.Restyle action, UUID jobId, Sender sender) {
        var options = original.options().withStyle(action.style().id());
        return ask(original.again(jobId, options, original.variant(), now()), sender, "button_again");
    }

    Asked outline(AskedPhoto original, ButtonAction.Outline action, UUID jobId, Sender sender) {
        var options = original.options().withOutline(action.wanted());
        return ask(original.again(jobId, options, original.variant(), now()), sender, "button_again");
    }

    Asked reshape(AskedPhoto original, ButtonAction.Reshape action, UUID jobId, Sender sender) {
        var options = original.options().withMode(action.mode());
        return ask(original.again(jobId, options, 0, now()), sender, "button_again");
    }

    private Asked ask(AskedPhoto wanted, Sender sender, String key) {
        if (sessions.hasEnded(wanted.jobId())) {
            return new Asked.HadAlready();
        }
        return switch (admission.add(wanted)) {
            case Decision.Admitted(AskedPhoto admitted) ->
                new Asked.Coming(
                        requests.publish(admitted, sender.chatKind(), sender.threadId(), sender.language()), key);
            case Decision.Refused(Refusal refusal) -> new Asked.Refused(refusal);
        };
    }

    /** Events carry milliseconds. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
