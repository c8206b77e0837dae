package io.stickermill.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConsoleCommandTest {

    @Test
    void ofTwoKeysTheNewOneIsSent() {
        assertThat(ConsoleCommand.newest("the-new-one, the-old-one")).isEqualTo("the-new-one");
        assertThat(ConsoleCommand.newest("the-only-one")).isEqualTo("the-only-one");
        assertThat(ConsoleCommand.newest(null)).isEmpty();
    }
}
