package io.stickermill.gateway;

import io.stickermill.platform.event.EventConfiguration;
import io.stickermill.platform.telegram.TelegramConfiguration;
import io.stickermill.platform.topic.TopicDeclarations;
import io.stickermill.schemas.ConsumerGroup;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.kafka.core.KafkaAdmin.NewTopics;

/** Everything inbound. */
@SpringBootApplication
@Import({EventConfiguration.class, TelegramConfiguration.class})
@EnableConfigurationProperties(GatewaySettings.class)
public class GatewayApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(GatewayApplication.class, arguments);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    NewTopics topics() {
        return TopicDeclarations.forGroups(List.of(ConsumerGroup.GATEWAY_CACHE));
    }
}
