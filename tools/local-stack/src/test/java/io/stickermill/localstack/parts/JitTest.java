package io.stickermill.localstack.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class JitTest {

    @Test
    void fewCoresGetTheQuickOne() {
        assertThat(Jit.of(Map.of(), 2)).isEqualTo(Jit.QUICK);
        assertThat(Jit.of(Map.of(), 4)).isEqualTo(Jit.FULL);
    }

    @Test
    void theVariableDecides() {
        assertThat(Jit.of(Map.of("STICKERMILL_JIT", "Full"), 2)).isEqualTo(Jit.FULL);
        assertThat(Jit.of(Map.of("STICKERMILL_JIT", "quick"), 64)).isEqualTo(Jit.QUICK);
    }

    @Test
    void anotherWordIsRefusedByName() {
        assertThatThrownBy(() -> Jit.of(Map.of("STICKERMILL_JIT", "fast"), 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("STICKERMILL_JIT")
                .hasMessageContaining("quick or full");
    }
}
