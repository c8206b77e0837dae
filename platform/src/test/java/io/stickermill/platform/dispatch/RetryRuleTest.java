package io.stickermill.platform.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.stickermill.platform.dispatch.RetryRule.NextTry;
import io.stickermill.schemas.ConsumerGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetryRuleTest {

    private static final RetryPolicy POLICY = new RetryPolicy(2, Duration.ofMillis(100), Duration.ofSeconds(4), 0);
    private final RetryRule rule = RetryRule.of(ConsumerGroup.HISTORY, POLICY);

    @Test
    void rowsOfTriesInPlaceWithRisingDelaysBetweenThem() {
        List<Integer> hops = new ArrayList<>();
        int attempts = 1;
        for (; !(rule.after(attempts) instanceof NextTry.Exhausted); attempts++) {
            switch (rule.after(attempts)) {
                case NextTry.InPlace(Duration delay) -> {
                    assertThat(attempts % 3).isNotZero();
                    assertThat(delay).isEqualTo(Duration.ofMillis(attempts % 3 * 100L));
                }
                case NextTry.Later(int hop, Duration _) -> hops.add(hop);
                case NextTry.Exhausted() -> {}
            }
        }

        assertThat(hops).containsExactly(0, 0, 0, 0, 1, 1, 1, 2);
        assertThat(attempts).as("nine rows of three").isEqualTo(27);
    }

    /** A record counts its failures since it came from its topic, a job all of them: both come to the same. */
    @Test
    void whoCountsInRowsAndWhoCountsInAllAreToldTheSame() {
        for (int attempts = 1; attempts <= 27; attempts++) {
            int inRow = (attempts - 1) % 3 + 1;
            assertThat(rule.after(attempts)).isEqualTo(rule.after(inRow, attempts));
        }
    }

    @Test
    void anOutageIsNeverExhaustedWhereThereIsALongerDelay() {
        assertThat(rule.afterOutage(3000)).isEqualTo(new NextTry.Later(2, Duration.ofMinutes(10)));
        assertThat(new RetryRule(POLICY, List.of()).afterOutage(3000)).isEqualTo(new NextTry.Exhausted());
    }
}
