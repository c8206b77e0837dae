package io.stickermill.backfill.item;

import io.stickermill.backfill.BackfillSettings;
import io.stickermill.backfill.run.Runs;
import io.stickermill.platform.dispatch.Dispatcher;
import io.stickermill.platform.dispatch.DispatcherFactory;
import io.stickermill.platform.dispatch.Subscription;
import io.stickermill.platform.dispatch.Workers;
import io.stickermill.platform.event.EventCodec;
import io.stickermill.platform.event.EventPublisher;
import io.stickermill.platform.forget.Exporting;
import io.stickermill.platform.forget.Forgetting;
import io.stickermill.platform.storage.ObjectStorage;
import io.stickermill.platform.telegram.TelegramClient;
import io.stickermill.platform.telegram.limit.DownloadLimits;
import io.stickermill.platform.topic.TopicDeclarations;
import io.stickermill.schemas.ConsumerGroup;
import io.stickermill.schemas.Topics;
import java.time.Clock;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaAdmin.NewTopics;
import org.springframework.kafka.core.KafkaOperations;

@Configuration(proxyBeanMethods = false)
class ItemConfiguration {

    @Bean
    Items items(JdbcClient database, BackfillSettings settings) {
        return new Items(database, settings);
    }

    @Bean
    RunStates runStates(Runs runs) {
        return new RunStates(runs);
    }

    @Bean
    StickerSets stickerSets(TelegramClient telegram) {
        return new StickerSets(telegram);
    }

    @Bean
    TelegramFiles telegramFiles(TelegramClient telegram, StickerSets sets, DownloadLimits limits) {
        return new TelegramFiles(telegram, sets, limits);
    }

    @Bean
    ItemEvents itemEvents(EventPublisher events, KafkaOperations<byte[], byte[]> kafka, EventCodec codec, Clock clock) {
        return new ItemEvents(events, kafka, codec, clock);
    }

    @Bean
    ItemWorker itemWorker(
            RunStates runs,
            Items items,
            TelegramFiles telegram,
            ObjectStorage storage,
            ItemEvents events,
            BackfillSettings settings) {
        return new ItemWorker(runs, items, telegram, storage, events, settings);
    }

    @Bean
    Dispatcher backfillDispatcher(
            DispatcherFactory dispatchers,
            EventCodec codec,
            ItemWorker worker,
            Forgetting forgetting,
            Exporting exporting,
            BackfillSettings settings) {
        return dispatchers.create(
                ConsumerGroup.BACKFILL,
                List.of(
                        Subscription.to(
                                Topics.BACKFILL_REQUESTS,
                                codec.reader(Topics.BACKFILL_REQUESTS),
                                worker,
                                Workers.virtual(settings.concurrency())),
                        Subscription.to(
                                Topics.FORGET_REQUESTS,
                                codec.reader(Topics.FORGET_REQUESTS),
                                forgetting,
                                Workers.virtual(2)),
                        Subscription.to(
                                Topics.EXPORT_REQUESTS,
                                codec.reader(Topics.EXPORT_REQUESTS),
                                exporting,
                                Workers.virtual(2))));
    }

    @Bean
    NewTopics backfillTopics() {
        return TopicDeclarations.forGroups(List.of(ConsumerGroup.BACKFILL));
    }
}
