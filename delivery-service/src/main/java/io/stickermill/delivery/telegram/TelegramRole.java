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
    EndEvents endEvents(EventPublisher events, Clock clock) {
        return new EndEvents(events, clock);
    }

    @Bean
    JobClosing jobClosing(StatusBoard status, TransactionOperations transaction, Clock clock) {
        return new JobClosing(status, transaction, clock);
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
            EndEvents events,
            JobClosing closing) {
        return new ChatActions(
                replies,
                keyboards,
                texts,
                storage,
                deliveries,
                telegram,
                messenger,
                new Cancellation(deliveries, events, closing));
    }

    @Bean
    UnknownSends unknownSends(Deliveries deliveries, DeliverySettings settings, MeterRegistry meters) {
        return new UnknownSends(deliveries, settings.unknownOutcome(), meters);
    }

    @Bean
    StickerEnds stickerEnds(
            Deliveries deliveries,
            EndEvents events,
            JobClosing closing,
            Replies replies,
            FailureTeller failures,
            Texts texts,
            DeliverySettings settings,
            Clock clock,
            MeterRegistry meters) {
        var arrival = new Arrival(deliveries, new CardExplanation(replies, texts), failures);
        return new StickerEnds(deliveries, events, closing, arrival, failures, settings, clock, meters);
    }

    @Bean
    StickerSender stickerSender(
            Deliveries deliveries,
            StickerFiles files,
            StatusBoard status,
            Messenger messenger,
            StickerKeyboards keyboards,
            StickerEnds ends,
            EndEvents events,
            UnknownSends unknown,
            FailureTeller failures,
            DeliverySettings settings,
            Clock clock) {
        return new StickerSender(
                deliveries,
                files,
                status,
                messenger,
                new StickerRequests(keyboards),
                ends,
                unknown,
                new StickerDeadLetters(deliveries, ends, events, unknown, failures),
                settings,
                clock);
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
                                        status.reached(JobInChat.of(request), 1);
                                    } else {
                                        albums.joined(request.getSessionId(), JobInChat.of(request));
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
                                        status.reached(JobInChat.of(progress), progress.getStep());
                                    } else {
                                        status.queued(JobInChat.of(progress), before);
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
}
