package io.stickermill.delivery.upload;

import io.micrometer.core.instrument.MeterRegistry;
import io.stickermill.delivery.DeliverySettings;
import io.stickermill.delivery.file.StickerFiles;
import io.stickermill.platform.dispatch.Dispatcher;
import io.stickermill.platform.dispatch.DispatcherFactory;
import io.stickermill.platform.dispatch.Subscription;
import io.stickermill.platform.dispatch.Workers;
import io.stickermill.platform.event.EventCodec;
import io.stickermill.platform.event.EventPublisher;
import io.stickermill.platform.ledger.Ledger;
import io.stickermill.platform.ledger.LedgerWatch;
import io.stickermill.platform.storage.ObjectStorage;
import io.stickermill.platform.topic.TopicDeclarations;
import io.stickermill.platform.trace.Traces;
import io.stickermill.schemas.ConsumerGroup;
import io.stickermill.schemas.Topics;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaAdmin.NewTopics;

/** The role {@code storage}: a consumer group of its own on the same topic that Telegram's role sends from. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression("'${stickermill.delivery.roles:telegram,storage,sets}'.toLowerCase().contains('storage')")
class StorageRole {

    @Bean
    StickerUploader stickerUploader(
            JdbcClient database,
            StickerFiles files,
            ObjectStorage storage,
            EventPublisher events,
            Clock clock,
            MeterRegistry meters,
            Traces traces,
            DeliverySettings settings) {
        var ledger = new Ledger(database, "uploads", settings.lease());
        return new StickerUploader(database, ledger, files, storage, events, clock, meters, traces);
    }

    @Bean
    LedgerWatch uploadsWatch(JdbcClient database, MeterRegistry meters) {
        return new LedgerWatch(database, "uploads", "state in ('free', 'claimed')", List.of("free", "claimed"), meters);
    }

    @Bean
    Dispatcher storageDispatcher(
            DispatcherFactory dispatchers, EventCodec codec, StickerUploader uploader, DeliverySettings settings) {
        return dispatchers.create(
                ConsumerGroup.DELIVERY_STORAGE,
                List.of(Subscription.to(
                        Topics.STICKER_READY,
                        codec.reader(Topics.STICKER_READY),
                        uploader,
                        Workers.virtual(settings.concurrency()))));
    }

    @Bean
    NewTopics storageTopics() {
        return TopicDeclarations.forGroups(List.of(ConsumerGroup.DELIVERY_STORAGE));
    }
}
