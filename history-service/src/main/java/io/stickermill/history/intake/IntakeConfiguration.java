package io.stickermill.history.intake;

import io.stickermill.platform.dispatch.Dispatcher;
import io.stickermill.platform.dispatch.DispatcherFactory;
import io.stickermill.platform.dispatch.Outcome;
import io.stickermill.platform.dispatch.Subscription;
import io.stickermill.platform.dispatch.Workers;
import io.stickermill.platform.event.EventCodec;
import io.stickermill.platform.topic.TopicDeclarations;
import io.stickermill.schemas.ConsumerGroup;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaAdmin.NewTopics;

@Configuration(proxyBeanMethods = false)
class IntakeConfiguration {

    /** As many as the database's connections. */
    private static final int CONCURRENCY = 8;

    @Bean
    Dispatcher historyDispatcher(DispatcherFactory dispatchers, EventCodec codec, KeptEvents kept) {
        Workers workers = Workers.virtual(CONCURRENCY);
        return dispatchers.create(
                ConsumerGroup.HISTORY,
                kept.all().stream()
                        .<Subscription<?>>map(kind -> subscription(kind, codec, workers))
                        .toList());
    }

    @Bean
    NewTopics historyTopics() {
        return TopicDeclarations.forGroups(List.of(ConsumerGroup.HISTORY));
    }

    private static <T extends SpecificRecord> Subscription<T> subscription(
            KeptEvents.Kept<T> kind, EventCodec codec, Workers workers) {
        return Subscription.to(
                kind.topic(),
                codec.reader(kind.topic()),
                (event, _) -> {
                    kind.keeper().accept(event);
                    return Outcome.done();
                },
                workers);
    }
}
