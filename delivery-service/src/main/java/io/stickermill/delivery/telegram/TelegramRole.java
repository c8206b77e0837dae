package io.stickermill.delivery.telegram;

import io.micrometer.core.instrument.MeterRegistry;
import io.stickermill.contracts.credit.Prices;
import io.stickermill.contracts.style.StickerStyles;
import io.stickermill.delivery.DeliverySettings;
import io.stickermill.delivery.chat.Messenger;
import io.stickermill.delivery.file.StickerFiles;
import io.stickermill.delivery.status.AlbumBoard;
import io.stickermill.delivery.status.JobInChat;
import io.stickermill.delivery.status.StatusBoard;
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
import io.stickermill.platform.ledger.LedgerWatch;
import io.stickermill.platform.metric.Metric;
import io.stickermill.platform.storage.ObjectStorage;
import io.stickermill.platform.telegram.TelegramClient;
import io.stickermill.platform.telegram.TelegramSettings;
import io.stickermill.platform.text.Texts;
import io.stickermill.platform.topic.TopicDeclarations;
import io.stickermill.schemas.ConsumerGroup;
import io.stickermill.schemas.InlineAnswer;
import io.stickermill.schemas.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaAdmin.NewTopics;
import org.springframework.transaction.support.TransactionOperations;

/** The role {@code telegram}: one consumer group over everything that shows in a chat. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression("'${stickermill.delivery.roles:telegram,storage,sets}'.toLowerCase().contains('telegram')")
class TelegramRole {

    private static final Duration BETWEEN_TRIES = Duration.ofMillis(250);

    @Bean
    Sends sends(
            JdbcClient database,
            TransactionOperations transaction,
            DeliverySettings settings,
            TelegramSettings telegram,
            MeterRegistry meters) {
        if (settings.lease().compareTo(telegram.callTimeout()) <= 0) {
            throw new IllegalArgumentException("stickermill.delivery.lease (" + settings.lease()
                    + ") must be longer than stickermill.telegram.call-timeout (" + telegram.callTimeout()
                    + "): a living instance's send would be taken for a dead one's and sent twice");
        }
        var sends = new SendsTable(database, transaction, settings.lease());
        Metric.EXPIRED_CLAIMS.gauge(meters, sends::expiredClaims);
        return sends;
    }

    @Bean
    LedgerWatch sendsWatch(JdbcClient database, MeterRegistry meters) {
        return new LedgerWatch(
                database, "deliveries", "state in ('free', 'claimed')", List.of("free", "claimed"), meters);
    }

    @Bean
    SendOnce sendOnce(Sends sends, Messenger messenger, DeliverySettings settings, MeterRegistry meters) {
        return new SendOnce(sends, messenger, settings.lease(), System::nanoTime, BETWEEN_TRIES, meters);
    }

    @Bean
    Words words(EventPublisher events, Texts texts) {
        return new Words(events, texts);
    }

    @Bean
    StickerKeyboards stickerKeyboards(Texts texts, StickerStyles styles, Prices prices) {
        return new StickerKeyboards(texts, styles, prices);
    }

    @Bean
    EndEvents endEvents(EventPublisher events, Clock clock) {
        return new EndEvents(events, clock);
    }

    @Bean
    StickerEnds stickerEnds(Sends sends, StatusBoard status, TransactionOperations transaction) {
        return new StickerEnds(sends, status, transaction);
    }

    @Bean
    JobEndings jobEndings(Sends sends, StickerEnds ends, EndEvents events, Words words) {
        return new JobEndings(sends, ends, events, words);
    }

    @Bean
    ChatActions chatActions(
            Sends sends,
            SendOnce once,
            StickerKeyboards keyboards,
            Texts texts,
            ObjectStorage storage,
            TelegramClient telegram,
            Messenger messenger,
            JobEndings jobs,
            DeliverySettings settings,
            Clock clock) {
        return new ChatActions(
                new Replies(sends, once, settings, clock),
                keyboards,
                texts,
                storage,
                sends,
                new ChatChanges(telegram, messenger),
                jobs);
    }

    @Bean
    StickerSender stickerSender(
            Sends sends,
            SendOnce once,
            StickerFiles files,
            StatusBoard status,
            StickerKeyboards keyboards,
            StickerEnds ends,
            EndEvents events,
            Words words,
            DeliverySettings settings,
            Clock clock,
            JdbcClient database,
            MeterRegistry meters) {
        return new StickerSender(sends, once, files, status, keyboards, ends, events, words, settings, clock, meters);
    }

    @Bean
    Dispatcher telegramDispatcher(
            DispatcherFactory dispatchers,
            EventCodec codec,
            StickerSender sender,
            StatusBoard status,
            AlbumBoard albums,
            JobEndings jobs,
            ChatActions actions,
            Forgetting forgetting,
            Exporting exporting,
            RecordHandler<InlineAnswer> inline,
            DeliverySettings settings) {
        // Of their own, so that nothing else that shows in a chat makes a sticker wait.
        Workers stickers = Workers.virtual(settings.concurrency());
        Workers others = Workers.virtual(settings.concurrency());
        Workers typed = Workers.virtual(settings.concurrency());
        return dispatchers.create(
                ConsumerGroup.DELIVERY_TELEGRAM,
                List.of(
                        Subscription.to(Topics.STICKER_READY, codec.reader(Topics.STICKER_READY), sender, stickers),
                        Subscription.to(
                                Topics.PHOTO_REQUESTS,
                                codec.reader(Topics.PHOTO_REQUESTS),
                                (request, _) -> {
                                    if (request.getPackBatchId() != null) {
                                        // The role that keeps sets tells of packs.
                                        return Outcome.done();
                                    }
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
                                    if (progress.getUnknownSends() != null || progress.getPackBatchId() != null) {
                                        // Of this group itself, for history; or of a pack.
                                        return Outcome.done();
                                    }
                                    Instant since = progress.getRemoteSince();
                                    if (since != null) {
                                        status.remote(
                                                JobInChat.of(progress),
                                                Duration.between(since, progress.getStartedAt()),
                                                progress.getRemotePlace(),
                                                progress.getRemoteWaits());
                                    } else if (before == null) {
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
                                (failed, _) -> failed.getPackBatchId() == null ? jobs.notMade(failed) : Outcome.done(),
                                others),
                        Subscription.to(
                                Topics.JOB_COMMANDS, codec.reader(Topics.JOB_COMMANDS), actions::command, others),
                        Subscription.to(Topics.CHAT_REPLIES, codec.reader(Topics.CHAT_REPLIES), actions::reply, others),
                        Subscription.to(Topics.INLINE_ANSWERS, codec.reader(Topics.INLINE_ANSWERS), inline, typed),
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
    NewTopics telegramTopics() {
        return TopicDeclarations.forGroups(List.of(ConsumerGroup.DELIVERY_TELEGRAM));
    }
}
