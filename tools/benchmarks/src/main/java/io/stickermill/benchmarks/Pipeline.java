package io.stickermill.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.benchmarks.ChatJournal.Photo;
import io.stickermill.benchmarks.PlayedGeneration.Answered;
import io.stickermill.common.Until;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.StickerDelivered;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;

/** Ours: from a photo in its chat to the sticker under it, both by the emulator's clock. */
final class Pipeline {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final long FIRST_CHAT = 100_000;

    /** More than are ever under way at once, fewer than all: most people come back. */
    private static final int CHATS = 600;

    private final BenchStack stack;
    private final PlayedGeneration generation;
    private final StepSevens outcomes;
    private final ChatJournal journal;
    private final byte[] photo;
    private final List<Photo> sent = new ArrayList<>();
    private int next;
    private long lastCall;

    Pipeline(BenchStack stack, PlayedGeneration generation, StepSevens outcomes) throws IOException {
        this.stack = stack;
        this.generation = generation;
        this.outcomes = outcomes;
        this.journal = new ChatJournal(stack.emulator());
        this.photo = Pictures.photo();
    }

    /**
     * One photo's way, in milliseconds.
     *
     * @param intake from its arrival in the chat until the gateway publishes: the long poll, the gateway's tables
     * @param requestHop through {@code photo-requests}
     * @param readyHop through {@code sticker-ready}
     * @param ledger from there until Telegram is called: the ledger, the limits
     * @param telegram from there until the sticker is in the chat
     */
    record Passage(double total, double intake, double requestHop, double readyHop, double ledger, double telegram) {}

    /** Returns when all of them have come through. */
    List<Passage> run(int perSecond, int count) throws IOException, InterruptedException, ExecutionException {
        int first = next;
        next += count;
        List<Photo> photos = Metronome.run(perSecond, count, number -> {
            long chat = FIRST_CHAT + (first + number) % CHATS;
            return new Photo(chat, stack.sendPhoto(chat, photo));
        });
        sent.addAll(photos);
        awaitStickers(photos);
        Map<Long, Instant> calls = calls();
        List<Passage> passages = new ArrayList<>();
        for (Photo each : photos) {
            passages.add(passage(each, calls));
        }
        return passages;
    }

    /** Everything that has been sent so far. */
    List<Photo> sent() {
        return sent;
    }

    ChatJournal journal() {
        return journal;
    }

    private void awaitStickers(List<Photo> photos) throws IOException, InterruptedException {
        long missing = Until.every(Duration.ofMillis(100))
                .forAtMost(PATIENCE)
                .answer(
                        () -> {
                            journal.readOn();
                            return photos.stream().filter(this::isMissing).count();
                        },
                        number -> number == 0);
        if (missing > 0) {
            throw new BenchFailed(missing + " of " + photos.size() + " photos have no sticker after "
                    + PATIENCE.toSeconds() + " s. The stack's logs: "
                    + stack.home().folder().resolve("logs"));
        }
    }

    private boolean isMissing(Photo photo) {
        return journal.stickersFor(photo).isEmpty()
                || outcomes.delivered(Ids.sticker(jobOf(photo), 0)).isEmpty()
                || outcomes.stored(Ids.sticker(jobOf(photo), 0)).isEmpty();
    }

    private Passage passage(Photo each, Map<Long, Instant> calls) {
        Instant there = journal.arrivalOf(each);
        Instant answered = journal.stickersFor(each).getFirst();
        Instant called = calls.get(each.chat());
        UUID job = jobOf(each);
        Answered made = generation.answered(job);
        StickerDelivered delivered = outcomes.delivered(Ids.sticker(job, 0)).getFirst();
        Instant received = delivered.getDeliveredAt().minusMillis(delivered.getStep7Send());
        if (called == null || made == null) {
            throw new BenchFailed("the sticker for " + each + " came by no way that is known");
        }
        return new Passage(
                millis(there, answered),
                millis(there, made.receivedAt()),
                millis(made.receivedAt(), made.takenAt()),
                millis(made.takenAt(), received),
                millis(received, called),
                millis(called, answered));
    }

    /** When Telegram was called for each chat's last sticker. */
    private Map<Long, Instant> calls() throws IOException, InterruptedException {
        Map<Long, Instant> calls = new HashMap<>();
        for (JsonNode call : stack.emulator()
                .get("/admin/calls?method=sendSticker&after=" + lastCall)
                .path("calls")) {
            calls.put(
                    call.path("chat_id").asLong(),
                    Instant.parse(call.path("started_at").asText()));
            lastCall = call.path("seq").asLong();
        }
        return calls;
    }

    private UUID jobOf(Photo each) {
        return Ids.jobOfMessage(stack.botId(), each.chat(), each.messageId());
    }

    private static double millis(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1e6;
    }
}
