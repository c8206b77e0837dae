package io.stickermill.platform.dispatch;

import io.micrometer.core.instrument.MeterRegistry;
import io.stickermill.platform.metric.Metric;
import io.stickermill.platform.trace.Traces;
import io.stickermill.schemas.ConsumerGroup;
import io.stickermill.schemas.ConsumerGroup.RetryTopic;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.MicrometerConsumerListener;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.ContainerProperties.AckMode;
import org.springframework.kafka.listener.ContainerProperties.AssignmentCommitOption;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.kafka.support.ProducerListener;

/**
 * Consumes the topics of one group, and the group's retry topics, with one consumer. A service declares one bean of it for
 * each group; what it promises is said at the package.
 */
public final class Dispatcher implements SmartLifecycle {

    private static final Duration STOP_SLACK = Duration.ofSeconds(8);
    private static final int MAX_REQUEST_BYTES = 10 * 1024 * 1024;

    /**
     * A consumer keeps what it has fetched of a partition until that has been polled, also while it is paused; a poll gives
     * no more than that. One record that is larger comes all the same.
     */
    private static final int PARTITION_FETCH_BYTES = 256 * 1024;

    private static final int FETCH_BYTES = 2 * 1024 * 1024;

    private final GroupTopics topics;
    private final List<Subscription<?>> subscriptions;
    private final DispatcherSettings settings;
    private final FaultClassifier faults;
    private final Map<String, Object> consumerProperties;
    private final Map<String, Object> producerProperties;
    private final MeterRegistry registry;
    private final Traces traces;
    private final Meters meters;
    private final RecordMemory.Share memory;
    private final Clock clock;
    private volatile Map<TopicPartition, Long> ends = Map.of();
    private volatile @Nullable Run run;
    private volatile boolean stopping;

    /** From start to stop. */
    private record Run(
            KafkaMessageListenerContainer<byte[], byte[]> container,
            PollLoop loop,
            Routes routes,
            ScheduledThreadPoolExecutor timer,
            DefaultKafkaProducerFactory<byte[], byte[]> producers) {}

    /**
     * @param consumers only its connection properties are used
     * @param producers only its connection properties are used
     */
    Dispatcher(
            ConsumerGroup group,
            List<Subscription<?>> subscriptions,
            DispatcherSettings settings,
            FaultClassifier faults,
            ConsumerFactory<?, ?> consumers,
            ProducerFactory<?, ?> producers,
            MeterRegistry registry,
            Traces traces,
            RecordMemory.Share memory,
            Clock clock) {
        this(
                GroupTopics.of(group),
                subscriptions,
                settings,
                faults,
                consumers.getConfigurationProperties(),
                producers.getConfigurationProperties(),
                registry,
                traces,
                memory,
                clock);
    }

    Dispatcher(
            GroupTopics topics,
            List<Subscription<?>> subscriptions,
            DispatcherSettings settings,
            FaultClassifier faults,
            Map<String, Object> consumerProperties,
            Map<String, Object> producerProperties,
            MeterRegistry registry,
            Traces traces,
            RecordMemory.Share memory,
            Clock clock) {
        if (subscriptions.stream().map(Subscription::topic).distinct().count() != subscriptions.size()
                || subscriptions.isEmpty()) {
            throw new IllegalArgumentException(
                    "group " + topics.groupId() + " needs one subscription or more, and one for each topic");
        }
        this.topics = topics;
        this.subscriptions = List.copyOf(subscriptions);
        this.settings = settings;
        this.faults = faults;
        this.consumerProperties = consumerProperties(consumerProperties);
        this.producerProperties = producerProperties(producerProperties);
        this.registry = registry;
        this.traces = traces;
        this.meters = new Meters(registry, topics.groupId());
        this.memory = memory;
        this.clock = clock;
        meters.gauge(Metric.HELD, () -> measured(PollLoop::held, 0));
        meters.gauge(Metric.HELD_BYTES, memory::held);
        meters.gauge(Metric.PAUSED, () -> measured(PollLoop::paused, 0));
        consumed()
                .forEach(topic ->
                        meters.lag(topic, () -> measured(loop -> loop.lag(topic, ends), 0L), () -> age(topic)));
    }

    /** The partitions that this member has now. */
    Set<TopicPartition> partitions() {
        return measured(PollLoop::partitions, Set.of());
    }

    /** To be called now and then: where the partitions end, for the lag. */
    void seen(Map<TopicPartition, Long> newestEnds) {
        ends = newestEnds;
    }

    private double age(String topic) {
        OptionalLong oldest = measured(loop -> loop.oldest(topic), OptionalLong.empty());
        return oldest.isEmpty() ? 0 : Math.max(0, clock.millis() - oldest.getAsLong()) / 1_000.0;
    }

    private Stream<String> consumed() {
        return Stream.concat(
                subscriptions.stream().map(Subscription::topic),
                topics.retries().stream().map(RetryTopic::name));
    }

    /** True from the group's first assignment on, be it empty: what readiness should wait for. 'Started' is sooner. */
    public boolean assigned() {
        Run now = run;
        return now != null && now.container().isRunning() && now.loop().joined();
    }

    /** True when the consumer has ended by itself, by an {@link Error} say: nothing but a new process brings it back. */
    public boolean hasDied() {
        Run now = run;
        return now != null && !stopping && !now.container().isRunning();
    }

    @Override
    public synchronized void start() {
        if (run != null) {
            return;
        }
        var producers = new DefaultKafkaProducerFactory<byte[], byte[]>(
                producerProperties, new ByteArraySerializer(), new ByteArraySerializer());
        KafkaTemplate<byte[], byte[]> template = new KafkaTemplate<>(producers);
        // The default one writes keys and values into the log; the task says what has failed.
        template.setProducerListener(new ProducerListener<>() {});
        Routes routes = new Routes(
                subscriptions,
                new TaskContext(
                        topics, settings.retry(), faults, new Publisher(template), meters, traces, memory, clock));
        var timer = new ScheduledThreadPoolExecutor(
                1,
                Thread.ofPlatform().name(topics.groupId() + "-timer").daemon().factory());
        timer.setRemoveOnCancelPolicy(true);
        PollLoop loop = new PollLoop(routes, timer, settings, meters, topics, memory);
        var container = container(loop);
        run = new Run(container, loop, routes, timer, producers);
        container.start();
    }

    @Override
    public synchronized void stop() {
        Run ending = run;
        if (ending != null) {
            stopping = true;
            ending.container().stop();
            ending.timer().shutdownNow();
            ending.routes().close();
            ending.producers().destroy();
            run = null;
            stopping = false;
        }
    }

    /** Beside the other dispatchers of the process, not after them. */
    @Override
    public void stop(Runnable callback) {
        Thread.ofVirtual().name(topics.groupId() + "-stop").start(() -> {
            try {
                stop();
            } finally {
                callback.run();
            }
        });
    }

    @Override
    public boolean isRunning() {
        return run != null;
    }

    private KafkaMessageListenerContainer<byte[], byte[]> container(PollLoop loop) {
        ContainerProperties properties = new ContainerProperties(consumed().toArray(String[]::new));
        properties.setGroupId(topics.groupId());
        properties.setMessageListener(loop);
        properties.setConsumerRebalanceListener(loop);
        // Never acknowledged: the loop commits by itself.
        properties.setAckMode(AckMode.MANUAL);
        properties.setAssignmentCommitOption(AssignmentCommitOption.NEVER);
        properties.setPollTimeout(settings.pollTimeout().toMillis());
        properties.setShutdownTimeout(settings.drainTimeout().plus(STOP_SLACK).toMillis());
        properties.setAuthExceptionRetryInterval(Duration.ofSeconds(10));

        var consumers = new DefaultKafkaConsumerFactory<byte[], byte[]>(
                consumerProperties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumers.addPostProcessor(QuietPolls::of);
        consumers.addListener(new MicrometerConsumerListener<>(registry));
        var container = new KafkaMessageListenerContainer<>(consumers, properties);
        container.setBeanName(topics.groupId());
        container.setRecordInterceptor(loop);
        return container;
    }

    private Map<String, Object> consumerProperties(Map<String, Object> connection) {
        Map<String, Object> properties = new HashMap<>(connection);
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, topics.groupId());
        properties.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "consumer");
        properties.put(ConsumerConfig.GROUP_REMOTE_ASSIGNOR_CONFIG, settings.assignor());
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, settings.maxPollRecords());
        properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
        properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, PARTITION_FETCH_BYTES);
        properties.put(
                ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG,
                Math.toIntExact(settings.maxPollInterval().toMillis()));
        return properties;
    }

    private static Map<String, Object> producerProperties(Map<String, Object> connection) {
        Map<String, Object> properties = new HashMap<>(connection);
        properties.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        // The broker judges the size.
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
        // The events' own: a record given up just as its broker comes back makes a gap in the producer's sequence.
        properties.putIfAbsent(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 8_000);
        properties.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 60_000);
        return properties;
    }

    private <T> T measured(Function<PollLoop, T> measure, T stopped) {
        Run now = run;
        return now == null ? stopped : measure.apply(now.loop());
    }
}
