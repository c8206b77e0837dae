package io.stickermill.backfill.run;

import io.stickermill.platform.dispatch.Dispatcher;
import io.stickermill.platform.dispatch.DispatcherFactory;
import io.stickermill.platform.dispatch.Outcome;
import io.stickermill.platform.dispatch.Subscription;
import io.stickermill.platform.dispatch.Workers;
import io.stickermill.platform.event.EventCodec;
import io.stickermill.platform.topic.TopicDeclarations;
import io.stickermill.schemas.ConsumerGroup;
import io.stickermill.schemas.Topics;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaAdmin.NewTopics;

@Configuration(proxyBeanMethods = false)
class ProgressConfiguration {

    private static final int CONCURRENCY = 4;

    @Bean
    Dispatcher progressDispatcher(DispatcherFactory dispatchers, EventCodec codec, Counts counts) {
        return dispatchers.create(
                ConsumerGroup.BACKFILL_PROGRESS,
                List.of(Subscription.to(
                        Topics.BACKFILL_RESULTS,
                        codec.reader(Topics.BACKFILL_RESULTS),
                        (item, delivery) -> {
                            counts.ended(item, delivery.partition());
                            return Outcome.done();
                        },
                        Workers.virtual(CONCURRENCY))));
    }

    @Bean
    NewTopics progressTopics() {
        return TopicDeclarations.forGroups(List.of(ConsumerGroup.BACKFILL_PROGRESS));
    }
}
