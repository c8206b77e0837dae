package io.stickermill.gateway.update;

import io.stickermill.schemas.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaAdmin;

/**
 * Looks whether Kafka would take what updates ask for: each partition of their topics has a leader. The database is not looked
 * at, since a failure is counted there: while it is away, none is.
 */
final class KafkaLook extends Look {

    private static final Logger log = LoggerFactory.getLogger(KafkaLook.class);

    private static final List<String> TOPICS = List.of(
            Topics.PHOTO_REQUESTS.name(),
            Topics.CHAT_REPLIES.name(),
            Topics.JOB_COMMANDS.name(),
            Topics.STYLE_SHEET_REQUESTS.name());

    private final KafkaAdmin admin;

    KafkaLook(KafkaAdmin admin) {
        this.admin = admin;
    }

    @Override
    boolean look() {
        Map<String, Object> settings = new HashMap<>(admin.getConfigurationProperties());
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) LONGEST.toMillis());
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) LONGEST.toMillis());
        try (Admin kafka = Admin.create(settings)) {
            Map<String, TopicDescription> topics =
                    kafka.describeTopics(TOPICS).allTopicNames().get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
            return topics.values().stream()
                    .flatMap(topic -> topic.partitions().stream())
                    .allMatch(partition ->
                            partition.leader() != null && !partition.leader().isEmpty());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            log.info("Kafka does not answer: {}", e.toString());
            return false;
        }
    }
}
