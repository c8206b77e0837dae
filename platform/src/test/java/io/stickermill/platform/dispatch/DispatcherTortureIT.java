package io.stickermill.platform.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class DispatcherTortureIT {

    private static final Logger log = LoggerFactory.getLogger(DispatcherTortureIT.class);

    @Test
    void membersThatJoinLeaveAndDieSkipNothingAndKeepEachKeysOrder() throws Exception {
        try (Torture torture = new Torture(Broker.shared().bootstrap());
                MemberProcess third = torture.prepare("third")) {
            torture.produce(2000);
            torture.join("first");
            torture.join("second");
            torture.awaitFinished(300);
            torture.assertAllWork("first", "second");

            third.join();
            torture.assertAllWork("third", "first", "second");

            torture.leave("second");
            torture.assertAllWork("first", "third");

            third.kill();
            torture.assertAllWork("first");

            int redone = torture.assertGuaranteesHeldToTheEnd();
            log.info("2000 records; done again: 0 at the join, 0 at the leave, {} after the kill", redone);
            assertThat(redone).isLessThan(100);
        }
    }
}
