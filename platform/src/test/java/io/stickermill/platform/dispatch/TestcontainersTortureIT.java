package io.stickermill.platform.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;

/** The same guarantees on the broker's official image. */
class TestcontainersTortureIT {

    private static final String IMAGE = "apache/kafka:4.2.1";

    @Test
    void membersThatJoinAndLeaveSkipNothingRedoNothingAndKeepEachKeysOrder() throws Exception {
        assumeTrue(
                DockerClientFactory.instance().isDockerAvailable(),
                "skipped: no Docker engine here to run " + IMAGE
                        + "; DispatcherTortureIT runs the same on a broker from" + " Maven Central");
        try (KafkaContainer kafka = new KafkaContainer(IMAGE)) {
            kafka.start();
            try (Torture torture = new Torture(kafka.getBootstrapServers())) {
                torture.startProducing();
                torture.join("first");
                torture.join("second");
                torture.assertAllWork("first", "second");

                torture.leave("second");
                torture.assertAllWork("first");

                assertThat(torture.assertGuaranteesHeldToTheEnd(1000)).isZero();
            }
        }
    }
}
