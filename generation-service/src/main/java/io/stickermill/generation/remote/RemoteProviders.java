package io.stickermill.generation.remote;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.micrometer.core.instrument.MeterRegistry;
import io.stickermill.contracts.style.RemoteModel;
import io.stickermill.contracts.style.RemoteStyle;
import io.stickermill.platform.metric.Metric;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The providers that are set. One that fails again and again is left alone for a while: nothing is ordered of it. */
final class RemoteProviders {

    private static final Logger log = LoggerFactory.getLogger(RemoteProviders.class);

    private static final int CALLS = 10;
    private static final int FEW = 4;
    private static final float TOO_MANY_FAIL = 50;

    /** How long one is left alone. */
    static final Duration ALONE = Duration.ofSeconds(30);

    private final Map<String, ImageProvider> byName = new HashMap<>();
    private final Map<String, CircuitBreaker> breakers = new HashMap<>();
    private final MeterRegistry meters;

    RemoteProviders(List<ImageProvider> providers, MeterRegistry meters) {
        this.meters = meters;
        var config = CircuitBreakerConfig.custom()
                .slidingWindowType(SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(CALLS)
                .minimumNumberOfCalls(FEW)
                .failureRateThreshold(TOO_MANY_FAIL)
                .waitDurationInOpenState(ALONE)
                .permittedNumberOfCallsInHalfOpenState(2)
                .automaticTransitionFromOpenToHalfOpenEnabled(true)
                .build();
        for (ImageProvider provider : providers) {
            String name = provider.name();
            CircuitBreaker breaker = CircuitBreaker.of(name, config);
            breaker.getEventPublisher()
                    .onStateTransition(event -> log.warn(
                            "provider {} is {} now",
                            name,
                            event.getStateTransition().getToState() == State.OPEN ? "left alone" : "asked again"));
            byName.put(name, provider);
            breakers.put(name, breaker);
            Metric.REMOTE_DOWN.gauge(meters, () -> isDown(name) ? 1 : 0, name);
        }
    }

    Optional<ImageProvider> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The models of a style whose providers are set, in the style's order. */
    List<RemoteModel> ableTo(RemoteStyle style) {
        return style.models().stream()
                .filter(model -> byName.containsKey(model.provider()))
                .toList();
    }

    boolean isDown(String provider) {
        CircuitBreaker breaker = breakers.get(provider);
        return breaker != null && breaker.getState() == State.OPEN;
    }

    /** @throws NullPointerException if there is no such provider */
    Submitted submit(String provider, ImageTask task) {
        long start = System.nanoTime();
        Submitted came = Objects.requireNonNull(byName.get(provider)).submit(task);
        boolean away = switch (came) {
            case Submitted.Accepted _, Submitted.Finished _ -> false;
            case Submitted.Refused(Refusal refusal) -> refusal.why() == Refusal.Why.AWAY;
            case Submitted.Unknown _ -> true;
        };
        note(provider, away, start);
        Metric.REMOTE_ORDERS
                .counter(
                        meters,
                        provider,
                        switch (came) {
                            case Submitted.Accepted _, Submitted.Finished _ -> "taken";
                            case Submitted.Refused(Refusal refusal) -> word(refusal);
                            case Submitted.Unknown _ -> "unknown";
                        })
                .increment();
        return came;
    }

    /** @throws NullPointerException if there is no such provider */
    Looked look(String provider, String taskId) {
        long start = System.nanoTime();
        Looked came = Objects.requireNonNull(byName.get(provider)).look(taskId);
        note(provider, came instanceof Looked.NotNow(Refusal refusal) && refusal.why() == Refusal.Why.AWAY, start);
        return came;
    }

    private void note(String provider, boolean away, long start) {
        CircuitBreaker breaker = Objects.requireNonNull(breakers.get(provider));
        long took = System.nanoTime() - start;
        if (away) {
            breaker.onError(took, TimeUnit.NANOSECONDS, new IOException("away"));
        } else {
            breaker.onSuccess(took, TimeUnit.NANOSECONDS);
        }
    }

    /** Of a metric's label. */
    static String word(Refusal refusal) {
        return refusal.why().name().toLowerCase(Locale.ROOT);
    }
}
