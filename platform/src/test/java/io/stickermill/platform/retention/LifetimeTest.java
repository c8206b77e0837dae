package io.stickermill.platform.retention;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stickermill.schemas.ConsumerGroup;
import io.stickermill.schemas.Topic;
import io.stickermill.schemas.Topics;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LifetimeTest {

    @Test
    void nothingIsForgottenThatATopicCouldBringBack() {
        for (Topic<?> topic : Topics.all()) {
            Duration afterAReplay = topic.retention().multipliedBy(2).plus(ConsumerGroup.retention());
            assertThatThrownBy(() -> Lifetime.mustOutliveTopics("a.setting", topic.retention()))
                    .as(topic.name())
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> Lifetime.mustOutliveTopics("a.setting", afterAReplay.minusSeconds(1)))
                    .as(topic.name())
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatCode(() -> Lifetime.mustOutliveTopics("a.setting", Topics.longestReturn()))
                .doesNotThrowAnyException();
    }

    @Test
    void theRefusalNamesTheSettingTheReasonAndTheRemedy() {
        assertThatThrownBy(() -> Lifetime.mustOutliveTopics("stickermill.retention.deliveries", Duration.ofDays(3)))
                .hasMessageContaining("stickermill.retention.deliveries is 3d")
                .hasMessageContaining("dead letters")
                .hasMessageEndingWith("set at least 21d");
    }
}
