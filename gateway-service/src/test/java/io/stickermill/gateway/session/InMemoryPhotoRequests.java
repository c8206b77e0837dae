package io.stickermill.gateway.session;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The twin of the table. */
public final class InMemoryPhotoRequests implements PhotoRequests, SentStickers {

    private final InstantSource clock;
    private final Map<UUID, Row> rows = new LinkedHashMap<>();

    public InMemoryPhotoRequests(InstantSource clock) {
        this.clock = clock;
    }

    private static final class Row {
        private final PhotoRequest request;
        private final Instant notedAt;
        private @Nullable JobEnd end;
        private @Nullable Integer cancelMessageId;
        private @Nullable String stylesPress;
        private Instant stylesPressedAt = Instant.MIN;
        private @Nullable Integer stickerMessageId;
        private boolean deleted;

        Row(PhotoRequest request, Instant notedAt) {
            this.request = request;
            this.notedAt = notedAt;
        }
    }

    /** How many a person has asked for since then that are to be made. */
    public synchronized int toBeMade(UUID userId, Instant since) {
        return (int) rows.values().stream()
                .filter(row -> row.request.asker().userId().equals(userId)
                        && row.request.source() instanceof PhotoSource.Photo
                        && !row.notedAt.isBefore(since))
                .count();
    }

    @Override
    public synchronized PhotoRequest note(PhotoRequest request) {
        return rows.computeIfAbsent(request.jobId(), _ -> new Row(request, clock.instant())).request;
    }

    private Optional<Row> row(UUID jobId) {
        return Optional.ofNullable(rows.get(jobId));
    }

    @Override
    public synchronized Optional<PhotoRequest> find(UUID jobId) {
        return row(jobId).map(row -> row.request);
    }

    @Override
    public synchronized List<UUID> cancel(long chatId, UUID userId, int messageId) {
        return cancel(chatId, userId, messageId, _ -> true);
    }

    @Override
    public synchronized List<UUID> cancel(PhotoRequest job, boolean album, int messageId) {
        return cancel(
                job.asker().chatId(),
                job.asker().userId(),
                messageId,
                found -> found.jobId().equals(job.jobId())
                        || (album
                                && job.albumId() != null
                                && found.albumId() != null
                                && found.sessionId().equals(job.sessionId())));
    }

    private List<UUID> cancel(long chatId, UUID userId, int messageId, Predicate<PhotoRequest> meant) {
        List<Row> theirs = rows.values().stream()
                .filter(row -> row.request.asker().chatId() == chatId
                        && row.request.asker().userId().equals(userId))
                .toList();
        theirs.stream()
                .filter(row -> row.end == null && row.cancelMessageId == null && meant.test(row.request))
                .forEach(row -> row.cancelMessageId = messageId);
        return theirs.stream()
                .filter(row -> row.cancelMessageId != null && row.cancelMessageId == messageId)
                .map(row -> row.request.jobId())
                .toList();
    }

    @Override
    public synchronized String showStyles(UUID jobId, String press) {
        Row row = rows.get(jobId);
        if (row.stylesPress == null || row.stylesPressedAt.plus(DOUBLE_TAP).isBefore(clock.instant())) {
            row.stylesPress = press;
            row.stylesPressedAt = clock.instant();
        }
        return row.stylesPress;
    }

    @Override
    public synchronized List<PhotoRequest> inChat(UUID sessionId) {
        return rows.values().stream()
                .filter(row -> row.request.sessionId().equals(sessionId) && row.end == JobEnd.DELIVERED && !row.deleted)
                .map(row -> row.request)
                .toList();
    }

    @Override
    public synchronized void ended(UUID jobId, JobEnd end) {
        row(jobId).filter(row -> row.end != JobEnd.DELIVERED).ifPresent(row -> row.end = end);
    }

    @Override
    public synchronized boolean hasEnded(UUID jobId) {
        return end(jobId).isPresent();
    }

    @Override
    public synchronized Optional<JobEnd> end(UUID jobId) {
        return row(jobId).map(row -> row.end);
    }

    @Override
    public synchronized void arrived(UUID jobId, int messageId) {
        row(jobId).ifPresent(row -> row.stickerMessageId = messageId);
    }

    @Override
    public synchronized Optional<UUID> jobOf(long chatId, int messageId) {
        return rows.values().stream()
                .filter(row -> row.request.asker().chatId() == chatId
                        && row.stickerMessageId != null
                        && row.stickerMessageId == messageId)
                .map(row -> row.request.jobId())
                .findFirst();
    }

    @Override
    public synchronized boolean hasArrived(UUID jobId) {
        return row(jobId).filter(row -> row.stickerMessageId != null).isPresent();
    }

    @Override
    public synchronized void deleted(UUID jobId) {
        row(jobId).ifPresent(row -> row.deleted = true);
    }

    @Override
    public synchronized boolean isDeleted(UUID jobId) {
        return row(jobId).filter(row -> row.deleted).isPresent();
    }
}
