package io.stickermill.gateway.session;

import io.stickermill.platform.dispatch.Dispatcher;
import io.stickermill.platform.dispatch.DispatcherFactory;
import io.stickermill.platform.dispatch.Outcome;
import io.stickermill.platform.dispatch.Subscription;
import io.stickermill.platform.dispatch.Workers;
import io.stickermill.platform.event.EventCodec;
import io.stickermill.platform.topic.TopicDeclarations;
import io.stickermill.schemas.ConsumerGroup;
import io.stickermill.schemas.JobCommandKind;
import io.stickermill.schemas.Topics;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaAdmin.NewTopics;

@Configuration(proxyBeanMethods = false)
class SessionCacheConfiguration {

    private static final int CONCURRENCY = 8;

    @Bean
    Dispatcher sessionCacheDispatcher(
            DispatcherFactory dispatchers,
            EventCodec codec,
            SessionCache cache,
            StickerMessages messages,
            DeletedStickers deleted) {
        Workers workers = Workers.virtual(CONCURRENCY);
        return dispatchers.create(
                ConsumerGroup.GATEWAY_CACHE,
                List.of(
                        Subscription.to(
                                Topics.STICKER_DELIVERED,
                                codec.reader(Topics.STICKER_DELIVERED),
                                (event, _) -> {
                                    cache.delivered(event);
                                    messages.note(event);
                                    return Outcome.done();
                                },
                                workers),
                        Subscription.to(
                                Topics.GENERATION_FAILED,
                                codec.reader(Topics.GENERATION_FAILED),
                                (event, _) -> {
                                    cache.ended(event.getJobId(), JobEnd.FAILED);
                                    return Outcome.done();
                                },
                                workers),
                        Subscription.to(
                                Topics.DELIVERY_FAILED,
                                codec.reader(Topics.DELIVERY_FAILED),
                                (event, _) -> {
                                    cache.ended(event.getJobId(), JobEnd.of(event.getReason()));
                                    return Outcome.done();
                                },
                                workers),
                        Subscription.to(
                                Topics.JOB_COMMANDS,
                                codec.reader(Topics.JOB_COMMANDS),
                                (command, _) -> {
                                    if (command.getKind() == JobCommandKind.DELETE) {
                                        deleted.note(command.getJobId());
                                    }
                                    return Outcome.done();
                                },
                                workers),
                        Subscription.to(
                                Topics.STICKER_STORED,
                                codec.reader(Topics.STICKER_STORED),
                                (event, _) -> {
                                    cache.stored(event);
                                    return Outcome.done();
                                },
                                workers)));
    }

    @Bean
    NewTopics sessionCacheTopics() {
        return TopicDeclarations.forGroups(List.of(ConsumerGroup.GATEWAY_CACHE));
    }
}
