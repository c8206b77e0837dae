package io.stickermill.gateway.update;

import io.stickermill.contracts.button.ButtonAction;
import io.stickermill.contracts.style.StickerStyle;
import io.stickermill.gateway.admission.Admission;
import io.stickermill.gateway.admission.Admission.Decision;
import io.stickermill.gateway.admission.AdmissionRefusal;
import io.stickermill.gateway.session.PhotoRequest;
import io.stickermill.gateway.session.PhotoRequestEvents;
import io.stickermill.gateway.session.PhotoRequests;
import io.stickermill.gateway.session.PhotoSource;
import io.stickermill.gateway.update.Incoming.Sender;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Asks for another sticker of a photo, as a button says. */
final class StickersAgain {

    private final PhotoRequests requests;
    private final PhotoRequestEvents events;
    private final Admission admission;
    private final MadeAlready made;
    private final Duration readyMadeLifetime;
    private final Clock clock;

    StickersAgain(
            PhotoRequests requests,
            PhotoRequestEvents events,
            Admission admission,
            MadeAlready made,
            Duration readyMadeLifetime,
            Clock clock) {
        this.requests = requests;
        this.events = events;
        this.admission = admission;
        this.made = made;
        this.readyMadeLifetime = readyMadeLifetime;
        this.clock = clock;
    }

    /** What came of it; the key names the words for the user. */
    sealed interface Asked {
        /**
         * @param published ends when Kafka has it
         * @param style what the words name, if they name one
         */
        record Coming(
                CompletableFuture<?> published,
                String key,
                @Nullable StickerStyle style) implements Asked {}

        /**
         * The person has it: nothing is made.
         *
         * @param style what the words name, if they name one
         */
        record HadAlready(String key, @Nullable StickerStyle style) implements Asked {}

        record Refused(AdmissionRefusal refusal) implements Asked {}
    }

    Asked again(PhotoRequest original, ButtonAction.Again action, UUID jobId, Sender sender) {
        return ask(
                original.again(jobId, original.options(), action.variant(), clock.instant()), sender, "button_again");
    }

    /** After its day, or where nothing was ever made beside it, it is made, and counted, as any other. */
    Asked readyMade(PhotoRequest original, ButtonAction.ReadyMade action, UUID jobId, Sender sender) {
        UUID first = switch (original.source()) {
            case PhotoSource.Photo _ -> original.jobId();
            case PhotoSource.ReadyMade(UUID firstJobId, var _) -> firstJobId;
        };
        Instant madeAt = requests.find(first).map(PhotoRequest::requestedAt).orElse(Instant.EPOCH);
        return madeAt.isAfter(clock.instant().minus(readyMadeLifetime)) && made.has(first, action.variant())
                ? ask(original.readyMade(jobId, first, action.variant(), clock.instant()), sender, "button_ready_made")
                : ask(
                        original.again(jobId, original.options(), action.variant(), clock.instant()),
                        sender,
                        "button_made_anew");
    }

    Asked restyle(PhotoRequest original, StickerStyle style, UUID jobId, Sender sender) {
        if (style.id().equals(original.options().style())) {
            return new Asked.HadAlready("button_same_style", style);
        }
        var options = original.options().withStyle(style.id());
        PhotoRequest wanted = original.again(jobId, options, original.variant(), clock.instant());
        return ask(wanted, sender, "button_restyle", style);
    }

    Asked outline(PhotoRequest original, ButtonAction.Outline action, UUID jobId, Sender sender) {
        var options = original.options().withOutline(action.wanted());
        return ask(original.again(jobId, options, original.variant(), clock.instant()), sender, "button_again");
    }

    Asked reshape(PhotoRequest original, ButtonAction.Reshape action, UUID jobId, Sender sender) {
        var options = original.options().withMode(action.mode());
        return ask(original.again(jobId, options, 0, clock.instant()), sender, "button_again");
    }

    private Asked ask(PhotoRequest wanted, Sender sender, String key) {
        return ask(wanted, sender, key, null);
    }

    private Asked ask(PhotoRequest wanted, Sender sender, String key, @Nullable StickerStyle style) {
        if (requests.hasEnded(wanted.jobId()) || hasSame(wanted)) {
            return new Asked.HadAlready("button_had_already", null);
        }
        return switch (admission.add(wanted)) {
            case Decision.Admitted(PhotoRequest admitted) ->
                new Asked.Coming(
                        events.publish(admitted, sender.chatKind(), sender.threadId(), sender.language()), key, style);
            case Decision.Refused(AdmissionRefusal refusal) -> new Asked.Refused(refusal);
        };
    }

    /** By another button. A press that comes again is still its job: that may have got no further than the table. */
    private boolean hasSame(PhotoRequest wanted) {
        return requests.find(wanted.jobId()).isEmpty()
                && requests.inChat(wanted.sessionId()).stream().anyMatch(wanted::givesSameAs);
    }
}
