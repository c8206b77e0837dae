package io.stickermill.platform.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stickermill.schemas.GroupHeaders;
import java.time.Instant;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;

class OriginTest {

    private static final Instant DUE = Instant.parse("2026-11-02T08:00:05.123Z");

    @Test
    void travelsThroughHopsBesideTheRecordsOwnHeaders() {
        ConsumerRecord<byte[], byte[]> direct = new ConsumerRecord<>("sticker-ready", 7, 42, null, new byte[0]);
        direct.headers().add("job_id", "a-job".getBytes(UTF_8)).add("raw", new byte[] {(byte) 0xff, 0});
        Origin first = Origin.of(direct);

        ConsumerRecord<byte[], byte[]> hop1 = new ConsumerRecord<>("history.retry-5s", 1, 3, null, new byte[0]);
        first.retriedAt(DUE, 7).in(direct.headers(), "refused").forEach(hop1.headers()::add);
        Origin second = Origin.read(hop1);
        assertThat(second)
                .isEqualTo(new Origin("sticker-ready", 7, 42, Instant.ofEpochMilli(direct.timestamp()), 7, DUE));

        ConsumerRecord<byte[], byte[]> hop2 = new ConsumerRecord<>("history.retry-1m", 1, 3, null, new byte[0]);
        second.retriedAt(DUE.plusSeconds(60), 14).in(hop1.headers(), "again").forEach(hop2.headers()::add);
        assertThat(Origin.read(hop2).attempts()).isEqualTo(14);
        assertThat(hop2.headers()).hasSize(9);
        assertThat(hop2.headers().lastHeader("raw").value()).containsExactly(0xff, 0);
        assertThat(Arrays.stream(hop2.headers().toArray()).map(Header::key)).startsWith("job_id", "raw");
    }

    @Test
    void strangeRecordOnARetryTopicIsItsOwnOrigin() {
        ConsumerRecord<byte[], byte[]> strange = new ConsumerRecord<>("history.retry-5s", 1, 3, null, new byte[0]);
        strange.headers()
                .add(GroupHeaders.TOPIC, "sticker-ready".getBytes(UTF_8))
                .add(GroupHeaders.PARTITION, new byte[] {1});

        assertThat(Origin.read(strange).topic()).isEqualTo("history.retry-5s");
    }
}
