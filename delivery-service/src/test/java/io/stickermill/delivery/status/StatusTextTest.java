package io.stickermill.delivery.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.stickermill.platform.text.Texts;
import io.stickermill.schemas.ChatKind;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusTextTest {

    private final StatusText texts = new StatusText(new Texts("delivery-texts"), Clock.systemUTC());

    @ParameterizedTest
    @CsvSource({
        "en, , false, 'A model is drawing, 20 s so far'",
        "en, , true, 'The model is not to be had just now; it is tried again, 20 s so far'",
        "en, 2, false, '2 pictures before it, 20 s so far'",
        "en, 2, true, '2 pictures before it, 20 s so far'",
        "ru, , false, 'Модель рисует'",
        "ru, , true, 'Модель сейчас недоступна'",
    })
    void aRemoteModelIsSaidToWorkOnlyWhereItDoes(String language, Integer place, boolean waits, String words) {
        var job = new JobInChat(UUID.randomUUID(), 7, ChatKind.PRIVATE, 1, null, language, Instant.now());

        assertThat(texts.of(job, Stage.remote(20, place, waits))).contains(words);
    }
}
