package io.stickermill.delivery.set;

import io.stickermill.delivery.DeliverySettings;
import io.stickermill.platform.dispatch.Dispatcher;
import io.stickermill.platform.dispatch.DispatcherFactory;
import io.stickermill.platform.dispatch.Subscription;
import io.stickermill.platform.dispatch.Workers;
import io.stickermill.platform.event.EventCodec;
import io.stickermill.platform.event.EventPublisher;
import io.stickermill.platform.ledger.Ledger;
import io.stickermill.platform.telegram.TelegramClient;
import io.stickermill.platform.telegram.limit.MessageLimits;
import io.stickermill.platform.text.Texts;
import io.stickermill.platform.topic.TopicDeclarations;
import io.stickermill.schemas.ConsumerGroup;
import io.stickermill.schemas.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaAdmin.NewTopics;
import org.springframework.transaction.support.TransactionOperations;

/** The role {@code sets}: a consumer group of its own, so that a pause that Telegram wants here holds up no message. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression("'${stickermill.delivery.roles:telegram,storage,sets}'.toLowerCase().contains('sets')")
class SetsRole {

    /** As other bots look for what they have just done. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    @Bean
    SetRequests setRequests(
            JdbcClient database,
            TransactionOperations transaction,
            TelegramClient telegram,
            MessageLimits limits,
            EventPublisher events,
            Texts texts,
            DeliverySettings settings,
            Clock clock) {
        var rows = new SetRows(database, transaction);
        return new SetRequests(
                rows,
                new Owners(new Ledger(database, "set_owners", settings.lease())),
                new SetWork(telegram, limits, rows, BETWEEN_LOOKS, clock),
                new SetAnswers(events, texts),
                settings.maxAge(),
                clock);
    }

    @Bean
    Dispatcher setsDispatcher(
            DispatcherFactory dispatchers, EventCodec codec, SetRequests requests, DeliverySettings settings) {
        return dispatchers.create(
                ConsumerGroup.DELIVERY_SETS,
                List.of(Subscription.to(
                        Topics.SET_REQUESTS,
                        codec.reader(Topics.SET_REQUESTS),
                        requests,
                        Workers.virtual(settings.concurrency()))));
    }

    @Bean
    NewTopics setsTopics() {
        return TopicDeclarations.forGroups(List.of(ConsumerGroup.DELIVERY_SETS));
    }
}
