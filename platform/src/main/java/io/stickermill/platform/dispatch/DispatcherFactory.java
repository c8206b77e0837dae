package io.stickermill.platform.dispatch;

import io.micrometer.core.instrument.MeterRegistry;
import io.stickermill.platform.trace.Traces;
import io.stickermill.schemas.ConsumerGroup;
import java.time.Clock;
import java.util.List;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.ProducerFactory;

/** Makes a service's dispatchers with the settings and connections that they share. */
public final class DispatcherFactory {

    private final DispatcherSettings settings;
    private final ConsumerFactory<?, ?> consumers;
    private final ProducerFactory<?, ?> producers;
    private final MeterRegistry meters;
    private final Traces traces;
    private final Clock clock;
    private final RecordMemory memory;

    DispatcherFactory(
            DispatcherSettings settings,
            ConsumerFactory<?, ?> consumers,
            ProducerFactory<?, ?> producers,
            MeterRegistry meters,
            Traces traces,
            Clock clock) {
        this.settings = settings;
        this.consumers = consumers;
        this.producers = producers;
        this.meters = meters;
        this.traces = traces;
        this.clock = clock;
        this.memory = new RecordMemory(settings.memory());
    }

    public Dispatcher create(ConsumerGroup group, List<Subscription<?>> subscriptions) {
        return new Dispatcher(
                group,
                subscriptions,
                settings,
                FaultClassifier.standard(),
                consumers,
                producers,
                meters,
                traces,
                memory.share(),
                clock);
    }
}
