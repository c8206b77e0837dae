package io.stickermill.console.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.stickermill.common.Json;
import io.stickermill.console.access.ActionLog;
import io.stickermill.console.access.SignIn;
import io.stickermill.operations.database.LookedAtDatabase;
import io.stickermill.operations.database.LookedAtDatabase.Row;
import io.stickermill.operations.deadletter.DeadLetter;
import io.stickermill.operations.deadletter.LetterBox;
import io.stickermill.operations.deadletter.Replays;
import io.stickermill.operations.deadletter.Selection;
import io.stickermill.operations.flow.FlowReader;
import io.stickermill.operations.topic.RecordPrinter;
import io.stickermill.operations.topic.RegisteredSchemas;
import io.stickermill.schemas.ConsumerGroup;
import io.stickermill.schemas.GroupHeaders;
import io.stickermill.schemas.RecordPlace;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Dead letters. Commands: {@code dlt list|show|replay|discard}. */
public final class DeadLettersView {

    /** More are not shown, the newest first, nor acted upon at once. */
    private static final int MOST = 500;

    private static final int MANY = 20_000;
    private static final Duration NEWEST = Duration.ofHours(1);

    private final Map<String, Object> broker;
    private final RecordPrinter printer;
    private final FlowReader flows;
    private final LookedAtDatabase database;
    private final ActionLog actions;
    private Map<String, Object> list = Map.of();
    private Map<String, Long> listedAt = Map.of();

    public DeadLettersView(
            Map<String, Object> broker,
            String registry,
            FlowReader flows,
            LookedAtDatabase database,
            ActionLog actions) {
        this.broker = broker;
        this.printer = new RecordPrinter(new RegisteredSchemas(registry)::byId);
        this.flows = flows;
        this.database = database;
        this.actions = actions;
    }

    public void addTo(RoutesConfig routes) {
        routes.get("/api/dead-letters/{place}", this::show);
        routes.get("/api/dead-letters/{place}/outcome", this::outcome);
        routes.post("/api/dead-letters/replay", this::replay);
        routes.post("/api/dead-letters/discard", this::discard);
    }

    /** A letter in the list. */
    record Listed(
            String id,
            String group,
            String at,
            @Nullable String from,
            String key,
            @Nullable String job,
            String cause,
            @Nullable String stackLine,
            @Nullable String attempts,
            int size,
            @Nullable String replayedAt) {

        static Listed of(DeadLetter letter) {
            return new Listed(
                    letter.place().toString(),
                    letter.group().id(),
                    letter.at().toString(),
                    letter.origin().map(RecordPlace::toString).orElse(null),
                    letter.key(),
                    letter.jobId().orElse(null),
                    letter.cause(),
                    letter.stack().flatMap(stack -> stack.lines().findFirst()).orElse(null),
                    letter.headers().get(GroupHeaders.ATTEMPTS),
                    letter.size(),
                    letter.replayedAt() == null ? null : letter.replayedAt().toString());
        }
    }

    /** The newest first. Read again only where something has come into the topics that tell of them. */
    public synchronized Map<String, Object> list() throws InterruptedException {
        Map<String, Long> ends = ends();
        if (list.isEmpty() || !ends.equals(listedAt)) {
            try (LetterBox box = new LetterBox(broker)) {
                List<DeadLetter> found = box.find(near(ends));
                list = Map.of(
                        "letters",
                        found.reversed().stream().limit(MOST).map(Listed::of).toList(),
                        "all",
                        found.size(),
                        "onlyNewest",
                        areMany(ends));
                listedAt = ends;
            }
        }
        return list;
    }

    /** How many records have ever come into each topic of dead letters, and into those that their replays go through. */
    private Map<String, Long> ends() throws InterruptedException {
        Map<String, Long> all = new HashMap<>();
        flows.look(false).topics().forEach(topic -> all.put(topic.name(), topic.end()));
        Map<String, Long> ends = new HashMap<>();
        for (ConsumerGroup group : ConsumerGroup.values()) {
            ends.put(group.deadLetterTopic(), all.getOrDefault(group.deadLetterTopic(), 0L));
            String replays = group.retryTopics().getFirst().name();
            ends.put(replays, all.getOrDefault(replays, 0L));
        }
        return ends;
    }

    /** So many that only the newest are read: this process is small. */
    private static boolean areMany(Map<String, Long> ends) {
        return Arrays.stream(ConsumerGroup.values())
                        .mapToLong(group -> ends.getOrDefault(group.deadLetterTopic(), 0L))
                        .sum()
                > MANY;
    }

    private static Selection near(Map<String, Long> ends) {
        return Selection.of(null, null, null, areMany(ends) ? Instant.now().minus(NEWEST) : null);
    }

    private void show(Context http) {
        try (LetterBox box = new LetterBox(broker)) {
            DeadLetter letter = named(box, http.pathParam("place"));
            ConsumerRecord<byte[], byte[]> record = box.record(letter);
            Map<String, Object> shown = new LinkedHashMap<>(printer.fields(record));
            shown.put("stack", letter.stack().orElse(""));
            shown.put("letter", Listed.of(letter));
            shown.put(
                    "text",
                    record.value() == null
                            ? ""
                            : new String(record.value(), 0, Math.min(record.value().length, 400), UTF_8));
            http.json(shown);
        }
    }

    /** What became of a replay: whether its group has read it, whether the record has come back, how its job stands. */
    private void outcome(Context http) throws InterruptedException {
        RecordPlace letterPlace = place(http.pathParam("place"));
        RecordPlace lies = place(Optional.ofNullable(http.queryParam("lies")).orElse(""));
        Map<String, Object> outcome = new LinkedHashMap<>();
        try (LetterBox box = new LetterBox(broker)) {
            DeadLetter letter = named(box, letterPlace.toString());
            boolean read = flows.look(false)
                    .group(letter.group().id())
                    .flatMap(group -> group.reading(lies.topic()))
                    .map(reading -> reading.places().stream()
                            .anyMatch(at -> at.partition() == lies.partition() && at.next() > lies.offset()))
                    .orElse(false);
            outcome.put("read", read);
            box.find(new Selection(List.of(letter.group()), null, null, letter.at())).stream()
                    .filter(other -> other.place().offset() > letter.place().offset()
                            && other.origin().equals(letter.origin())
                            && letter.origin().isPresent())
                    .reduce((_, last) -> last)
                    .ifPresent(back -> outcome.put("back", Listed.of(back)));
            letter.jobId().flatMap(DeadLettersView::uuid).ifPresent(job -> {
                List<Row> rows = database.rows("select state from history.jobs where id = ?", job);
                if (!rows.isEmpty()) {
                    outcome.put("job", String.valueOf(rows.getFirst().text("state")));
                }
            });
        }
        http.json(outcome);
    }

    private void replay(Context http) throws IOException, InterruptedException {
        boolean again = Json.MAPPER.readTree(http.bodyAsBytes()).path("again").asBoolean();
        act(http, (letter, replays) -> {
            if (letter.replayedAt() != null && !again) {
                throw new IllegalStateException("was replayed before; say so to do it once more");
            }
            RecordPlace lies = replays.replay(letter);
            actions.did(
                    SignIn.who(http),
                    "dlt replay " + letter.place().topic() + " --id " + letter.place(),
                    letter.place().toString(),
                    "lies in " + lies);
            return lies.toString();
        });
    }

    private void discard(Context http) throws IOException, InterruptedException {
        act(http, (letter, replays) -> {
            replays.discard(letter, SignIn.who(http));
            actions.did(
                    SignIn.who(http),
                    "dlt discard " + letter.place().topic() + " --id " + letter.place(),
                    letter.place().toString(),
                    "is listed no more");
            return "discarded";
        });
    }

    @FunctionalInterface
    private interface Act {
        String on(DeadLetter letter, Replays replays) throws InterruptedException;
    }

    private void act(Context http, Act act) throws IOException, InterruptedException {
        List<String> ids = new ArrayList<>();
        for (JsonNode id : Json.MAPPER.readTree(http.bodyAsBytes()).path("ids")) {
            ids.add(place(id.asText()).toString());
        }
        if (ids.isEmpty() || ids.size() > MOST) {
            throw new IllegalArgumentException("Choose 1 to " + MOST + " letters.");
        }
        List<Map<String, Object>> results = new ArrayList<>();
        try (LetterBox box = new LetterBox(broker);
                Replays replays = new Replays(box, broker)) {
            Map<String, DeadLetter> letters = new LinkedHashMap<>();
            box.find(near(ends())).forEach(letter -> letters.put(letter.place().toString(), letter));
            for (String id : ids) {
                results.add(result(id, letters.get(id), act, replays));
            }
        }
        http.json(Map.of("results", results));
    }

    private static Map<String, Object> result(String id, @Nullable DeadLetter letter, Act act, Replays replays)
            throws InterruptedException {
        if (letter == null) {
            return Map.of("id", id, "error", "is no dead letter any more");
        }
        try {
            return Map.of("id", id, "lies", act.on(letter, replays));
        } catch (IllegalStateException e) {
            return Map.of("id", id, "error", String.valueOf(e.getMessage()));
        }
    }

    private static DeadLetter named(LetterBox box, String id) {
        String topic = place(id).topic();
        return box.find(Selection.of(topic, null, id, null)).stream()
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("There is no dead letter " + id + "."));
    }

    private static RecordPlace place(String text) {
        return RecordPlace.parse(text)
                .orElseThrow(() -> new IllegalArgumentException("`" + text + "` is no record's place."));
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }
}
