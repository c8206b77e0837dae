package io.stickermill.emulator.file;

import io.javalin.http.Context;
import io.stickermill.emulator.api.Bot;
import io.stickermill.emulator.api.Refusal;
import io.stickermill.emulator.call.BotApi;
import io.stickermill.emulator.call.CallJournal;
import io.stickermill.emulator.fault.Connections;
import io.stickermill.emulator.fault.Fault;
import io.stickermill.emulator.fault.Faults;
import io.stickermill.emulator.fault.Pauses;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /file/bot<token>/<path>}, slow or broken when a fault for {@code file} says so. */
public final class FileDownloads {
    private static final int CHUNKS_PER_SECOND = 10;
    private static final int BUFFER = 64 * 1024;

    private final Bot bot;
    private final FileStore files;
    private final Faults faults;
    private final Pauses pauses;
    private final CallJournal journal;
    private final Clock clock;

    public FileDownloads(Bot bot, FileStore files, Faults faults, Pauses pauses, CallJournal journal, Clock clock) {
        this.bot = bot;
        this.files = files;
        this.faults = faults;
        this.pauses = pauses;
        this.journal = journal;
        this.clock = clock;
    }

    /** Answers one download, whatever comes of it. */
    public void handle(Context http) throws IOException {
        Instant startedAt = clock.instant();
        Refusal refusal = null;
        try {
            bot.check(http.pathParam("token"));
            serve(http, downloadable(http.pathParam("path")), faults.take(Fault.DOWNLOAD, null));
        } catch (Refusal e) {
            refusal = e;
        }
        write(startedAt, refusal);
        if (refusal != null) {
            BotApi.refuse(http, refusal);
        }
    }

    private StoredFile downloadable(String path) {
        return files.findByPath(path)
                .filter(file -> file.size() != null && file.size() <= GetFile.LARGEST)
                .orElseThrow(() -> Refusal.of(404, "Not Found"));
    }

    private void serve(Context http, StoredFile file, Fault fault) throws IOException {
        pauses.rest(fault.delay());
        long size = Files.size(files.bytes(file));
        switch (fault.what()) {
            case STATUS, STATUS_AFTER -> throw fault.refusal();
            case CLOSE_BEFORE -> Connections.cut(http);
            case NONE, TWICE, LOST, CHARGEBACK -> {
                head(http, size);
                copy(file, size, fault, http.res().getOutputStream());
            }
            case CLOSE_AFTER, HANG_AFTER -> {
                head(http, size);
                OutputStream out = http.res().getOutputStream();
                copy(file, size / 2, fault, out);
                out.flush();
                if (fault.what() == Fault.Action.HANG_AFTER) {
                    pauses.hang();
                }
                Connections.cut(http);
            }
        }
    }

    private static void head(Context http, long size) {
        http.res().setContentType("application/octet-stream");
        http.res().setContentLengthLong(size);
    }

    private void copy(StoredFile file, long length, Fault fault, OutputStream out) throws IOException {
        Long pace = fault.bytesPerSecond();
        int chunk = pace == null ? BUFFER : Math.clamp(pace / CHUNKS_PER_SECOND, 1, BUFFER);
        try (InputStream in = Files.newInputStream(files.bytes(file))) {
            long left = length;
            while (left > 0) {
                byte[] bytes = in.readNBytes((int) Math.min(chunk, left));
                if (bytes.length == 0) {
                    return;
                }
                out.write(bytes);
                left -= bytes.length;
                if (pace != null) {
                    out.flush();
                    pauses.rest(Duration.ofNanos(bytes.length * 1_000_000_000L / pace));
                }
            }
        }
    }

    private void write(Instant startedAt, @Nullable Refusal refusal) {
        journal.write(
                "file",
                null,
                startedAt,
                clock.instant(),
                refusal == null ? 200 : refusal.status(),
                refusal == null ? null : refusal.description(),
                Set.of());
    }
}
