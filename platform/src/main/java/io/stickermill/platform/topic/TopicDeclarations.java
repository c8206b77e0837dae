package io.stickermill.platform.topic;

import io.stickermill.schemas.ConsumerGroup;
import io.stickermill.schemas.Topics;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.kafka.core.KafkaAdmin.NewTopics;

/** The topics that a service declares at its start, in the words of Spring's admin client. */
public final class TopicDeclarations {

    private TopicDeclarations() {}

    /**
     * Every topic of the flow, and the retry and dead-letter topics of the groups that the service runs: those only where
     * they are used, since a small broker should not carry hundreds of idle partitions.
     */
    public static NewTopics forGroups(List<ConsumerGroup> groups) {
        List<NewTopic> declared = new ArrayList<>();
        Topics.all()
                .forEach(topic -> declared.add(TopicBuilder.name(topic.name())
                        .partitions(topic.partitions())
                        .configs(topic.brokerSettings())
                        .build()));
        for (ConsumerGroup group : groups) {
            group.retryTopics().forEach(retry -> declared.add(ofGroup(retry.name())));
            declared.add(ofGroup(group.deadLetterTopic()));
        }
        return new NewTopics(declared.toArray(NewTopic[]::new));
    }

    private static NewTopic ofGroup(String name) {
        return TopicBuilder.name(name)
                .partitions(ConsumerGroup.PARTITIONS)
                .configs(ConsumerGroup.brokerSettings())
                .build();
    }
}
