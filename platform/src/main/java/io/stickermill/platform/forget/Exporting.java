package io.stickermill.platform.forget;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stickermill.platform.dispatch.Delivery;
import io.stickermill.platform.dispatch.Outcome;
import io.stickermill.platform.dispatch.RecordHandler;
import io.stickermill.platform.event.EventPublisher;
import io.stickermill.platform.person.Person;
import io.stickermill.schemas.ExportPart;
import io.stickermill.schemas.ExportRequested;
import io.stickermill.schemas.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** Tells a person's own copy of all that one service keeps of them. */
public final class Exporting implements RecordHandler<ExportRequested> {

    /** Whoever still wants it then has asked again. */
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    /** Well below what the broker takes. */
    private static final int PART_BYTES = 400_000;

    private final String service;
    private final PersonalData data;
    private final EventPublisher events;
    private final Clock clock;

    /** @param service its name */
    Exporting(String service, PersonalData data, EventPublisher events, Clock clock) {
        this.service = service;
        this.data = data;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public Outcome handle(ExportRequested asked, Delivery delivery) {
        if (asked.getRequestedAt().isBefore(clock.instant().minus(LONGEST_WAIT))) {
            return Outcome.done();
        }
        byte[] all = gzipped(data.rows(new Person(asked.getUserId(), asked.getTelegramUserId())));
        int parts = Math.ceilDiv(all.length, PART_BYTES);
        for (int number = 0; number < parts; number++) {
            int from = number * PART_BYTES;
            events.publish(
                    Topics.EXPORT_PARTS,
                    asked.getTelegramUserId(),
                    null,
                    null,
                    ExportPart.newBuilder()
                            .setExportId(asked.getExportId())
                            .setService(service)
                            .setUserId(asked.getUserId())
                            .setTelegramUserId(asked.getTelegramUserId())
                            .setNumber(number)
                            .setParts(parts)
                            .setContent(ByteBuffer.wrap(all, from, Math.min(PART_BYTES, all.length - from)))
                            .setRequestedAt(asked.getRequestedAt())
                            .build());
        }
        return Outcome.done();
    }

    /** Rows are JSON already. */
    private static byte[] gzipped(Map<String, List<String>> rows) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            String before = "{";
            for (Map.Entry<String, List<String>> table : rows.entrySet()) {
                String members =
                        table.getValue().isEmpty() ? "" : "\n  " + String.join(",\n  ", table.getValue()) + "\n";
                out.write((before + "\n\"" + table.getKey() + "\": [" + members + "]").getBytes(UTF_8));
                before = ",";
            }
            out.write((rows.isEmpty() ? "{}\n" : "\n}\n").getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
