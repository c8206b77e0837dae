package io.stickermill.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.benchmarks.report.Printout;
import io.stickermill.common.Http;
import io.stickermill.common.Json;
import io.stickermill.common.PhotoForm;
import io.stickermill.common.Until;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The memory of delivery while Telegram is away and the largest stickers pile up, and of the gateway while many send the
 * largest photos at once. Afterwards each sticker must have come once.
 */
public final class OutageBench {

    private static final long FIRST_CHAT = 9_000;
    private static final int CHATS = 100;
    private static final long UPLOADER = FIRST_CHAT + CHATS;
    private static final int UPLOAD_BYTES = 15_000_000;
    private static final int AT_ONCE = 8;
    private static final Duration TO_CATCH_UP = Duration.ofMinutes(15);

    private final Path home;
    private final int stickers;
    private final Duration outage;
    private final Printout out;

    /**
     * @param home folder of the stack, empty
     * @param stickers how many pile up, each as large as Telegram takes
     */
    public OutageBench(Path home, int stickers, Duration outage, Printout out) {
        this.home = home;
        this.stickers = stickers;
        this.outage = outage;
        this.out = out;
    }

    /** @throws BenchFailed if a sticker did not come once, or a process was started anew */
    public void run() throws Exception {
        try (MeasuredStack stack = MeasuredStack.up(home, Map.of())) {
            for (long chat = FIRST_CHAT; chat <= UPLOADER; chat++) {
                stack.user(chat).say("/start", "en");
            }
            for (long chat = FIRST_CHAT; chat <= UPLOADER; chat++) {
                greeted(stack, chat);
            }
            out.beginTables();
            out.printf("%-46s %10s %10s %10s%n", "PSS, MB", "BEFORE", "MOST", "AFTER");
            outage(stack);
            uploads(stack);
            for (JsonNode part : stack.status().path("parts")) {
                if (part.path("restarts").asInt() > 0) {
                    throw new BenchFailed(part.path("name").asText() + " had to be started again");
                }
            }
        }
    }

    /** A bot may write only to whoever has written to it; to others Telegram says that there is no such chat. */
    private static void greeted(MeasuredStack stack, long chat) throws Exception {
        if (!Until.every(Duration.ofMillis(200))
                .forAtMost(Duration.ofMinutes(1))
                .isTrue(() -> !stack.user(chat).fromBot().isEmpty())) {
            throw new BenchFailed("chat " + chat + " got no answer to /start");
        }
    }

    private void outage(MeasuredStack stack) throws Exception {
        long delivery = stack.pid("delivery");
        long before = ProcessMemory.megabytes(delivery);
        faults(stack, List.of(Map.of("method", "sendSticker", "action", "status", "status", 502)));
        try (ProcessMemory memory = ProcessMemory.watch(delivery);
                ReadyStickers ready = new ReadyStickers(
                        stack.bootstrap(), stack.registry(), Pictures.sticker(Pictures.LARGEST_STICKER_BYTES))) {
            for (int i = 0; i < stickers; i++) {
                ready.publish(UUID.randomUUID(), FIRST_CHAT + i % CHATS);
            }
            Thread.sleep(outage);
            faults(stack, List.of());
            long begin = System.nanoTime();
            boolean all =
                    Until.every(Duration.ofSeconds(1)).forAtMost(TO_CATCH_UP).isTrue(() -> came(stack) >= stickers);
            long seconds = Duration.ofNanos(System.nanoTime() - begin).toSeconds();
            row("delivery, Telegram away for " + outage.toSeconds() + " s", before, memory, delivery);
            out.printf(
                    "(%d stickers of %d bytes; the last came %d s after Telegram was back)%n",
                    stickers, Pictures.LARGEST_STICKER_BYTES, seconds);
            if (!all || came(stack) != stickers) {
                throw new BenchFailed(came(stack) + " of " + stickers + " stickers came");
            }
        }
    }

    private static int came(MeasuredStack stack) throws IOException, InterruptedException {
        int came = 0;
        for (int i = 0; i < CHATS; i++) {
            for (JsonNode message : stack.user(FIRST_CHAT + i).fromBot()) {
                came += message.has("sticker") ? 1 : 0;
            }
        }
        return came;
    }

    private void uploads(MeasuredStack stack) throws Exception {
        long gateway = stack.pid("gateway");
        long before = ProcessMemory.megabytes(gateway);
        Map<Integer, Integer> answers = new TreeMap<>();
        byte[] photo = new byte[UPLOAD_BYTES];
        new Random(1).nextBytes(photo);
        // A JPEG by its first bytes: it is taken, stored, and refused in words once it is decoded.
        System.arraycopy(new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff}, 0, photo, 0, 3);
        try (ProcessMemory memory = ProcessMemory.watch(gateway);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < 3; round++) {
                List<Callable<Integer>> uploads = new ArrayList<>();
                for (int i = 0; i < AT_ONCE; i++) {
                    uploads.add(() -> upload(stack, photo));
                }
                for (Future<Integer> answer : threads.invokeAll(uploads)) {
                    answers.merge(answer.get(), 1, Integer::sum);
                }
            }
            row("gateway, " + AT_ONCE + " uploads of 15 MB at once, 3 times", before, memory, gateway);
        }
        out.printf("(answers, by status: %s)%n", answers);
        out.flush();
    }

    private static int upload(MeasuredStack stack, byte[] photo) throws IOException, InterruptedException {
        var request = PhotoForm.order(
                stack.uploads(),
                stack.apiKey(),
                UUID.randomUUID().toString(),
                Map.of("chat_id", Long.toString(UPLOADER)),
                "photo.jpg",
                photo,
                Duration.ofMinutes(2));
        return Http.CLIENT.send(request, BodyHandlers.discarding()).statusCode();
    }

    private static void faults(MeasuredStack stack, List<Map<String, Object>> faults)
            throws IOException, InterruptedException {
        stack.emulator("/admin/faults", BodyPublishers.ofByteArray(Json.MAPPER.writeValueAsBytes(faults)));
    }

    private void row(String what, long before, ProcessMemory memory, long pid) {
        out.printf("%-46s %10d %10d %10d%n", what, before, memory.most(), ProcessMemory.megabytes(pid));
        out.flush();
    }
}
