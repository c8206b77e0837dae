package io.stickermill.operations.recovery;

import io.stickermill.common.Http;
import io.stickermill.common.Until;
import io.stickermill.schemas.ConsumerGroup;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/**
 * The steps after PostgreSQL came back from a copy. First the ledger of sends is filled from the topics, so that nothing
 * is sent again; then those that keep what they know in the database read their topics again. What shows in chats is not
 * read again: it is there.
 */
public final class Recovery {

    /** Group of each service that reads again. Delivery does not: its effects are in Telegram and in topics. */
    private static final Map<String, List<ConsumerGroup>> REWOUND = rewound();

    private static final Duration COMING_BACK = Duration.ofSeconds(90);
    private static final Duration LOOK = Duration.ofSeconds(2);

    private final RecoveredStack stack;
    private final Consumer<String> say;

    /** @param say hears each step */
    public Recovery(RecoveredStack stack, Consumer<String> say) {
        this.stack = stack;
        this.say = say;
    }

    /** @param since a moment before the copy was made */
    public void run(Instant since) throws IOException, InterruptedException, ExecutionException {
        say.accept("ledger of sends: " + recover(stack.delivery(), since));
        say.accept("users, sessions, requests: " + recover(stack.gateway(), since));
        GroupOffsets offsets = new GroupOffsets(stack.bootstrap());
        for (Map.Entry<String, List<ConsumerGroup>> entry : REWOUND.entrySet()) {
            List<String> instances = stack.instances(entry.getKey());
            instances.forEach(stack::stop);
            try {
                for (ConsumerGroup group : entry.getValue()) {
                    long records = offsets.rewind(group.id(), since);
                    say.accept(group.id() + " reads " + records + " records again");
                }
            } finally {
                instances.forEach(stack::start);
            }
        }
    }

    private String recover(String service, Instant since) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(service + "/v1/recovery?since=" + since))
                .timeout(Duration.ofMinutes(10))
                .header("X-API-Key", stack.apiKey())
                .POST(BodyPublishers.noBody())
                .build();
        // What was connected to the database before it went away finds out one by one; the schema registry is last.
        var response = Until.every(LOOK)
                .forAtMost(COMING_BACK)
                .answer(() -> Http.CLIENT.send(request, BodyHandlers.ofString()), answer -> answer.statusCode() < 500);
        if (response.statusCode() != 200) {
            throw new IOException(service + " answered " + response.statusCode() + ": " + response.body()
                    + " Nothing was rewound; run the command again.");
        }
        return response.body();
    }

    private static Map<String, List<ConsumerGroup>> rewound() {
        Map<String, List<ConsumerGroup>> groups = new LinkedHashMap<>();
        groups.put("generation", List.of(ConsumerGroup.GENERATION));
        groups.put("history", List.of(ConsumerGroup.HISTORY));
        groups.put("gateway", List.of(ConsumerGroup.GATEWAY_CACHE));
        return groups;
    }
}
