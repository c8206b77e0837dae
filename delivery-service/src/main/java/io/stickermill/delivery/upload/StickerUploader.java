package io.stickermill.delivery.upload;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.SpanKind;
import io.stickermill.delivery.file.StickerFiles;
import io.stickermill.platform.dispatch.Delivery;
import io.stickermill.platform.dispatch.Outcome;
import io.stickermill.platform.dispatch.RecordHandler;
import io.stickermill.platform.event.EventPublisher;
import io.stickermill.platform.ledger.Claim;
import io.stickermill.platform.ledger.Ledger;
import io.stickermill.platform.metric.Metric;
import io.stickermill.platform.storage.ContentType;
import io.stickermill.platform.storage.ObjectStorage;
import io.stickermill.platform.storage.StorageKeys;
import io.stickermill.platform.storage.StorageRefused;
import io.stickermill.platform.trace.Traces;
import io.stickermill.schemas.StickerReady;
import io.stickermill.schemas.StickerStored;
import io.stickermill.schemas.StoredSubject;
import io.stickermill.schemas.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Uploads each sticker, says so, and only then marks it done: any of it can be repeated. */
final class StickerUploader implements RecordHandler<StickerReady> {

    private final JdbcClient database;
    private final Ledger ledger;
    private final StickerFiles files;
    private final ObjectStorage storage;
    private final EventPublisher events;
    private final Clock clock;
    private final Traces traces;
    private final Timer uploadTimer;

    StickerUploader(
            JdbcClient database,
            Ledger ledger,
            StickerFiles files,
            ObjectStorage storage,
            EventPublisher events,
            Clock clock,
            MeterRegistry meters,
            Traces traces) {
        this.database = database;
        this.ledger = ledger;
        this.files = files;
        this.storage = storage;
        this.events = events;
        this.clock = clock;
        this.traces = traces;
        this.uploadTimer = Metric.STEP_UPLOAD.timer(meters);
    }

    @Override
    public Outcome handle(StickerReady sticker, Delivery delivery) {
        UUID id = sticker.getStickerId();
        return switch (ledger.claim(id)) {
            case Claim.Ended _ -> Outcome.done();
            case Claim.LeasedByAnother(Duration _) ->
                new Outcome.Wait(Duration.ofSeconds(1), "another instance is uploading it");
            case Claim.Granted claim -> {
                try {
                    yield upload(sticker, delivery, claim);
                } catch (StorageRefused refused) {
                    ledger.release(id, claim);
                    yield new Outcome.DeadLetter(String.valueOf(refused.getMessage()));
                } catch (RuntimeException e) {
                    ledger.release(id, claim);
                    throw e;
                }
            }
        };
    }

    private Outcome upload(StickerReady sticker, Delivery delivery, Claim.Granted claim) {
        byte[] file = files.of(sticker);
        String key = key(sticker);
        ContentType type = traces.part("upload", SpanKind.CLIENT, () -> storage.put(key, file));
        Instant now = clock.instant();
        Duration took = Duration.between(delivery.receivedAt(), now);
        uploadTimer.record(took);
        var stored = StickerStored.newBuilder()
                .setSubject(StoredSubject.STICKER)
                .setStickerId(sticker.getStickerId())
                .setJobId(sticker.getJobId())
                .setSessionId(sticker.getSessionId())
                .setPackBatchId(sticker.getPackBatchId())
                .setPackIndex(sticker.getPackIndex())
                .setUserId(sticker.getUserId())
                .setChatId(sticker.getChatId())
                .setStorageKey(key)
                .setSizeBytes(file.length)
                .setContentType(type.mime())
                .setStep7Upload(took.toMillis())
                .setReadyAt(sticker.getReadyAt())
                .setRequestedAt(sticker.getRequestedAt())
                .setStoredAt(now)
                .build();
        events.publish(Topics.STICKER_STORED, sticker.getChatId(), sticker.getJobId(), sticker.getStickerId(), stored);
        database.sql("""
                update uploads set state = 'done', storage_key = ?, ended_at = now()
                 where id = ? and claim_token = ? and state = 'claimed'
                """).params(key, sticker.getStickerId(), claim.token()).update();
        return Outcome.done();
    }

    private static String key(StickerReady sticker) {
        return sticker.getPackBatchId() == null
                ? StorageKeys.sticker(
                        sticker.getUserId(), sticker.getSessionId(), sticker.getRequestedAt(), sticker.getStickerId())
                : StorageKeys.packSticker(
                        sticker.getUserId(),
                        sticker.getPackBatchId(),
                        sticker.getRequestedAt(),
                        sticker.getPackIndex());
    }
}
