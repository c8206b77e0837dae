package io.stickermill.history.intake;

import io.stickermill.platform.dispatch.Delivery;
import io.stickermill.platform.dispatch.Dispatcher;
import io.stickermill.platform.dispatch.DispatcherFactory;
import io.stickermill.platform.dispatch.Outcome;
import io.stickermill.platform.dispatch.Subscription;
import io.stickermill.platform.dispatch.Workers;
import io.stickermill.platform.event.EventCodec;
import io.stickermill.platform.event.EventHeaders;
import io.stickermill.platform.topic.TopicDeclarations;
import io.stickermill.schemas.ConsumerGroup;
import io.stickermill.schemas.Topic;
import io.stickermill.schemas.Topics;
import java.util.List;
import java.util.UUID;
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
                        keep(Topics.PHOTO_REQUESTS, codec, intake, intake::requested, workers),
                        keep(Topics.GENERATION_PROGRESS, codec, intake, intake::progressed, workers),
                        keep(Topics.GENERATION_FAILED, codec, intake, intake::failed, workers),
                        keep(Topics.STICKER_DELIVERED, codec, intake, intake::delivered, workers),
                        keep(Topics.DELIVERY_FAILED, codec, intake, intake::failed, workers),
                        keep(Topics.STICKER_STORED, codec, intake, intake::stored, workers),
                        keep(Topics.JOB_COMMANDS, codec, intake, intake::commanded, workers)));
    }

    @Bean
    NewTopics historyTopics() {
        return TopicDeclarations.forGroups(List.of(ConsumerGroup.HISTORY));
    }

    private static <T extends SpecificRecord> Subscription<T> keep(
            Topic<T> topic, EventCodec codec, HistoryIntake intake, Consumer<T> keeper, Workers workers) {
        return Subscription.to(
                topic,
                codec.reader(topic),
                (event, delivery) -> {
                    noteReplay(delivery, intake);
                    keeper.accept(event);
                    return Outcome.done();
                },
                workers);
    }

    /** Of another group's letter: what this group replays for itself happens to no job. */
    private static void noteReplay(Delivery delivery, HistoryIntake intake) {
        String jobId = delivery.header(EventHeaders.JOB_ID);
        delivery.replay()
                .filter(replay ->
                        jobId != null && !replay.letter().topic().equals(ConsumerGroup.HISTORY.deadLetterTopic()))
                .ifPresent(replay -> intake.replayed(UUID.fromString(jobId), replay));
    }
}
