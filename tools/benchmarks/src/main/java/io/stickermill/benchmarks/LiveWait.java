package io.stickermill.benchmarks;

import io.stickermill.common.Until;
import io.stickermill.emulator.client.EmulatedUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** How long people wait for their stickers, of whom each sends a photo when the one before has its sticker. */
public final class LiveWait {

    private static final long FIRST_USER = 5_000;
    private static final int USERS = 50;
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final MeasuredStack stack;
    private final List<Path> photos;

    /** @param photos sent one after another, and again from the first */
    public LiveWait(MeasuredStack stack, List<Path> photos) {
        this.stack = stack;
        this.photos = photos;
    }

    /** Milliseconds, sorted. The same photos in the same order each time. */
    public List<Long> measure(int number) throws IOException, InterruptedException {
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            EmulatedUser user = stack.user(FIRST_USER + i % USERS);
            long before = stickers(user);
            long begin = System.nanoTime();
            user.sendPhoto(Files.readAllBytes(photos.get(i % photos.size())), Map.of());
            Until.every(LOOK).forAtMost(PATIENCE).isTrue(() -> stickers(user) != before);
            waits.add((System.nanoTime() - begin) / 1_000_000);
        }
        Collections.sort(waits);
        return waits;
    }

    private static long stickers(EmulatedUser user) throws IOException, InterruptedException {
        return user.fromBot().stream().filter(message -> message.has("sticker")).count();
    }

    /** @param sorted as {@link #measure} gives them */
    public static long median(List<Long> sorted) {
        return sorted.get(sorted.size() / 2);
    }

    /** Nine of ten waited no longer. */
    public static long ninth(List<Long> sorted) {
        return sorted.get(Math.min(sorted.size() - 1, sorted.size() * 9 / 10));
    }
}
