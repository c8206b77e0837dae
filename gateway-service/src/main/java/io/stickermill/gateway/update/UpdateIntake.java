package io.stickermill.gateway.update;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.stickermill.gateway.update.SetAsideUpdates.Reason;
import io.stickermill.platform.metric.Metric;
import io.stickermill.platform.telegram.RawUpdate;
import io.stickermill.platform.trace.Traces;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Takes updates in, whichever way they come: the one rule of what is confirmed, what must come again and what is set aside.
 *
 * <p>What can't be read is set aside at once: reading needs nothing but the update. What goes wrong while it is done, of
 * whatever type, comes again; but what fails so often while Kafka, the schema registry and the database are well fails by itself,
 * and would hold up everybody for ever.
 */
public final class UpdateIntake {

    /** The kinds of update that Telegram is asked for. */
    public static final List<String> KINDS = List.of("message", "callback_query", "inline_query", "pre_checkout_query");

    private static final Logger log = LoggerFactory.getLogger(UpdateIntake.class);

    /** With the poller's pauses, eight seconds of failures. */
    private static final int MOST_ATTEMPTS = 5;

    private final Function<Incoming, CompletableFuture<?>> processor;
    private final SetAsideUpdates setAside;
    private final Surroundings surroundings;
    private final Traces traces;
    private final Counter received;
    private final Counter unreadable;
    private final Counter failing;

    /** @param processor starts what an update asks for; its future ends when Kafka has it */
    UpdateIntake(
            Function<Incoming, CompletableFuture<?>> processor,
            SetAsideUpdates setAside,
            Surroundings surroundings,
            MeterRegistry meters,
            Traces traces) {
        this.processor = processor;
        this.setAside = setAside;
        this.surroundings = surroundings;
        this.traces = traces;
        this.received = Metric.UPDATES_RECEIVED.counter(meters);
        this.unreadable = Metric.UPDATES_SET_ASIDE.counter(meters, Reason.UNREADABLE.name());
        this.failing = Metric.UPDATES_SET_ASIDE.counter(meters, Reason.FAILING.name());
    }

    /** Starts what an update asks for. The future ends well when it may be confirmed, and badly when it must come again. */
    public CompletableFuture<?> take(RawUpdate update) {
        return switch (UpdateReader.read(update.json())) {
            case Reading.Read(Incoming incoming) ->
                done(incoming)
                        .exceptionallyComposeAsync(
                                failure -> failed(update, incoming, failure), AfterPublishing.threads());
            case Reading.Unreadable(String cause) -> setAside(update, Reason.UNREADABLE, cause);
        };
    }

    /** Whether Telegram waits for its answer, for ten seconds: it needs neither Kafka nor what came before it. */
    static boolean isUrgent(RawUpdate update) {
        return UpdateReader.read(update.json()) instanceof Reading.Read(Incoming.PreCheckout _);
    }

    /** What came of another try at an update that was set aside. */
    sealed interface Replayed {
        record Done() implements Replayed {}

        record NotYet(String cause) implements Replayed {}
    }

    /** Takes in an update that was set aside; waits until Kafka has what it asks for. */
    Replayed again(SetAsideUpdates.SetAside kept) {
        return switch (UpdateReader.read(kept.body())) {
            case Reading.Unreadable(String cause) -> new Replayed.NotYet(cause);
            case Reading.Read(Incoming incoming) -> {
                try {
                    done(incoming).join();
                } catch (CompletionException e) {
                    yield new Replayed.NotYet(words(e));
                }
                setAside.replayed(kept.id());
                yield new Replayed.Done();
            }
        };
    }

    /** Whatever is thrown ends in the future. What an update asks for is one trace, from here on. */
    private CompletableFuture<Void> done(Incoming incoming) {
        Span span = traces.begin("take update", SpanKind.INTERNAL, Traces.About.NOTHING);
        try (Scope _ = Context.current().with(span).makeCurrent();
                var _ = namingChat(incoming)) {
            return CompletableFuture.completedFuture(incoming)
                    .thenCompose(read -> processor.apply(read).thenRun(received::increment))
                    .whenComplete((_, fault) -> Traces.end(span, fault));
        }
    }

    private CompletionStage<Void> failed(RawUpdate update, Incoming incoming, Throwable failure) {
        if (!surroundings.areWell() || setAside.failed(update, words(failure)) < MOST_ATTEMPTS) {
            return CompletableFuture.failedFuture(failure);
        }
        try (var _ = namingChat(incoming)) {
            log.error("{} fails again and again", update, failure);
            return setAside(update, Reason.FAILING, words(failure));
        }
    }

    /** Each line of the log names the chat. */
    private static MDC.MDCCloseable namingChat(Incoming incoming) {
        return MDC.putCloseable(
                "chat_id",
                incoming.from().map(sender -> Long.toString(sender.chatId())).orElse(null));
    }

    private CompletableFuture<Void> setAside(RawUpdate update, Reason reason, String cause) {
        try {
            setAside.keep(update, reason, cause);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
        log.error("{} is set aside ({}): {}", update, reason, cause);
        switch (reason) {
            case UNREADABLE -> unreadable.increment();
            case FAILING -> failing.increment();
        }
        return CompletableFuture.completedFuture(null);
    }

    private static String words(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause.toString();
    }
}
