package io.stickermill.command;

import io.stickermill.common.NotReached;
import io.stickermill.operations.installation.Installation;
import io.stickermill.operations.topic.RawConsumer;
import io.stickermill.operations.topic.RecordPrinter;
import io.stickermill.operations.topic.RegisteredSchemas;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Shows a topic's records; takes part in no consumer group, so that nobody's offsets move. */
@Command(name = "tail", description = "Shows a topic's records as JSON lines.", mixinStandardHelpOptions = true)
final class TailCommand implements Callable<Integer> {

    private static final Duration POLL = Duration.ofMillis(500);

    @ParentCommand
    private TopicsCommand topics;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "TOPIC", description = "As `topics` names it.")
    private String topic;

    @Option(
            names = "--from",
            description = "beginning: everything that is there, then stop. Otherwise what comes from now on.")
    private @Nullable String from;

    @Option(names = "--limit", defaultValue = "9223372036854775807", description = "Stop after this many records.")
    private long limit;

    @Override
    public Integer call() throws IOException {
        if (from != null && !from.equals("beginning")) {
            throw new CommandFailed("--from takes `beginning`, not `" + from + "`.");
        }
        PrintWriter out = spec.commandLine().getOut();
        Installation installation = topics.installation();
        RecordPrinter printer = new RecordPrinter(new RegisteredSchemas(installation.registry())::byId);
        Map<String, Object> broker = new HashMap<>(installation.broker());
        broker.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 15_000);
        try (var consumer = RawConsumer.open(broker)) {
            List<TopicPartition> all = RawConsumer.partitions(consumer, topic);
            if (all.isEmpty()) {
                throw new CommandFailed("There is no topic " + topic + ": `./stickermill topics` lists them.");
            }
            consumer.assign(all);
            if (from == null) {
                consumer.seekToEnd(all);
            } else {
                consumer.seekToBeginning(all);
            }
            Map<TopicPartition, Long> end = consumer.endOffsets(all);
            show(consumer, printer, end, out);
        } catch (KafkaException e) {
            throw NotReached.broker(broker, e);
        }
        return 0;
    }

    private void show(
            KafkaConsumer<byte[], byte[]> consumer,
            RecordPrinter printer,
            Map<TopicPartition, Long> end,
            PrintWriter out)
            throws IOException {
        long shown = 0;
        while (shown < limit) {
            if (from != null
                    && end.entrySet().stream()
                            .allMatch(entry -> consumer.position(entry.getKey()) >= entry.getValue())) {
                return;
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                out.println(printer.line(record));
                out.flush();
                if (++shown >= limit) {
                    return;
                }
            }
        }
    }
}
