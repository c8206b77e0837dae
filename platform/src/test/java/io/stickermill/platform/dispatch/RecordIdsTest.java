package io.stickermill.platform.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.stickermill.schemas.EventHeaders;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordIdsTest {

    private static final String ID = "3f0c8f52-5d3a-4b59-9d8c-1f3f8f0f6a11";

    @Test
    void readsTheIdsThatWeWrite() {
        Map<String, String> headers = Map.of(EventHeaders.JOB_ID, ID, EventHeaders.STICKER_ID, ID);

        assertThat(RecordIds.of("-1001234567890", headers::get))
                .isEqualTo(new RecordIds(
                        Optional.of(-1001234567890L),
                        Optional.empty(),
                        Optional.of(UUID.fromString(ID)),
                        Optional.of(UUID.fromString(ID))));
        assertThat(RecordIds.of(ID, headers::get).itemId()).contains(UUID.fromString(ID));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                "abc",
                "not-a-uuid",
                "+1001",
                "007",
                "-0",
                "1e3",
                "٣",
                "99999999999999999999",
                "1-1-1-1-1",
                "3f0c8f52-5d3a-4b59-9d8c-1f3f8f0f6a1",
                "3f0c8f525d3a4b599d8c1f3f8f0f6a11",
                "\uFFFD(\u0007",
                "\u0000"
            })
    void whatWeDoNotWriteIsNoId(String text) {
        Map<String, String> headers = new HashMap<>();
        headers.put(EventHeaders.JOB_ID, text);
        headers.put(EventHeaders.STICKER_ID, text);

        assertThat(RecordIds.of(text, headers::get))
                .isEqualTo(new RecordIds(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
    }
}
