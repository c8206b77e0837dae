package io.stickermill.platform.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CauseTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET https://api.telegram.org/botSECRET/getFile failed",
                "bot 123456789:SECRET_aaaaaaaaaaaaaaaaaaaaaaaaaaa refused",
                "/bot123456789:SECRET_aaaaaaaaaaaaaaaaaaaaaaaaaaa/sendSticker",
                "password=SECRET",
                "Authorization: Bearer SECRET",
                "secret: SECRET, next"
            })
    void secretsAreLeftOut(String message) {
        assertThat(Cause.scrub(message)).doesNotContain("SECRET");
    }

    @Test
    void saysWhatWhereAndByWhat() {
        Exception fault = new IllegalStateException("upload failed", new IOException("connection reset"));

        assertThat(Cause.of(fault))
                .startsWith(
                        "IllegalStateException: upload failed, by IOException: connection reset (at CauseTest.java:");
    }

    @Test
    void aStackIsScrubbedLineByLineAndFitsAHeader() {
        Exception fault = new IllegalStateException(
                "upload to https://user:SECRET@example.org/ failed", new IOException("password=SECRET\nreset"));

        assertThat(Cause.stackOf(fault))
                .doesNotContain("SECRET")
                .startsWith("java.lang.IllegalStateException: upload to <url> failed\n    ")
                .contains("\nCaused by: java.io.IOException: password=<hidden>")
                .contains("CauseTest.java:");
        assertThat(Cause.stackOf(new IllegalStateException("x".repeat(10_000)))).hasSize(Cause.MAX_STACK_LENGTH);
    }

    @Test
    void isOneLineOfAtMost500Characters() {
        assertThat(Cause.scrub("a\nb\u0000c ".repeat(200))).hasSize(500).doesNotContain("\n", "\u0000");
    }
}
