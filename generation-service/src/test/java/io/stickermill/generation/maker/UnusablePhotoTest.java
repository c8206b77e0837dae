package io.stickermill.generation.maker;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.stickermill.schemas.GenerationFailure;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UnusablePhotoTest {

    @ParameterizedTest
    @EnumSource
    void everyReasonHasItsNamesakeInTheEvent(UnusablePhoto.Reason reason) {
        assertThatCode(() -> GenerationFailure.valueOf(reason.name())).doesNotThrowAnyException();
    }
}
