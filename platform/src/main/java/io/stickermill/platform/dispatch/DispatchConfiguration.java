package io.stickermill.platform.dispatch;

import io.micrometer.core.instrument.MeterRegistry;
import io.stickermill.platform.trace.Traces;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.ProducerFactory;

/** Part of {@link io.stickermill.platform.PlatformConfiguration}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DispatcherSettings.class)
public class DispatchConfiguration {

    @Bean
    DispatcherFactory dispatcherFactory(
            DispatcherSettings settings,
            ConsumerFactory<?, ?> consumers,
            ProducerFactory<?, ?> producers,
            MeterRegistry meters,
            Traces traces,
            Clock clock) {
        return new DispatcherFactory(settings, consumers, producers, meters, traces, clock);
    }

    @Bean
    LagWatch lagWatch(ObjectProvider<Dispatcher> dispatchers, KafkaAdmin kafka) {
        return new LagWatch(() -> dispatchers.stream().toList(), kafka.getConfigurationProperties());
    }

    /** The exit is a thread's of its own: it waits for all others to stop. */
    @Bean
    DeathWatch deathWatch(ObjectProvider<Dispatcher> dispatchers) {
        return new DeathWatch(
                () -> dispatchers.stream().anyMatch(Dispatcher::hasDied),
                Duration.ofSeconds(5),
                () -> Thread.ofPlatform().name("end").start(() -> System.exit(1)));
    }

    /** A service lives as long as its consumers do: one that has ended by itself begins again only with the process. */
    @Bean("consumers")
    HealthIndicator consumersHealth(ObjectProvider<Dispatcher> dispatchers) {
        return () -> dispatchers.stream().noneMatch(Dispatcher::hasDied)
                ? Health.up().build()
                : Health.down().withDetail("ended", "a consumer group's loop").build();
    }

    /** A service is ready when each of its groups has given it its partitions. */
    @Bean("dispatchers")
    HealthIndicator dispatchersHealth(ObjectProvider<Dispatcher> dispatchers) {
        return () -> dispatchers.stream().allMatch(Dispatcher::assigned)
                ? Health.up().build()
                : Health.outOfService()
                        .withDetail("waiting for", "the consumer groups' assignment")
                        .build();
    }
}
