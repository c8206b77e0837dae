package io.stickermill.benchmarks;

import io.stickermill.benchmarks.ChatJournal.Photo;
import io.stickermill.common.Until;
import io.stickermill.localstack.parts.Service;
import io.stickermill.localstack.parts.StackParts;
import io.stickermill.schemas.Ids;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The services, as they run in production, with the broker and the registry that only they need. */
final class Ours implements Contestant {

    private static final List<String> SERVICES = List.of(
            Service.GATEWAY.serviceName(),
            Service.GENERATION.serviceName(),
            Service.DELIVERY.serviceName(),
            Service.HISTORY.serviceName());

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** {@code stickermill.generation.fetches}, as it is unless somebody sets it. */
    private static final int FETCHES = 6;

    private final BenchStack stack;
    private @Nullable StepSevens outcomes;

    Ours(BenchStack stack) {
        this.stack = stack;
    }

    @Override
    public String name() {
        return "ours";
    }

    @Override
    public Slots usual() {
        return new Slots(1, FETCHES);
    }

    @Override
    public void begin(Slots slots) throws Exception {
        Files.writeString(
                stack.home().folder().resolve(StackParts.SETTINGS),
                "stickermill.generation.fetches=" + slots.each() + "\n");
        List<String> parts = new ArrayList<>(SERVICES);
        parts.addAll(stack.scale(Service.GENERATION, slots.processes()));
        stack.startParts(parts);
        if (outcomes == null) {
            // The services have registered the schemas by now.
            outcomes = new StepSevens(stack);
        }
    }

    @Override
    public void end() {
        stack.scale(Service.GENERATION, 1);
        stack.stopParts(SERVICES);
    }

    @Override
    public Map<String, ProcessTree> processes() {
        Map<String, ProcessTree> all = new LinkedHashMap<>(stack.processes());
        all.remove(PeerFigures.EMULATOR);
        return all;
    }

    @Override
    public void check(ChatJournal journal, List<Photo> photos) throws Exception {
        StepSevens known = outcomes;
        if (known == null) {
            throw new IllegalStateException("it has had no turn");
        }
        long missing = Until.every(Duration.ofMillis(100))
                .forAtMost(PATIENCE)
                .answer(
                        () -> photos.stream()
                                .filter(photo -> !isDone(known, photo))
                                .count(),
                        number -> number == 0);
        if (missing > 0) {
            throw new BenchFailed("ours says of " + missing + " of " + photos.size() + " stickers nothing");
        }
        new DoneOnce(stack, known).check(journal, photos);
    }

    private boolean isDone(StepSevens known, Photo photo) {
        UUID sticker = Ids.sticker(Ids.jobOfMessage(stack.botId(), photo.chat(), photo.messageId()), 0);
        return !known.delivered(sticker).isEmpty() && !known.stored(sticker).isEmpty();
    }

    @Override
    public void close() {
        end();
        if (outcomes != null) {
            outcomes.close();
        }
    }
}
