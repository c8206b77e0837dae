package io.stickermill.gateway.session;

import io.stickermill.gateway.GatewaySettings;
import io.stickermill.platform.dispatch.Dispatcher;
import io.stickermill.platform.dispatch.DispatcherFactory;
import io.stickermill.platform.dispatch.Outcome;
import io.stickermill.platform.dispatch.RecordHandler;
import io.stickermill.platform.dispatch.Subscription;
import io.stickermill.platform.dispatch.Workers;
import io.stickermill.platform.event.EventCodec;
import io.stickermill.platform.event.EventPublisher;
import io.stickermill.platform.forget.Exporting;
import io.stickermill.platform.forget.Forgetting;
import io.stickermill.platform.telegram.TelegramClient;
import io.stickermill.platform.topic.TopicDeclarations;
import io.stickermill.schemas.ConsumerGroup;
import io.stickermill.schemas.JobCommandKind;
import io.stickermill.schemas.LibraryRequested;
import io.stickermill.schemas.PersonForgotten;
import io.stickermill.schemas.Topics;
import java.time.Clock;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaAdmin.NewTopics;
import org.springframework.transaction.support.TransactionOperations;

@Configuration(proxyBeanMethods = false)
class SessionConfiguration {

    private static final int CONCURRENCY = 8;

    @Bean
    Users users(JdbcClient database) {
        return new UserRows(database);
    }

    @Bean
    Sessions sessions(JdbcClient database, TransactionOperations transaction) {
        return new SessionRows(database, transaction);
    }

    @Bean
    PhotoRequests photoRequests(JdbcClient database) {
        return new PhotoRequestRows(database);
    }

    @Bean
    SentStickers sentStickers(JdbcClient database) {
        return new SentStickerRows(database);
    }

    @Bean
    SessionCache sessionCache(JdbcClient database) {
        return new SessionCache(database);
    }

    @Bean
    PhotoRequestEvents photoRequestEvents(
            EventPublisher events, TelegramClient telegram, GatewaySettings settings, Clock clock) {
        return new PhotoRequestEvents(events, telegram.botId(), settings.env(), clock);
    }

    @Bean
    Dispatcher sessionCacheDispatcher(
            DispatcherFactory dispatchers,
            EventCodec codec,
            SessionCache cache,
            PhotoRequests requests,
            SentStickers stickers,
            JobEnds ends,
            RecordHandler<LibraryRequested> libraryOrders,
            Forgetting forgetting,
            Exporting exporting,
            RecordHandler<PersonForgotten> forgetResults) {
        Workers workers = Workers.virtual(CONCURRENCY);
        return dispatchers.create(
                ConsumerGroup.GATEWAY_CACHE,
                List.of(
                        Subscription.to(
                                Topics.STICKER_DELIVERED,
                                codec.reader(Topics.STICKER_DELIVERED),
                                (event, _) -> {
                                    requests.ended(event.getJobId(), JobEnd.DELIVERED);
                                    ends.delivered(event);
                                    cache.delivered(event);
                                    if (event.getPackBatchId() == null) {
                                        stickers.arrived(event.getJobId(), event.getTelegramMessageId());
                                    }
                                    return Outcome.done();
                                },
                                workers),
                        Subscription.to(
                                Topics.GENERATION_FAILED,
                                codec.reader(Topics.GENERATION_FAILED),
                                (event, _) -> {
                                    requests.ended(event.getJobId(), JobEnd.FAILED);
                                    ends.failed(event);
                                    return Outcome.done();
                                },
                                workers),
                        Subscription.to(
                                Topics.DELIVERY_FAILED,
                                codec.reader(Topics.DELIVERY_FAILED),
                                (event, _) -> {
                                    requests.ended(event.getJobId(), JobEnd.of(event.getReason()));
                                    ends.failed(event);
                                    return Outcome.done();
                                },
                                workers),
                        Subscription.to(
                                Topics.JOB_COMMANDS,
                                codec.reader(Topics.JOB_COMMANDS),
                                (command, _) -> {
                                    if (command.getKind() == JobCommandKind.DELETE) {
                                        stickers.deleted(command.getJobId());
                                    }
                                    return Outcome.done();
                                },
                                workers),
                        Subscription.to(
                                Topics.LIBRARY_REQUESTS, codec.reader(Topics.LIBRARY_REQUESTS), libraryOrders, workers),
                        Subscription.to(
                                Topics.FORGET_REQUESTS,
                                codec.reader(Topics.FORGET_REQUESTS),
                                forgetting,
                                Workers.virtual(2)),
                        Subscription.to(
                                Topics.EXPORT_REQUESTS,
                                codec.reader(Topics.EXPORT_REQUESTS),
                                exporting,
                                Workers.virtual(2)),
                        Subscription.to(
                                Topics.FORGET_RESULTS,
                                codec.reader(Topics.FORGET_RESULTS),
                                forgetResults,
                                Workers.virtual(2)),
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
