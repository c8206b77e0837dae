package io.stickermill.operations.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class RecordCopiesTest {

    private static final UUID RUN = UUID.fromString("85aeab7b-6801-59dc-873c-d04a55d69539");

    @Test
    void aRunsRecordsAreToldFromThoseWithEmptyHeaders() {
        assertThat(isOf("run_id", RUN.toString().getBytes(UTF_8))).isTrue();
        assertThat(isOf("run_id", null)).as("a header without a value").isFalse();
        assertThat(isOf("run_id", new byte[0])).isFalse();
        assertThat(isOf("run_id", new byte[] {(byte) 0xff})).isFalse();
        assertThat(isOf("other", RUN.toString().getBytes(UTF_8))).isFalse();
    }

    @Test
    void whatWasPublishedAgainIsNotTakenOnceMore() {
        var again = new ConsumerRecord<>("backfill-requests", 0, 0, new byte[0], new byte[0]);
        again.headers().add("run_id", RUN.toString().getBytes(UTF_8)).add("replayed", null);

        assertThat(RecordCopies.isOf(RUN, again)).isFalse();
    }

    private static boolean isOf(String name, byte[] value) {
        var record = new ConsumerRecord<>("backfill-requests", 0, 0, new byte[0], new byte[0]);
        record.headers().add(name, value);
        return RecordCopies.isOf(RUN, record);
    }
}
