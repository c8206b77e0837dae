package io.stickermill.localstack.parts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SpringEnvironmentTest {

    @Test
    void followsTheRulesOfRelaxedBinding() {
        assertThat(SpringEnvironment.of(Map.of(
                        "spring.kafka.bootstrap-servers", "a:1",
                        "stickermill.storage.access-key", "k")))
                .containsOnly(
                        Map.entry("SPRING_KAFKA_BOOTSTRAPSERVERS", "a:1"),
                        Map.entry("STICKERMILL_STORAGE_ACCESSKEY", "k"));
    }
}
