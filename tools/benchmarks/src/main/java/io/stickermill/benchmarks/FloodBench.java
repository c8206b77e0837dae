package io.stickermill.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.benchmarks.report.Printout;
import io.stickermill.common.Until;
import io.stickermill.emulator.client.EmulatedUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How long others wait while one person floods the bot: real services, Telegram's limits as they are. Afterwards each photo of the
 * flood must have its sticker, once and in order.
 */
public final class FloodBench {

    private static final int WARM_UP = 5;
    private static final long FLOODER = 4_000;
    private static final int AIMED_MEDIAN = 2;
    private static final int AIMED_MAXIMUM = 5;
    private static final Duration FOR_A_STICKER = Duration.ofSeconds(10);

    private final Path home;
    private final List<Path> photos;
    private final int flood;
    private final int measured;
    private final Printout out;

    /**
     * @param home folder of the stack, empty
     * @param flood photos that one person sends as fast as they can
     * @param measured photos of the others, one after another, without the flood and again beside it; up to 50 come from as many chats
     */
    public FloodBench(Path home, List<Path> photos, int flood, int measured, Printout out) {
        this.home = home;
        this.photos = List.copyOf(photos);
        this.flood = flood;
        this.measured = measured;
        this.out = out;
    }

    /** @throws BenchFailed if the flood was not worked off as it should be */
    public void run() throws IOException, InterruptedException {
        try (MeasuredStack stack = MeasuredStack.up(home, Map.of())) {
            LiveWait others = new LiveWait(stack, photos);
            others.measure(WARM_UP);
            List<Long> without = others.measure(measured);
            EmulatedUser flooder = stack.user(FLOODER);
            List<Integer> sent = new ArrayList<>();
            for (int i = 0; i < flood; i++) {
                sent.add(flooder.sendPhoto(Files.readAllBytes(photos.get(i % photos.size())), Map.of()));
            }
            int doneBefore = answered(flooder).size();
            List<Long> with = others.measure(measured);
            int doneAfter = answered(flooder).size();
            out.beginTables();
            out.printf("One person sends %d photos at once; others send one each, and wait (ms)%n", flood);
            out.printf("%-22s %8s %8s %8s%n", "", "MEDIAN", "9 OF 10", "MAXIMUM");
            print("without the flood", without);
            print("beside it", with);
            out.printf(
                    "(the flood had %d of its stickers when the others began, %d when they ended)%n",
                    doneBefore, doneAfter);
            out.printf(
                    Locale.ROOT,
                    "flood: with / without: median %.2f (aim: at most %d), maximum %.2f (aim: at most %d)%n",
                    (double) LiveWait.median(with) / LiveWait.median(without),
                    AIMED_MEDIAN,
                    (double) with.getLast() / without.getLast(),
                    AIMED_MAXIMUM);
            out.figure(
                    "median, with / without",
                    "ratio",
                    (double) LiveWait.median(with) / LiveWait.median(without),
                    (double) AIMED_MEDIAN);
            out.figure("maximum, with / without", "ratio", (double) with.getLast() / without.getLast(), (double)
                    AIMED_MAXIMUM);
            out.flush();
            check(flooder, sent, doneAfter);
        }
    }

    private void print(String when, List<Long> waits) {
        out.figure(when, Sample.of(waits.stream().map(Long::doubleValue).toList()));
        out.printf("%-22s %8d %8d %8d%n", when, LiveWait.median(waits), LiveWait.ninth(waits), waits.getLast());
    }

    private void check(EmulatedUser flooder, List<Integer> sent, int doneAfter)
            throws IOException, InterruptedException {
        if (doneAfter >= flood) {
            throw new BenchFailed("the flood was over before the last of the others had their sticker: flood more");
        }
        Until.every(Duration.ofMillis(500))
                .forAtMost(FOR_A_STICKER.multipliedBy(flood))
                .isTrue(() -> answered(flooder).size() >= flood);
        if (!answered(flooder).equals(sent)) {
            throw new BenchFailed("the flood's stickers are not one for each photo, in order: " + answered(flooder));
        }
        out.printf("Checked: %d stickers of the flood, each once, in the order of the photos.%n", flood);
        out.flush();
    }

    /** The photos' messages, in the order of their stickers. */
    private static List<Integer> answered(EmulatedUser user) throws IOException, InterruptedException {
        List<Integer> photos = new ArrayList<>();
        for (JsonNode message : user.fromBot()) {
            if (message.has("sticker")) {
                photos.add(message.path("reply_to_message").path("message_id").asInt());
            }
        }
        return photos;
    }
}
