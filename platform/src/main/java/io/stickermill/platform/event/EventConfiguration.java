package io.stickermill.platform.event;

import io.stickermill.platform.person.ForgottenPeople;
import io.stickermill.platform.trace.Traces;
import io.stickermill.schemas.Topics;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.support.ProducerListener;

/** To be imported by every service: the codec, warm before the service is ready, and the publisher. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RegistrySettings.class)
public class EventConfiguration {

    /** The producer goes on for longer ({@code delivery.timeout.ms} in {@code stickermill-platform.yaml}). */
    private static final Duration PUBLISH_TIMEOUT = Duration.ofSeconds(25);

    @Bean
    EventCodec eventCodec(RegistrySettings settings, ForgottenPeople forgotten) {
        EventCodec codec = new EventCodec(settings.url().toString(), forgotten::isOf);
        codec.warmUp(Topics.all());
        return codec;
    }

    @Bean
    TopicScan topicScan(ConsumerFactory<?, ?> consumers, EventCodec codec) {
        return new TopicScan(consumers, codec);
    }

    /** Spring's own would write a failed record's key and value into the log: stickers, and what users wrote. */
    @Bean
    ProducerListener<Object, Object> producerListener() {
        return new ProducerListener<>() {};
    }

    @Bean
    EventPublisher eventPublisher(KafkaTemplate<byte[], byte[]> kafka, EventCodec codec, Traces traces) {
        return new KafkaEventPublisher(kafka, codec, traces, PUBLISH_TIMEOUT);
    }
}
