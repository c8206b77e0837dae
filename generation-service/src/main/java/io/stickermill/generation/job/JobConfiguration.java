package io.stickermill.generation.job;

import io.micrometer.core.instrument.MeterRegistry;
import io.stickermill.generation.GenerationSettings;
import io.stickermill.generation.maker.StickerMaker;
import io.stickermill.platform.dispatch.Dispatcher;
import io.stickermill.platform.dispatch.DispatcherFactory;
import io.stickermill.platform.dispatch.Outcome;
import io.stickermill.platform.dispatch.Subscription;
import io.stickermill.platform.dispatch.Workers;
import io.stickermill.platform.event.EventCodec;
import io.stickermill.platform.event.EventPublisher;
import io.stickermill.platform.ledger.Ledger;
import io.stickermill.platform.storage.ObjectStorage;
import io.stickermill.platform.telegram.TelegramClient;
import io.stickermill.platform.topic.TopicDeclarations;
import io.stickermill.schemas.ConsumerGroup;
import io.stickermill.schemas.JobCommandKind;
import io.stickermill.schemas.Topics;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaAdmin.NewTopics;

@Configuration(proxyBeanMethods = false)
class JobConfiguration {

    /** Pixels in flight are bounded by this pool: each thread works on one photo. */
    @Bean(destroyMethod = "close")
    ExecutorService makers(GenerationSettings settings) {
        return Executors.newFixedThreadPool(
                settings.makersOrCores(), Thread.ofPlatform().name("maker-", 1).factory());
    }

    @Bean
    Cancellations cancellations(JdbcClient database) {
        return new Cancellations(database);
    }

    @Bean
    StickerGeneration stickerGeneration(
            JdbcClient database,
            Cancellations cancellations,
            TelegramClient telegram,
            ObjectStorage storage,
            StickerMaker maker,
            ExecutorService makers,
            EventPublisher events,
            GenerationSettings settings,
            Clock clock,
            MeterRegistry meters) {
        return new StickerGeneration(
                new Generations(database, new Ledger(database, "generations", settings.lease())),
                cancellations,
                new PhotoFetcher(telegram, storage, settings.maxPhotoSize()),
                maker,
                makers,
                new GenerationEvents(events, clock),
                meters);
    }

    @Bean
    Dispatcher generationDispatcher(
            DispatcherFactory dispatchers,
            EventCodec codec,
            StickerGeneration generation,
            Cancellations cancellations,
            GenerationSettings settings) {
        return dispatchers.create(
                ConsumerGroup.GENERATION,
                List.of(
                        Subscription.to(
                                Topics.PHOTO_REQUESTS,
                                codec.reader(Topics.PHOTO_REQUESTS),
                                generation,
                                Workers.virtual(settings.fetches())),
                        Subscription.to(
                                Topics.JOB_COMMANDS,
                                codec.reader(Topics.JOB_COMMANDS),
                                (command, _) -> {
                                    if (command.getKind() == JobCommandKind.CANCEL) {
                                        cancellations.note(command.getJobId());
                                    }
                                    return Outcome.done();
                                },
                                Workers.virtual(2))));
    }

    @Bean
    NewTopics generationTopics() {
        return TopicDeclarations.forGroups(List.of(ConsumerGroup.GENERATION));
    }
}
