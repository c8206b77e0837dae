package io.stickermill.operations.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.stickermill.schemas.ConsumerGroup;
import io.stickermill.schemas.RecordPlace;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SelectionTest {

    private static final Instant T = Instant.parse("2026-01-31T03:00:00Z");
    private static final DeadLetter LETTER = new DeadLetter(
            new RecordPlace("delivery-telegram.dlt", 1, 7),
            ConsumerGroup.DELIVERY_TELEGRAM,
            T,
            "4711",
            Map.of(
                    "job_id", "85aeab7b-6801-59dc-873c-d04a55d69539",
                    "stickermill.topic", "sticker-ready",
                    "stickermill.partition", "3",
                    "stickermill.offset", "12"),
            10,
            null,
            null);

    @Test
    void aDeadLetterTopicMeansItsGroupAndAnOriginalTopicAllGroups() {
        assertThat(Selection.of("delivery-telegram.dlt", null, null, null).groups())
                .containsExactly(ConsumerGroup.DELIVERY_TELEGRAM);
        assertThat(Selection.of("sticker-ready", null, null, null).groups()).containsExactly(ConsumerGroup.values());
        assertThat(Selection.of("sticker-ready", "delivery-storage", null, null).groups())
                .containsExactly(ConsumerGroup.DELIVERY_STORAGE);
    }

    @Test
    void aLetterIsNamedByItsPlaceItsRecordOrItsJob() {
        assertThat(selected("delivery-telegram.dlt", "delivery-telegram.dlt-1-7", null))
                .isTrue();
        assertThat(selected("sticker-ready", "sticker-ready-3-12", null)).isTrue();
        assertThat(selected(null, "85AEAB7B-6801-59DC-873C-D04A55D69539", null)).isTrue();
        assertThat(selected(null, "sticker-ready-3-13", null)).isFalse();
    }

    @Test
    void whatCameFromElsewhereOrBeforeIsLeftOut() {
        assertThat(selected("photo-requests", null, null)).isFalse();
        assertThat(selected("sticker-ready", null, T)).isTrue();
        assertThat(selected("sticker-ready", null, T.plusMillis(1))).isFalse();
    }

    @Test
    void whatThereIsNotIsSaidWithWhatThereIs() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Selection.of("sticker-redy", null, null, null))
                .withMessageContaining("sticker-redy")
                .withMessageContaining("generation.dlt")
                .withMessageContaining("sticker-ready");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Selection.of(null, "deliveries", null, null))
                .withMessageContaining("delivery-telegram");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Selection.of("history.dlt", "generation", null, null))
                .withMessageContaining("history.dlt has the dead letters of the group history, not of generation");
    }

    private static boolean selected(String topic, String id, Instant since) {
        return Selection.of(topic, null, id, since).holds(LETTER);
    }
}
