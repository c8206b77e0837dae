package io.stickermill.delivery.telegram;

import io.stickermill.schemas.Topic;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** What was published, in its order. */
final class Published implements Publishing {

    private final List<SpecificRecord> encoded = new ArrayList<>();
    private final List<SpecificRecord> published = new ArrayList<>();

    @Override
    public <T extends SpecificRecord> byte[] encode(Topic<T> topic, T event) {
        encoded.add(event);
        return ByteBuffer.allocate(4).putInt(encoded.size() - 1).array();
    }

    @Override
    public void publish(Topic<?> topic, long chatId, @Nullable UUID jobId, @Nullable UUID stickerId, byte[] event) {
        published.add(encoded.get(ByteBuffer.wrap(event).getInt()));
    }

    <T> List<T> of(Class<T> type) {
        return published.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
