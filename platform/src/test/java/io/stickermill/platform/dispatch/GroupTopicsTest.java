package io.stickermill.platform.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.stickermill.platform.dispatch.GroupTopics.Exhausted;
import io.stickermill.platform.dispatch.GroupTopics.InPlace;
import io.stickermill.platform.dispatch.GroupTopics.Through;
import io.stickermill.schemas.ConsumerGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupTopicsTest {

    private static final RetryPolicy POLICY = new RetryPolicy(2, Duration.ofMillis(100), Duration.ofSeconds(4), 0);
    private final GroupTopics topics = GroupTopics.of(ConsumerGroup.HISTORY);

    @Test
    void firstInPlaceThenThroughEachRetryTopicThenNoMore() {
        assertThat(topics.after("sticker-stored", 1, 1, POLICY)).isEqualTo(new InPlace(Duration.ofMillis(100)));
        assertThat(topics.after("sticker-stored", 2, 2, POLICY)).isEqualTo(new InPlace(Duration.ofMillis(200)));
        assertThat(topics.after("history.retry-5s", 1, 4, POLICY)).isEqualTo(new InPlace(Duration.ofMillis(100)));

        List<Duration> delays = new ArrayList<>();
        String topic = "sticker-stored";
        int attempts = 3;
        while (topics.after(topic, 3, attempts, POLICY) instanceof Through(String next, Duration delay)) {
            delays.add(delay);
            topic = next;
            attempts += 3;
        }
        assertThat(delays)
                .extracting(Duration::toSeconds)
                .as("none is much longer than all before it")
                .containsExactly(5L, 5L, 5L, 5L, 60L, 60L, 60L, 600L);
        assertThat(topics.after(topic, 3, attempts, POLICY)).isEqualTo(new Exhausted());
    }

    @Test
    void anOutageGoesThroughTheLastRetryTopicAnyNumberOfTimes() {
        assertThat(topics.afterOutage("sticker-stored", 1, 1, POLICY)).isEqualTo(new InPlace(Duration.ofMillis(100)));
        assertThat(topics.afterOutage("history.retry-10m", 3, 300, POLICY))
                .isEqualTo(new Through("history.retry-10m", Duration.ofMinutes(10)));
    }

    @Test
    void fewerRetryTopicsMakeADeadLetterSoonerAlsoOfAReplay() {
        RetryPolicy none = new RetryPolicy(0, Duration.ofMillis(100), Duration.ofSeconds(4), 0, 0);
        RetryPolicy one = new RetryPolicy(0, Duration.ofMillis(100), Duration.ofSeconds(4), 0, 1);

        assertThat(topics.after("sticker-stored", 1, 1, none)).isEqualTo(new Exhausted());
        assertThat(topics.after("history.retry-5s", 1, 1, none)).isEqualTo(new Exhausted());
        assertThat(topics.after("sticker-stored", 1, 1, one))
                .isEqualTo(new Through("history.retry-5s", Duration.ofSeconds(5)));
        assertThat(topics.after("history.retry-5s", 1, 2, one)).isEqualTo(new Exhausted());
    }

    @Test
    void whatWaitsAsideComesNearestToItsTimeAndNotPastIt() {
        assertThat(topics.aside(Duration.ofSeconds(3)))
                .contains(new Through("history.retry-5s", Duration.ofSeconds(3)));
        assertThat(topics.aside(Duration.ofSeconds(7)))
                .contains(new Through("history.retry-5s", Duration.ofSeconds(5)));
        assertThat(topics.aside(Duration.ofSeconds(61)))
                .contains(new Through("history.retry-1m", Duration.ofMinutes(1)));
        assertThat(topics.aside(Duration.ofHours(1)))
                .contains(new Through("history.retry-10m", Duration.ofMinutes(10)));
        assertThat(new GroupTopics("history", List.of(), "history.dlt").aside(Duration.ofHours(1)))
                .isEmpty();
    }

    @Test
    void defaultsStayAboutTenSecondsInPlace() {
        RetryPolicy policy = RetryPolicy.defaults();
        Duration inPlace = IntStream.rangeClosed(1, policy.inPlaceRetries())
                .mapToObj(policy::delayAfter)
                .reduce(Duration.ZERO, Duration::plus);

        assertThat(inPlace).isBetween(Duration.ofSeconds(8), Duration.ofSeconds(13));
        assertThat(policy.delayAfter(1000)).isLessThanOrEqualTo(Duration.ofMillis(4800));
    }
}
