package io.stickermill.generation.job;

import io.micrometer.core.instrument.MeterRegistry;
import io.stickermill.contracts.readymade.ReadyMadeSettings;
import io.stickermill.contracts.style.RemoteStyles;
import io.stickermill.generation.GenerationSettings;
import io.stickermill.generation.maker.PackSheetMaker;
import io.stickermill.generation.maker.SmallPictureMaker;
import io.stickermill.generation.maker.StickerMaker;
import io.stickermill.generation.maker.StyleSheetMaker;
import io.stickermill.generation.maker.child.ChildSettings;
import io.stickermill.generation.remote.RemoteGenerations;
import io.stickermill.generation.remote.WokenJobs;
import io.stickermill.platform.dispatch.DeadLetters;
import io.stickermill.platform.dispatch.Dispatcher;
import io.stickermill.platform.dispatch.DispatcherFactory;
import io.stickermill.platform.dispatch.DispatcherSettings;
import io.stickermill.platform.dispatch.Outcome;
import io.stickermill.platform.dispatch.RetryRule;
import io.stickermill.platform.dispatch.Subscription;
import io.stickermill.platform.dispatch.Workers;
import io.stickermill.platform.event.EventCodec;
import io.stickermill.platform.event.EventPublisher;
import io.stickermill.platform.forget.Exporting;
import io.stickermill.platform.forget.Forgetting;
import io.stickermill.platform.ledger.LedgerWatch;
import io.stickermill.platform.storage.ObjectStorage;
import io.stickermill.platform.telegram.TelegramClient;
import io.stickermill.platform.telegram.limit.DownloadLimits;
import io.stickermill.platform.text.Texts;
import io.stickermill.platform.topic.TopicDeclarations;
import io.stickermill.platform.trace.Traces;
import io.stickermill.schemas.ConsumerGroup;
import io.stickermill.schemas.JobCommandKind;
import io.stickermill.schemas.Topics;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaAdmin.NewTopics;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.transaction.support.TransactionOperations;

@Configuration(proxyBeanMethods = false)
class JobConfiguration {

    /** Requests that are stored at the same time; each is a short statement. */
    private static final int STORING = 8;

    @Bean
    Cancellations cancellations(JdbcClient database) {
        return new Cancellations(database);
    }

    @Bean
    WaitingJobs waitingJobs(JdbcClient database, GenerationSettings settings) {
        return new WaitingJobRows(database, Topics.PHOTO_REQUESTS.name(), settings.lease());
    }

    @Bean
    ClaimedJobs claimedJobs(JdbcClient database, GenerationSettings settings) {
        return new ClaimedJobRows(database, settings.lease());
    }

    @Bean
    ReadyMadeStickers readyMadeStickers(
            JdbcClient database, ObjectStorage storage, ReadyMadeSettings readyMade, Clock clock) {
        return new ReadyMadeStickers(database, storage, readyMade.readyMadeLifetime(), clock);
    }

    @Bean
    PhotoFetcher photoFetcher(
            TelegramClient telegram, DownloadLimits downloads, ObjectStorage storage, GenerationSettings settings) {
        return new PhotoFetcher(telegram, downloads, storage, settings.maxPhotoSize());
    }

    @Bean
    KeptSheets keptSheets(JdbcClient database, ObjectStorage storage, ReadyMadeSettings readyMade, Clock clock) {
        return new KeptSheets(database, storage, readyMade.readyMadeLifetime(), clock);
    }

    @Bean
    StyleSheets styleSheets(
            KeptSheets kept, PhotoFetcher photos, StyleSheetMaker maker, RemoteStyles remote, EventPublisher events) {
        return new StyleSheets(kept, photos, maker, remote, events);
    }

    @Bean
    PackSheets packSheets(KeptSheets kept, PhotoFetcher photos, PackSheetMaker maker, EventPublisher events) {
        return new PackSheets(kept, photos, maker, events, new Texts("generation-texts"));
    }

    @Bean
    SetPictures setPictures(PhotoFetcher photos, SmallPictureMaker maker, EventPublisher events) {
        return new SetPictures(photos, maker, events, new Texts("generation-texts"));
    }

    @Bean
    ReadyMadeSweep readyMadeSweep(
            JdbcClient database, TransactionOperations transaction, ObjectStorage storage, Clock clock) {
        return new ReadyMadeSweep(Stream.of("ready_made_stickers", "style_sheets")
                .map(table -> new ShortLivedFiles(database, transaction, storage::delete, clock, table))
                .toList());
    }

    @Bean
    GenerationEvents generationEvents(EventPublisher events, Clock clock) {
        return new GenerationEvents(events, clock);
    }

    @Bean
    StickerGeneration stickerGeneration(
            ClaimedJobs jobs,
            Cancellations cancellations,
            PhotoFetcher photos,
            ReadyMadeStickers readyMade,
            StickerMaker maker,
            SmallPictureMaker smallPictures,
            RemoteGenerations remote,
            GenerationEvents events,
            MeterRegistry meters,
            Traces traces) {
        return new StickerGeneration(
                jobs, cancellations, photos, readyMade, maker, smallPictures, remote, events, meters, traces);
    }

    @Bean
    JobRunner jobRunner(
            WaitingJobs waiting,
            ClaimedJobs claimed,
            StickerGeneration generation,
            EventCodec codec,
            GenerationEvents events,
            KafkaTemplate<byte[], byte[]> kafka,
            GenerationSettings settings,
            DispatcherSettings dispatcher,
            Clock clock,
            MeterRegistry meters,
            Traces traces) {
        var deadLetters = new DeadLetters(kafka, meters);
        return new JobRunner(
                waiting,
                claimed,
                generation::work,
                new FailedJobs(
                        claimed,
                        events,
                        (job, cause, fault) -> deadLetters.put(
                                ConsumerGroup.GENERATION, job.record(), job.request(), job.attempt(), cause, fault),
                        RetryRule.of(ConsumerGroup.GENERATION, dispatcher.retry()),
                        meters),
                request -> codec.decode(Topics.PHOTO_REQUESTS, request),
                events,
                new JobRunner.Settings(
                        settings.fetches(), settings.look(), settings.lease().dividedBy(3), dispatcher.drainTimeout()),
                clock,
                meters,
                traces);
    }

    @Bean
    WokenJobs wokenJobs(WaitingJobs waiting, JobRunner runner) {
        return jobId -> {
            waiting.hasten(jobId);
            runner.wake();
        };
    }

    @Bean
    LedgerWatch jobsWatch(JdbcClient database, MeterRegistry meters) {
        return new LedgerWatch(database, "generations", "request is not null", List.of("waiting", "claimed"), meters);
    }

    @Bean
    Dispatcher generationDispatcher(
            DispatcherFactory dispatchers,
            EventCodec codec,
            WaitingJobs jobs,
            GenerationEvents events,
            JobRunner runner,
            Cancellations cancellations,
            StyleSheets styleSheets,
            PackSheets packSheets,
            SetPictures setPictures,
            RemoteGenerations remote,
            Forgetting forgetting,
            Exporting exporting,
            ChildSettings children) {
        return dispatchers.create(
                ConsumerGroup.GENERATION,
                List.of(
                        new Subscription<>(
                                Topics.PHOTO_REQUESTS.name(),
                                ReceivedRequest.reader(codec.reader(Topics.PHOTO_REQUESTS)),
                                new RequestIntake(jobs, events, runner::wake),
                                Workers.virtual(STORING)),
                        Subscription.to(
                                Topics.JOB_COMMANDS,
                                codec.reader(Topics.JOB_COMMANDS),
                                (command, _) -> {
                                    if (command.getKind() == JobCommandKind.CANCEL) {
                                        cancellations.note(command.getJobId());
                                        jobs.cancel(command.getJobId());
                                        remote.cancel(command.getJobId());
                                    }
                                    return Outcome.done();
                                },
                                Workers.virtual(2)),
                        Subscription.to(
                                Topics.STICKER_DELIVERED,
                                codec.reader(Topics.STICKER_DELIVERED),
                                (delivered, _) -> {
                                    jobs.delivered(delivered.getJobId());
                                    runner.wake();
                                    return Outcome.done();
                                },
                                Workers.virtual(2)),
                        Subscription.to(
                                Topics.DELIVERY_FAILED,
                                codec.reader(Topics.DELIVERY_FAILED),
                                (failed, _) -> {
                                    jobs.delivered(failed.getJobId());
                                    runner.wake();
                                    return Outcome.done();
                                },
                                Workers.virtual(2)),
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
                        // As many photos as there are processes to draw in.
                        Subscription.to(
                                Topics.STYLE_SHEET_REQUESTS,
                                codec.reader(Topics.STYLE_SHEET_REQUESTS),
                                styleSheets,
                                Workers.virtual(children.countOrHalfTheCores())),
                        Subscription.to(
                                Topics.PACK_SHEET_REQUESTS,
                                codec.reader(Topics.PACK_SHEET_REQUESTS),
                                packSheets,
                                Workers.virtual(children.countOrHalfTheCores())),
                        Subscription.to(
                                Topics.SET_PICTURE_REQUESTS,
                                codec.reader(Topics.SET_PICTURE_REQUESTS),
                                setPictures,
                                Workers.virtual(children.countOrHalfTheCores()))));
    }

    @Bean
    NewTopics generationTopics() {
        return TopicDeclarations.forGroups(List.of(ConsumerGroup.GENERATION));
    }
}
