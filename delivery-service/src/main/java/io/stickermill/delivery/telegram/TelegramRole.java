package io.stickermill.delivery.telegram;

import io.micrometer.core.instrument.MeterRegistry;
import io.stickermill.delivery.DeliverySettings;
import io.stickermill.delivery.chat.Messenger;
import io.stickermill.delivery.file.StickerFiles;
import io.stickermill.delivery.status.AlbumBoard;
import io.stickermill.delivery.status.JobInChat;
import io.stickermill.delivery.status.StatusBoard;
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
import io.stickermill.platform.telegram.TelegramSettings;
import io.stickermill.platform.text.Texts;
import io.stickermill.platform.topic.TopicDeclarations;
import io.stickermill.schemas.ConsumerGroup;
import io.stickermill.schemas.GenerationProgressed;
import io.stickermill.schemas.PhotoRequested;
import io.stickermill.schemas.Topics;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaAdmin.NewTopics;
import org.springframework.transaction.support.TransactionOperations;

/** The role {@code telegram}: one consumer group over everything that shows in a chat. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression("'${stickermill.delivery.roles:telegram,storage}'.toLowerCase().contains('telegram')")
class TelegramRole {

    @Bean
    Deliveries deliveries(
            JdbcClient database, DeliverySettings settings, TelegramSettings telegram, MeterRegistry meters) {
        if (settings.lease().compareTo(telegram.callTimeout()) <= 0) {
            throw new IllegalArgumentException("stickermill.delivery.lease (" + settings.lease()
                    + ") must be longer than stickermill.telegram.call-timeout (" + telegram.callTimeout()
                    + "): a living instance's send would be taken for a dead one's and sent twice");
        }
        var deliveries = new Deliveries(database, new Ledger(database, "deliveries", settings.lease()));
        meters.gauge("stickermill.sends.expired_claims", deliveries, Deliveries::expiredClaims);
        return deliveries;
    }

    @Bean
    Replies replies(Deliveries deliveries, Messenger messenger, MeterRegistry meters) {
        return new Replies(deliveries, messenger, meters);
    }

    @Bean
    FailureTeller failureTeller(Deliveries deliveries, Replies replies, StatusBoard status, Texts texts) {
        return new FailureTeller(deliveries, replies, status, texts);
    }

    @Bean
    StickerKeyboards stickerKeyboards(Texts texts) {
        return new StickerKeyboards(texts);
    }

    @Bean
    ChatActions chatActions(
            Replies replies,
            StickerKeyboards keyboards,
            Texts texts,
            ObjectStorage storage,
            TelegramClient telegram,
            Messenger messenger,
            Deliveries deliveries,
            StatusBoard status,
            EventPublisher events,
            TransactionOperations transaction,
            Clock clock) {
        return new ChatActions(
                replies,
                keyboards,
                texts,
                storage,
                deliveries,
                telegram,
                messenger,
                new Cancellation(deliveries, status, events, transaction, clock));
    }

    @Bean
    StickerSender stickerSender(
            Deliveries deliveries,
            StickerFiles files,
            StatusBoard status,
            Messenger messenger,
            EventPublisher events,
            FailureTeller failures,
            Replies replies,
            StickerKeyboards keyboards,
            Texts texts,
            TransactionOperations transaction,
            DeliverySettings settings,
            Clock clock,
            MeterRegistry meters) {
        return new StickerSender(
                deliveries,
                files,
                status,
                messenger,
                events,
                failures,
                new CardExplanation(replies, texts),
                keyboards,
                transaction,
                settings,
                clock,
                meters);
    }

    @Bean
    Dispatcher telegramDispatcher(
            DispatcherFactory dispatchers,
            EventCodec codec,
            StickerSender sender,
            StatusBoard status,
            AlbumBoard albums,
            FailureTeller failures,
            ChatActions actions,
            DeliverySettings settings) {
        // Of their own, so that nothing else that shows in a chat makes a sticker wait.
        Workers stickers = Workers.virtual(settings.concurrency());
        Workers others = Workers.virtual(settings.concurrency());
        return dispatchers.create(
                ConsumerGroup.DELIVERY_TELEGRAM,
                List.of(
                        Subscription.to(Topics.STICKER_READY, codec.reader(Topics.STICKER_READY), sender, stickers),
                        Subscription.to(
                                Topics.PHOTO_REQUESTS,
                                codec.reader(Topics.PHOTO_REQUESTS),
                                (request, _) -> {
                                    if (request.getMediaGroupId() == null) {
                                        status.reached(inChat(request), 1);
                                    } else {
                                        albums.joined(request.getSessionId(), inChat(request));
                                    }
                                    return Outcome.done();
                                },
                                others),
                        Subscription.to(
                                Topics.GENERATION_PROGRESS,
                                codec.reader(Topics.GENERATION_PROGRESS),
                                (progress, _) -> {
                                    Integer before = progress.getQueuePlace();
                                    if (before == null) {
                                        status.reached(inChat(progress), progress.getStep());
                                    } else {
                                        status.queued(inChat(progress), before);
                                    }
                                    return Outcome.done();
                                },
                                others),
                        Subscription.to(
                                Topics.GENERATION_FAILED,
                                codec.reader(Topics.GENERATION_FAILED),
                                (failed, _) -> failures.tell(failed),
                                others),
                        Subscription.to(
                                Topics.JOB_COMMANDS,
                                codec.reader(Topics.JOB_COMMANDS),
                                (command, _) -> actions.command(command),
                                others),
                        Subscription.to(
                                Topics.CHAT_REPLIES,
                                codec.reader(Topics.CHAT_REPLIES),
                                (reply, _) -> actions.reply(reply),
                                others)));
    }

    @Bean
    NewTopics telegramTopics() {
        return TopicDeclarations.forGroups(List.of(ConsumerGroup.DELIVERY_TELEGRAM));
    }

    private static JobInChat inChat(PhotoRequested request) {
        return new JobInChat(
                request.getJobId(),
                request.getChatId(),
                request.getChatKind(),
                request.getMessageId(),
                request.getLanguage(),
                request.getReceivedAt());
    }

    private static JobInChat inChat(GenerationProgressed progress) {
        return new JobInChat(
                progress.getJobId(),
                progress.getChatId(),
                progress.getChatKind(),
                progress.getMessageId(),
                progress.getLanguage(),
                progress.getReceivedAt());
    }
}
