package io.stickermill.platform.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class OffsetMetadataTest {

    @Test
    void readsWhatItWrites() {
        Random random = new Random(7);
        for (int i = 0; i < 500; i++) {
            BitSet finished = new BitSet();
            int span = random.nextInt(OffsetMetadata.MAX_BITS);
            random.ints(random.nextInt(300), 0, span + 1).forEach(finished::set);

            assertThat(OffsetMetadata.decode(OffsetMetadata.encode(finished))).isEqualTo(finished);
        }
    }

    @Test
    void staysWithinTheBrokersLimitAndRedoesTheRest() {
        BitSet finished = new BitSet();
        finished.set(1, 100_000);

        String metadata = OffsetMetadata.encode(finished);

        assertThat(metadata.getBytes(UTF_8)).hasSizeLessThanOrEqualTo(4096);
        assertThat(OffsetMetadata.decode(metadata)).isEqualTo(finished.get(0, OffsetMetadata.MAX_BITS));
    }

    @Test
    void usualWindowTakesFewBytes() {
        BitSet finished = new BitSet();
        finished.set(1, 300);

        assertThat(OffsetMetadata.encode(finished)).hasSizeLessThan(60);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "1:", "1:not base64!", "2:AAAA", "set by a person"})
    void whatCannotBeReadIsNothingFinished(String metadata) {
        assertThat(OffsetMetadata.decode(metadata).isEmpty()).isTrue();
    }
}
