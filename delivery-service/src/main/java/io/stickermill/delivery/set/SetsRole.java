package io.stickermill.delivery.set;

import io.stickermill.contracts.style.StickerStyles;
import io.stickermill.delivery.DeliverySettings;
import io.stickermill.delivery.file.StickerFiles;
import io.stickermill.platform.dispatch.Dispatcher;
import io.stickermill.platform.dispatch.DispatcherFactory;
import io.stickermill.platform.dispatch.Outcome;
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
    SetWork setWork(
            JdbcClient database,
            TransactionOperations transaction,
            TelegramClient telegram,
            MessageLimits limits,
            StickerFiles files,
            StickerStyles styles,
            EventPublisher events,
            Texts texts,
            Clock clock) {
        SetRows sets = new SetRows(database, transaction);
        PackRows packs = new PackRows(database);
        return new SetWork(
                telegram,
                limits,
                sets,
                packs,
                files,
                styles,
                events,
                new PackAnswers(events, texts),
                new SetEvents(events, sets, packs, clock),
                BETWEEN_LOOKS,
                clock);
    }

    @Bean
    Owners setOwners(JdbcClient database, DeliverySettings settings) {
        return new Owners(new Ledger(database, "set_owners", settings.lease()));
    }

    @Bean
    SetRequests setRequests(
            SetWork work, Owners owners, EventPublisher events, Texts texts, DeliverySettings settings, Clock clock) {
        return new SetRequests(
                work.rows(), owners, work, new SetAnswers(events, texts), work.changed(), settings.maxAge(), clock);
    }

    @Bean
    PackRecords packRecords(SetWork work, Owners owners, DeliverySettings settings, Clock clock) {
        return new PackRecords(work.packs(), owners, work::packs, settings.maxAge(), clock);
    }

    @Bean
    Deletions deletions(SetWork work, Owners owners) {
        return new Deletions(work.rows(), owners, work::changes);
    }

    @Bean
    Dispatcher setsDispatcher(
            DispatcherFactory dispatchers,
            EventCodec codec,
            SetRequests requests,
            PackRecords packs,
            Deletions deletions,
            DeliverySettings settings) {
        Workers workers = Workers.virtual(settings.concurrency());
        return dispatchers.create(
                ConsumerGroup.DELIVERY_SETS,
                List.of(
                        Subscription.to(Topics.SET_REQUESTS, codec.reader(Topics.SET_REQUESTS), requests, workers),
                        Subscription.to(
                                Topics.PHOTO_REQUESTS, codec.reader(Topics.PHOTO_REQUESTS), packs::requested, workers),
                        Subscription.to(
                                Topics.STICKER_READY, codec.reader(Topics.STICKER_READY), packs.ready(), workers),
                        Subscription.to(
                                Topics.GENERATION_FAILED,
                                codec.reader(Topics.GENERATION_FAILED),
                                packs::failed,
                                workers),
                        Subscription.to(
                                Topics.JOB_COMMANDS,
                                codec.reader(Topics.JOB_COMMANDS),
                                (command, _) -> switch (command.getKind()) {
                                    case CANCEL -> packs.cancelled(command.getJobId());
                                    case DELETE -> deletions.of(command);
                                    case FAVOURITE, UNFAVOURITE, UNKNOWN -> Outcome.done();
                                },
                                workers)));
    }

    @Bean
    NewTopics setsTopics() {
        return TopicDeclarations.forGroups(List.of(ConsumerGroup.DELIVERY_SETS));
    }
}
