package io.stickermill.platform.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class DispatcherTortureIT {

    private static final Logger log = LoggerFactory.getLogger(DispatcherTortureIT.class);

    @Test
    void membersThatJoinLeaveAndDieSkipNothingAndKeepEachKeysOrder() throws Exception {
        try (Torture torture = new Torture(TestGroup.sharedBroker());
                MemberProcess third = torture.prepare("third")) {
            torture.startProducing();
            torture.join("first");
            torture.join("second");
            torture.assertAllWork("first", "second");

            third.join();
            torture.assertAllWork("third", "first", "second");

            torture.leave("second");
            torture.assertAllWork("first", "third");

            third.kill();
            torture.assertAllWork("first");

            int redone = torture.assertGuaranteesHeldToTheEnd(2000);
            log.info("2000 records and more; done again: 0 at the join, 0 at the leave, {} after the kill", redone);
            assertThat(redone).isLessThan(100);
        }
    }
}
