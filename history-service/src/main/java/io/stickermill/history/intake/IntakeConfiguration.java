package io.stickermill.history.intake;

import io.stickermill.platform.dispatch.Dispatcher;
import io.stickermill.platform.dispatch.DispatcherFactory;
import io.stickermill.platform.dispatch.Outcome;
import io.stickermill.platform.dispatch.RecordHandler;
import io.stickermill.platform.dispatch.Subscription;
import io.stickermill.platform.dispatch.Workers;
import io.stickermill.platform.event.EventCodec;
import io.stickermill.platform.forget.Exporting;
import io.stickermill.platform.forget.Forgetting;
import io.stickermill.platform.topic.TopicDeclarations;
import io.stickermill.schemas.ConsumerGroup;
import io.stickermill.schemas.ExportPart;
import io.stickermill.schemas.GalleryRequested;
import io.stickermill.schemas.InlineQueried;
import io.stickermill.schemas.PersonForgotten;
import io.stickermill.schemas.Topics;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaAdmin.NewTopics;

@Configuration(proxyBeanMethods = false)
class IntakeConfiguration {

    /** As many as the database's connections. */
    private static final int CONCURRENCY = 8;

    /** Of queries that come with each key that people press in other chats: what is kept must not wait for them. */
    private static final int INLINE_CONCURRENCY = 4;

    @Bean
    Dispatcher historyDispatcher(
            DispatcherFactory dispatchers,
            EventCodec codec,
            KeptEvents kept,
            RecordHandler<GalleryRequested> gallery,
            RecordHandler<InlineQueried> inline,
            Forgetting forgetting,
            Exporting exporting,
            RecordHandler<ExportPart> exportParts,
            RecordHandler<PersonForgotten> forgottenElsewhere) {
        Workers workers = Workers.virtual(CONCURRENCY);
        Workers few = Workers.virtual(2);
        Stream<Subscription<?>> others = Stream.of(
                Subscription.to(Topics.GALLERY_REQUESTS, codec.reader(Topics.GALLERY_REQUESTS), gallery, workers),
                Subscription.to(
                        Topics.INLINE_QUERIES,
                        codec.reader(Topics.INLINE_QUERIES),
                        inline,
                        Workers.virtual(INLINE_CONCURRENCY)),
                Subscription.to(Topics.FORGET_REQUESTS, codec.reader(Topics.FORGET_REQUESTS), forgetting, few),
                Subscription.to(Topics.EXPORT_REQUESTS, codec.reader(Topics.EXPORT_REQUESTS), exporting, few),
                Subscription.to(Topics.EXPORT_PARTS, codec.reader(Topics.EXPORT_PARTS), exportParts, few),
                Subscription.to(Topics.FORGET_RESULTS, codec.reader(Topics.FORGET_RESULTS), forgottenElsewhere, few));
        return dispatchers.create(
                ConsumerGroup.HISTORY,
                Stream.concat(kept.all().stream().map(kind -> subscription(kind, codec, workers)), others)
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
                (event, delivery) -> {
                    kind.keeper().accept(event, delivery::header);
                    return Outcome.done();
                },
                workers);
    }
}
