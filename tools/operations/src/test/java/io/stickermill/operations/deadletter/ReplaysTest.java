package io.stickermill.operations.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.stickermill.schemas.ConsumerGroup;
import io.stickermill.schemas.GroupHeaders;
import io.stickermill.schemas.Replay;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class ReplaysTest {

    private static final Instant T = Instant.parse("2026-01-31T03:00:00Z");
    private static final byte[] KEY = {(byte) 0xc3, 0x28};
    private static final byte[] VALUE = {0, 1, (byte) 0xfe};

    @Test
    void keyBytesAndOwnHeadersAreAsTheyWereAndItStartsAfresh() {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>("history.dlt", 2, 9, KEY, VALUE);
        headers(Map.of(
                        "job_id",
                        "a-job",
                        GroupHeaders.TOPIC,
                        "sticker-delivered",
                        GroupHeaders.PARTITION,
                        "4",
                        GroupHeaders.OFFSET,
                        "17",
                        GroupHeaders.TIMESTAMP,
                        "2026-01-30T00:00:00Z",
                        GroupHeaders.ATTEMPTS,
                        "28",
                        GroupHeaders.DUE,
                        "2026-01-30T00:10:00Z",
                        GroupHeaders.CAUSE,
                        "broken",
                        GroupHeaders.STACK,
                        "at"))
                .forEach((name, text) -> record.headers().add(name, text));
        record.headers().add("raw", new byte[] {(byte) 0xfd});
        DeadLetter letter = DeadLetter.of(ConsumerGroup.HISTORY, record);

        ProducerRecord<byte[], byte[]> again = Replays.again(letter, record, VALUE, new Replay(letter.place(), T));

        assertThat(again.topic()).isEqualTo("history.retry-5s");
        assertThat(again.key()).isEqualTo(KEY);
        assertThat(again.value()).isEqualTo(VALUE);
        assertThat(again.headers().lastHeader("raw").value()).containsExactly(0xfd);
        assertThat(texts(again))
                .containsEntry("job_id", "a-job")
                .containsEntry(GroupHeaders.TOPIC, "sticker-delivered")
                .containsEntry(GroupHeaders.PARTITION, "4")
                .containsEntry(GroupHeaders.OFFSET, "17")
                .containsEntry(GroupHeaders.ATTEMPTS, "0")
                .containsEntry(GroupHeaders.DUE, "1970-01-01T00:00:00Z")
                .containsEntry(GroupHeaders.REPLAY, "history.dlt-2-9@2026-01-31T03:00:00Z")
                .doesNotContainKeys(GroupHeaders.CAUSE, GroupHeaders.STACK);
    }

    @Test
    void aStrayRecordIsNotReplayed() {
        ConsumerRecord<byte[], byte[]> stray = new ConsumerRecord<>("history.dlt", 0, 1, KEY, VALUE);
        DeadLetter letter = DeadLetter.of(ConsumerGroup.HISTORY, stray);

        assertThatIllegalStateException()
                .isThrownBy(() -> Replays.again(letter, stray, VALUE, new Replay(letter.place(), T)))
                .withMessageContaining("history.dlt-0-1 does not say which record it was");
    }

    private static Map<String, byte[]> headers(Map<String, String> texts) {
        Map<String, byte[]> headers = new HashMap<>();
        texts.forEach((name, text) -> headers.put(name, text.getBytes(UTF_8)));
        return headers;
    }

    private static Map<String, String> texts(ProducerRecord<?, ?> record) {
        Map<String, String> texts = new HashMap<>();
        record.headers().forEach(header -> texts.put(header.key(), new String(header.value(), UTF_8)));
        return texts;
    }
}
