package io.stickermill.operations.recovery;

import io.stickermill.common.Http;
import io.stickermill.common.NotReached;
import io.stickermill.common.Until;
import io.stickermill.schemas.ConsumerGroup;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/**
 * The steps after PostgreSQL came back from a copy. First the ledger of sends is filled from the topics, so that nothing
 * is sent again; then those that keep what they know in the database read their topics again. What shows in chats is not
 * read again: it is there.
 */
public final class Recovery {

    /** Those that read again, and whose they are. Delivery does not: its effects are in Telegram and in topics. */
    private static final Map<ConsumerGroup, String> REWOUND = rewound();

    /** How far a group may have been behind when the copy was made: what it had not read then, the copy does not know. */
    private static final Duration BEHIND = Duration.ofHours(1);

    private static final Duration COMING_BACK = Duration.ofSeconds(90);
    private static final Duration LOOK = Duration.ofSeconds(2);

    private final GroupOffsets offsets;
    private final Consumer<String> say;

    /**
     * @param broker how to reach it, {@code bootstrap.servers} at least
     * @param say hears each step
     */
    public Recovery(Map<String, Object> broker, Consumer<String> say) {
        this.offsets = new GroupOffsets(broker);
        this.say = say;
    }

    /** The groups that read again, in the order in which they are to. */
    public static Set<ConsumerGroup> groups() {
        return REWOUND.keySet();
    }

    /** The service whose processes are the members of one of {@link #groups}. */
    public static String serviceOf(ConsumerGroup group) {
        return REWOUND.getOrDefault(group, group.id());
    }

    /**
     * Enters what was sent and asked for into the ledgers. The services run meanwhile; a second time changes nothing.
     *
     * @param delivery the service's address, as {@code gateway}
     * @param since a moment before the copy was made
     * @throws NotReached if one of the two does not answer
     */
    public void fillLedgers(String delivery, String gateway, String apiKey, Instant since)
            throws IOException, InterruptedException {
        say.accept("ledger of sends: " + fill("delivery-service", delivery, apiKey, since));
        say.accept("users, sessions, requests: " + fill("gateway-service", gateway, apiKey, since));
    }

    /**
     * Stops the services of groups one by one, lets each read again from an hour before a time, and starts it. What it has read
     * before changes nothing.
     *
     * @param groups of {@link #groups}
     * @param since a moment before the copy was made
     */
    public void readAgain(Collection<ConsumerGroup> groups, Instant since, ServiceProcesses processes)
            throws InterruptedException, ExecutionException {
        for (ConsumerGroup group : groups) {
            List<String> instances = processes.instances(serviceOf(group));
            instances.forEach(processes::stop);
            try {
                rewind(group, since);
            } finally {
                instances.forEach(processes::start);
            }
        }
    }

    /**
     * Lets those groups read again that have no members now, from an hour before a time.
     *
     * @param groups of {@link #groups}
     * @param since a moment before the copy was made
     * @return the others, with the number of their members
     */
    public Map<ConsumerGroup, Integer> readAgainIfStopped(Collection<ConsumerGroup> groups, Instant since)
            throws InterruptedException, ExecutionException {
        Map<ConsumerGroup, Integer> running = new LinkedHashMap<>();
        for (ConsumerGroup group : groups) {
            int members = offsets.members(group.id());
            if (members > 0) {
                running.put(group, members);
            } else {
                rewind(group, since);
            }
        }
        return running;
    }

    private void rewind(ConsumerGroup group, Instant since) throws InterruptedException, ExecutionException {
        say.accept(group.id() + " reads " + offsets.rewind(group.id(), since.minus(BEHIND)) + " records again");
    }

    private static String fill(String service, String address, String apiKey, Instant since)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(address + "/v1/recovery?since=" + since))
                .timeout(Duration.ofMinutes(10))
                .header("X-API-Key", apiKey)
                .POST(BodyPublishers.noBody())
                .build();
        // What was connected to the database before it went away finds out one by one; the schema registry is last.
        var response = Until.every(LOOK)
                .forAtMost(COMING_BACK)
                .answer(() -> answer(service, address, request), answer -> answer.statusCode() < 500);
        if (response.statusCode() != 200) {
            throw new IOException("The " + service + " at " + address + " answered " + response.statusCode() + ": "
                    + response.body() + " Nothing was rewound; run the command again.");
        }
        return response.body();
    }

    private static HttpResponse<String> answer(String service, String address, HttpRequest request)
            throws InterruptedException {
        try {
            return Http.CLIENT.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new NotReached("The " + service, address, e);
        }
    }

    private static Map<ConsumerGroup, String> rewound() {
        Map<ConsumerGroup, String> groups = new LinkedHashMap<>();
        groups.put(ConsumerGroup.GENERATION, "generation");
        groups.put(ConsumerGroup.HISTORY, "history");
        groups.put(ConsumerGroup.GATEWAY_CACHE, "gateway");
        return groups;
    }
}
