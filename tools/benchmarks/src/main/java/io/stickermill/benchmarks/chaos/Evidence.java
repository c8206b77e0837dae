package io.stickermill.benchmarks.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.benchmarks.chaos.ChaosStack.LostTime;
import io.stickermill.localstack.parts.HistoryRebuild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * What can be seen from outside when everything has come to rest.
 *
 * @param photos what people have sent
 * @param said every message of the bot, by chat, those that were deleted since included
 * @param standing those that still stand, by chat
 * @param jobs rows of {@code history.jobs}, by id
 * @param deliveries rows of the delivery ledger, by id
 * @param stickers rows of {@code history.stickers}
 * @param files keys of the objects in storage
 * @param retried jobs whose records went through a retry topic, or that waited as long in generation's table
 * @param overLimit calls that Telegram's limits refused, those refused or held back on purpose excepted
 * @param leaks where a secret stands
 * @param deadLetters number of dead letters
 * @param packs albums that were to become sets
 * @param sets of each person who sent one, as Telegram has them
 * @param paid what was ordered of remote models
 * @param books what the ledger of credits says of it
 * @param lostTimes what the database has forgotten
 * @param rebuilt the exit code of history's rebuild, which prints the differences
 */
record Evidence(
        List<Photo> photos,
        Map<Long, List<JsonNode>> said,
        Map<Long, List<JsonNode>> standing,
        Map<UUID, Map<String, Object>> jobs,
        Map<UUID, Map<String, Object>> deliveries,
        List<Map<String, Object>> stickers,
        Set<String> files,
        Set<String> retried,
        List<String> overLimit,
        List<String> leaks,
        long deadLetters,
        List<SentPack> packs,
        Map<Long, List<JsonNode>> sets,
        PaidEvidence paid,
        Books books,
        List<LostTime> lostTimes,
        int rebuilt) {

    /** Marks the refusals that were asked for. */
    private static final String INJECTED = "Too Many Requests: retry later (injected)";

    /** A fault of the emulator: it refuses so many stickers in a row, for three seconds each. */
    static Map<String, Object> tooMany(int times) {
        return Map.of(
                "method",
                "sendSticker",
                "action",
                "status",
                "status",
                429,
                "retry_after",
                3,
                "times",
                times,
                "description",
                INJECTED);
    }

    /** @param paid jobs of remote styles that were ordered, and when */
    static Evidence of(ChaosStack stack, List<Photo> photos, List<SentPack> packs, Map<UUID, Instant> paid)
            throws IOException, InterruptedException, SQLException {
        Map<Long, List<JsonNode>> said = new HashMap<>();
        Map<Long, List<JsonNode>> standing = new HashMap<>();
        for (long chat : photos.stream().map(Photo::chat).collect(Collectors.toSet())) {
            said.put(chat, fromBot(stack, "/admin/chats/" + chat + "/messages?deleted=true"));
            standing.put(chat, fromBot(stack, "/admin/chats/" + chat + "/messages"));
        }
        Map<Long, List<JsonNode>> sets = new HashMap<>();
        for (long owner : packs.stream().map(SentPack::chat).collect(Collectors.toSet())) {
            sets.put(
                    owner,
                    elements(stack.emulator().get("/admin/users/" + owner + "/sticker-sets"))
                            .toList());
        }
        List<String> overLimit = elements(stack.emulator().get("/admin/calls").path("calls"))
                .filter(call -> call.path("status").asInt() == 429
                        && !call.path("description").asText().equals(INJECTED))
                .filter(call -> !wasHeldBack(
                        stack, Instant.parse(call.path("started_at").asText())))
                .map(call -> call.path("method").asText() + " to chat "
                        + call.path("chat_id").asText() + " at "
                        + call.path("started_at").asText() + ": "
                        + call.path("description").asText())
                .toList();
        BrokerHands broker = new BrokerHands(stack.bootstrap());
        Set<String> retried = new HashSet<>(broker.retriedJobs());
        stack.rows("select id from generation.generations where aside")
                .forEach(job -> retried.add(String.valueOf(job.get("id"))));
        return new Evidence(
                photos,
                said,
                standing,
                byId(stack.rows("select id, state, reason from history.jobs")),
                byId(stack.rows(
                        "select id, kind, state, unknown_outcomes, created_at, ended_at from delivery.deliveries")),
                stack.rows("""
                        select id, job_id, origin, result_storage_path, pack_batch_id, pack_index, telegram_file_id
                          from history.stickers order by pack_index
                        """),
                files(stack.parts().objects()),
                retried,
                overLimit,
                new SecretSearch(stack, broker).run(),
                broker.deadLetters(),
                packs,
                sets,
                PaidEvidence.of(stack, paid),
                Books.of(stack, paid),
                stack.lostTimes(),
                new HistoryRebuild(stack.home(), stack.parts().access()).run(true));
    }

    private static boolean wasHeldBack(ChaosStack stack, Instant call) {
        return stack.heldBack().stream().anyMatch(time -> !call.isBefore(time.from()) && call.isBefore(time.to()));
    }

    /** The stickers that answer a photo, those deleted since included. */
    List<JsonNode> stickersFor(Photo photo) {
        return said.getOrDefault(photo.chat(), List.of()).stream()
                .filter(message -> message.has("sticker") && answers(message, photo))
                .toList();
    }

    /** Whether the bot has said something to a photo that is no sticker and still stands. */
    boolean told(Photo photo) {
        return standing.getOrDefault(photo.chat(), List.of()).stream()
                .anyMatch(message -> message.has("text") && answers(message, photo) && !isStatus(message));
    }

    /**
     * From its first claim to its end.
     *
     * @param began when the ledger first heard of it
     */
    record Send(Instant began, Instant ended) {}

    /** Stickers that came in the end, though once it was unknown whether they had. */
    List<Send> interruptedSends() {
        return deliveries.values().stream()
                .filter(row -> "sticker".equals(row.get("kind"))
                        && "done".equals(row.get("state"))
                        && ((Number) Objects.requireNonNull(row.get("unknown_outcomes"))).intValue() > 0)
                .map(row -> new Send(instant(row.get("created_at")), instant(row.get("ended_at"))))
                .toList();
    }

    private static Instant instant(@Nullable Object timestamp) {
        return ((Timestamp) Objects.requireNonNull(timestamp)).toInstant();
    }

    static boolean isStatus(JsonNode message) {
        return message.path("text").asText().matches("(?s)\\d/7 .*|\\d+ of \\d+ ready.*");
    }

    /**
     * A status message whose id was noted in the database alone, and forgotten with it (decision 2): nobody can know of it.
     */
    boolean isForgotten(JsonNode message) {
        Instant at = Instant.ofEpochSecond(message.path("date").asLong());
        return lostTimes.stream()
                .anyMatch(lost ->
                        !at.isBefore(lost.copied().truncatedTo(ChronoUnit.SECONDS)) && at.isBefore(lost.restored()));
    }

    List<JsonNode> standingStatus() {
        return standing.values().stream()
                .flatMap(List::stream)
                .filter(Evidence::isStatus)
                .toList();
    }

    String stateOf(Photo photo) {
        return stateOf(photo.jobId());
    }

    String stateOf(UUID jobId) {
        Map<String, Object> job = jobs.get(jobId);
        return job == null ? "unknown" : String.valueOf(job.get("state"));
    }

    /** Whether a database that was restored may have forgotten how far a pack was. */
    boolean isForgotten(SentPack pack) {
        return lostTimes.stream().anyMatch(lost -> pack.sentAt().isBefore(lost.restored()));
    }

    private static boolean answers(JsonNode message, Photo photo) {
        return message.path("reply_to_message").path("message_id").asInt() == photo.messageId();
    }

    private static List<JsonNode> fromBot(ChaosStack stack, String path) throws IOException, InterruptedException {
        return elements(stack.emulator().get(path).path("messages"))
                .filter(message -> message.path("from").path("is_bot").asBoolean())
                .toList();
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static Map<UUID, Map<String, Object>> byId(List<Map<String, Object>> rows) {
        return rows.stream().collect(Collectors.toMap(row -> (UUID) row.get("id"), Function.identity()));
    }

    private static Set<String> files(Path bucket) throws IOException {
        try (Stream<Path> files = Files.walk(bucket)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> bucket.relativize(file).toString())
                    .collect(Collectors.toSet());
        }
    }
}
