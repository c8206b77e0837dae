package io.stickermill.benchmarks;

import io.stickermill.schemas.StickerDelivered;
import io.stickermill.schemas.StickerStored;
import io.stickermill.schemas.Topics;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What delivery says of its two halves: when Telegram had answered, when storage had. */
final class StepSevens implements AutoCloseable {

    private final Map<UUID, List<StickerDelivered>> delivered = new ConcurrentHashMap<>();
    private final Map<UUID, List<StickerStored>> stored = new ConcurrentHashMap<>();
    private final WireFormat<StickerDelivered> deliveredFormat;
    private final WireFormat<StickerStored> storedFormat;
    private final TopicTail reader;

    StepSevens(BenchStack stack) throws IOException, InterruptedException {
        this.deliveredFormat = WireFormat.of(Topics.STICKER_DELIVERED, stack.registry());
        this.storedFormat = WireFormat.of(Topics.STICKER_STORED, stack.registry());
        this.reader = new TopicTail(
                stack.bootstrap(), List.of(Topics.STICKER_DELIVERED.name(), Topics.STICKER_STORED.name()), this::note);
    }

    List<StickerDelivered> delivered(UUID sticker) {
        return delivered.getOrDefault(sticker, List.of());
    }

    List<StickerStored> stored(UUID sticker) {
        return stored.getOrDefault(sticker, List.of());
    }

    private void note(ConsumerRecord<byte[], byte[]> record) {
        if (record.topic().equals(Topics.STICKER_DELIVERED.name())) {
            StickerDelivered event = deliveredFormat.decode(record.value());
            delivered
                    .computeIfAbsent(event.getStickerId(), _ -> new CopyOnWriteArrayList<>())
                    .add(event);
        } else {
            StickerStored event = storedFormat.decode(record.value());
            if (event.getStickerId() != null) {
                stored.computeIfAbsent(event.getStickerId(), _ -> new CopyOnWriteArrayList<>())
                        .add(event);
            }
        }
    }

    @Override
    public void close() {
        reader.close();
    }
}
