package io.stickermill.history.intake;

import io.stickermill.platform.dispatch.Dispatcher;
import io.stickermill.platform.dispatch.DispatcherFactory;
import io.stickermill.platform.dispatch.Outcome;
import io.stickermill.platform.dispatch.Subscription;
import io.stickermill.platform.dispatch.Workers;
import io.stickermill.platform.event.EventCodec;
import io.stickermill.platform.topic.TopicDeclarations;
import io.stickermill.schemas.ConsumerGroup;
import io.stickermill.schemas.Topic;
import io.stickermill.schemas.Topics;
import java.util.List;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaAdmin.NewTopics;

@Configuration(proxyBeanMethods = false)
class IntakeConfiguration {

    /** As many as the database's connections. */
    private static final int CONCURRENCY = 8;

    @Bean
    Dispatcher historyDispatcher(DispatcherFactory dispatchers, EventCodec codec, HistoryIntake intake) {
        Workers workers = Workers.virtual(CONCURRENCY);
        return dispatchers.create(
                ConsumerGroup.HISTORY,
                List.of(
                        keep(Topics.PHOTO_REQUESTS, codec, intake::requested, workers),
                        keep(Topics.GENERATION_PROGRESS, codec, intake::progressed, workers),
                        keep(Topics.GENERATION_FAILED, codec, intake::failed, workers),
                        keep(Topics.STICKER_DELIVERED, codec, intake::delivered, workers),
                        keep(Topics.DELIVERY_FAILED, codec, intake::failed, workers),
                        keep(Topics.STICKER_STORED, codec, intake::stored, workers),
                        keep(Topics.JOB_COMMANDS, codec, intake::commanded, workers)));
    }

    @Bean
    NewTopics historyTopics() {
        return TopicDeclarations.forGroups(List.of(ConsumerGroup.HISTORY));
    }

    private static <T extends SpecificRecord> Subscription<T> keep(
            Topic<T> topic, EventCodec codec, Consumer<T> keeper, Workers workers) {
        return Subscription.to(
                topic,
                codec.reader(topic),
                (event, _) -> {
                    keeper.accept(event);
                    return Outcome.done();
                },
                workers);
    }
}
