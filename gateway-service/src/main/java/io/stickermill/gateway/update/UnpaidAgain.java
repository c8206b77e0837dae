package io.stickermill.gateway.update;

import io.stickermill.gateway.admission.Admission;
import io.stickermill.gateway.admission.Admission.Decision;
import io.stickermill.gateway.admission.AdmissionRefusal;
import io.stickermill.gateway.credit.UnpaidOrders;
import io.stickermill.gateway.credit.UnpaidOrders.Unpaid;
import io.stickermill.gateway.session.PhotoRequest;
import io.stickermill.gateway.session.PhotoRequestEvents;
import io.stickermill.gateway.session.PhotoRequests;
import io.stickermill.gateway.session.Users;
import io.stickermill.schemas.ChatKind;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/** Has orders that could not be paid go on, when their people have credits: at once when they buy, and soon after any other income. */
class UnpaidAgain {

    private static final Logger log = LoggerFactory.getLogger(UnpaidAgain.class);

    private final boolean on;
    private final UnpaidOrders unpaid;
    private final PhotoRequests requests;
    private final PhotoRequestEvents events;
    private final Admission admission;
    private final Users users;

    /** @param on whether anything costs credits at all */
    UnpaidAgain(
            boolean on,
            UnpaidOrders unpaid,
            PhotoRequests requests,
            PhotoRequestEvents events,
            Admission admission,
            Users users) {
        this.on = on;
        this.unpaid = unpaid;
        this.requests = requests;
        this.events = events;
        this.admission = admission;
        this.users = users;
    }

    /** Gifts, and payments of which no update told. Several instances may look at once: an order is admitted once. */
    @Scheduled(fixedDelayString = "PT10S", initialDelayString = "PT10S")
    void look() {
        if (!on) {
            return;
        }
        for (UUID person : unpaid.ofThoseWithNewCredits()) {
            try {
                goOn(person, users.language(person).orElse("en")).join();
            } catch (RuntimeException e) {
                // The others must not wait for it.
                log.warn("what {} could not pay does not go on yet: {}", person, e.toString());
            }
        }
    }

    /** In the order in which they were asked for, as far as the balance goes. */
    CompletableFuture<?> goOn(UUID userId, String language) {
        List<CompletableFuture<?>> published = new ArrayList<>();
        for (Unpaid order : unpaid.of(userId)) {
            if (goOn(order, null, language) instanceof Went.On(var on)) {
                published.add(on);
            }
        }
        return CompletableFuture.allOf(published.toArray(CompletableFuture[]::new));
    }

    /** What came of an order that waited. */
    sealed interface Went {

        /** @param published ends when Kafka has it */
        record On(CompletableFuture<?> published) implements Went {}

        record Refused(AdmissionRefusal refusal) implements Went {}
    }

    /** @param threadId the topic of its chat in which its person was asked; null for none, or where that is not known */
    Went goOn(Unpaid order, @Nullable Integer threadId, String language) {
        PhotoRequest asked = order.request();
        UUID job = asked.jobId();
        if (requests.hasEnded(job)) {
            unpaid.remove(job);
            return new Went.On(CompletableFuture.completedFuture(null));
        }
        String env = order.env();
        return switch (env == null ? admission.add(asked) : admission.open(asked, env)) {
            case Decision.Admitted(PhotoRequest admitted) ->
                new Went.On(events.publish(admitted, chat(admitted), threadId, language)
                        // Known as long as it may have to be published again.
                        .thenRunAsync(() -> unpaid.remove(job), AfterPublishing.threads()));
            case Decision.Refused(AdmissionRefusal refusal) -> {
                if (refusal.cost() == null) {
                    unpaid.remove(job);
                }
                yield new Went.Refused(refusal);
            }
        };
    }

    private static ChatKind chat(PhotoRequest request) {
        return request.asker().chatId() < 0 ? ChatKind.GROUP : ChatKind.PRIVATE;
    }
}
