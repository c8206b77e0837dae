package io.stickermill.platform.event;

import io.apicurio.registry.serde.avro.AvroKafkaDeserializer;
import io.apicurio.registry.serde.avro.AvroKafkaSerializer;
import io.stickermill.platform.dispatch.ForgottenPersonException;
import io.stickermill.platform.dispatch.UnreadableValueException;
import io.stickermill.platform.dispatch.ValueReader;
import io.stickermill.schemas.Topic;
import io.stickermill.schemas.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.ClassSecurityValidator;
import org.apache.avro.util.RandomData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;

/**
 * Turns records into Confluent's wire format (magic 0, 4-byte schema id, Avro binary) and back. The subject of a topic's
 * schema is {@code <topic>-value}. Safe for use by many threads.
 */
public final class EventCodec implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EventCodec.class);

    private final Predicate<IndexedRecord> isForgotten;
    private final AvroKafkaSerializer<IndexedRecord> serializer = new AvroKafkaSerializer<>();
    private final AvroKafkaDeserializer<IndexedRecord> deserializer = new AvroKafkaDeserializer<>();

    /** One that reads whatever there is. {@link #EventCodec(String, Predicate)} is for services. */
    public EventCodec(String registryUrl) {
        this(registryUrl, _ -> false);
    }

    /**
     * The one that a service reads its topics by.
     *
     * @param registryUrl the registry's core API, for example {@code http://127.0.0.1:8081/apis/registry/v3}
     * @param isForgotten whether a record is of a person who has been forgotten since
     */
    public EventCodec(String registryUrl, Predicate<IndexedRecord> isForgotten) {
        this.isForgotten = isForgotten;
        Map<String, Object> settings = Map.of(
                "apicurio.registry.url",
                registryUrl,
                "apicurio.registry.auto-register",
                true,
                "apicurio.registry.auto-register.if-exists",
                "FIND_OR_CREATE_VERSION",
                "apicurio.registry.artifact-resolver-strategy",
                "io.apicurio.registry.serde.strategy.TopicIdStrategy",
                "apicurio.registry.use-id",
                "contentId",
                "apicurio.registry.http.adapter",
                "JDK",
                "apicurio.registry.use-specific-avro-reader",
                true,
                // Schemas under an id never change: what is known is kept for good, also while the registry is away.
                "apicurio.registry.check-period-ms",
                Duration.ofDays(365).toMillis(),
                "apicurio.registry.fault-tolerant-refresh",
                true);
        trustOurRecords();
        serializer.configure(settings, false);
        deserializer.configure(settings, false);
    }

    /**
     * Registers or looks up the schemas of these topics, so that the first photo does not pay for it. Waits half a minute
     * for a registry that is away: after a fault it often starts beside the services.
     *
     * @throws RuntimeException if the registry can't be reached or refuses a schema
     */
    public void warmUp(Collection<Topic<?>> topics) {
        var patient = new RetryTemplate(RetryPolicy.builder()
                .predicate(RegistryFaults::isOutOfReach)
                .maxRetries(30)
                .delay(Duration.ofSeconds(1))
                .build());
        patient.invoke(() -> topics.forEach(this::register));
    }

    private void register(Topic<?> topic) {
        var anyRecord = new RandomData(topic.schema(), 1, false).iterator().next();
        try {
            serializer.serialize(topic.name(), (IndexedRecord) anyRecord);
        } catch (RuntimeException e) {
            log.warn("the schema of topic {} could not be registered: {}", topic.name(), RegistryFaults.words(e));
            throw e;
        }
    }

    public <T extends SpecificRecord> byte[] encode(Topic<T> topic, T value) {
        return serializer.serialize(topic.name(), value);
    }

    /** Reads the values of a topic, as {@link #read} does. */
    public <T extends SpecificRecord> ValueReader<T> reader(Topic<T> topic) {
        return value -> read(topic, value);
    }

    /**
     * Reads what comes from a topic.
     *
     * @throws ForgottenPersonException if it is of a person who has been forgotten since
     * @throws UnreadableValueException as {@link #decode} does
     */
    public <T extends SpecificRecord> T read(Topic<T> topic, byte[] value) throws UnreadableValueException {
        T read = decode(topic, value);
        if (isForgotten.test(read)) {
            throw new ForgottenPersonException();
        }
        return read;
    }

    /**
     * Reads one value, whosever it is: for what is in work already.
     *
     * @throws UnreadableValueException if the bytes are not a record of this topic; a registry out of reach is another
     */
    public <T extends SpecificRecord> T decode(Topic<T> topic, byte[] value) throws UnreadableValueException {
        IndexedRecord read;
        try {
            read = deserializer.deserialize(topic.name(), value);
        } catch (RuntimeException e) {
            if (RegistryFaults.isOutOfReach(e)) {
                throw e;
            }
            throw new UnreadableValueException("not a record of topic " + topic.name(), e);
        }
        if (!topic.recordType().isInstance(read)) {
            throw new UnreadableValueException("not a record of topic " + topic.name(), null);
        }
        return topic.recordType().cast(read);
    }

    @Override
    public void close() {
        serializer.close();
        deserializer.close();
    }

    /**
     * Avro decodes into classes named by the data, also for a default; since 1.12 it asks which ones may be. Ours, and no
     * others. Every codec does this; who makes records without one must.
     */
    public static void trustOurRecords() {
        String ours = Topics.class.getPackageName();
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(
                ClassSecurityValidator.DEFAULT, type -> type.getPackageName().equals(ours)));
    }
}
