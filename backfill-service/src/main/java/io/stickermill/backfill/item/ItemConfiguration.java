package io.stickermill.backfill.item;

import io.stickermill.backfill.BackfillSettings;
import io.stickermill.platform.dispatch.Dispatcher;
import io.stickermill.platform.dispatch.DispatcherFactory;
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
class ItemConfiguration {

    @Bean
    Dispatcher backfillDispatcher(
            DispatcherFactory dispatchers, EventCodec codec, ItemWorker worker, BackfillSettings settings) {
        return dispatchers.create(
                ConsumerGroup.BACKFILL,
                List.of(Subscription.to(
                        Topics.BACKFILL_REQUESTS,
                        codec.reader(Topics.BACKFILL_REQUESTS),
                        worker,
                        Workers.virtual(settings.concurrency()))));
    }

    @Bean
    NewTopics backfillTopics() {
        return TopicDeclarations.forGroups(List.of(ConsumerGroup.BACKFILL, ConsumerGroup.BACKFILL_PROGRESS));
    }
}
