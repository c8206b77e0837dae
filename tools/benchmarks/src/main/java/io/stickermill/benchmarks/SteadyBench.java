package io.stickermill.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.benchmarks.report.Chart;
import io.stickermill.benchmarks.report.Printout;
import io.stickermill.common.Until;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The memory of the services and of the makers while photo after photo goes through. What grows with their number is a leak; a
 * process that was started anew, or a photo without its sticker, fails it.
 */
public final class SteadyBench {

    private static final long FIRST_CHAT = 9_300;
    private static final int CHATS = 16;
    private static final int ROWS = 10;
    private static final List<String> SERVICES = List.of("gateway", "generation", "delivery", "history");
    private static final Duration FOR_ALL_OF_A_ROUND = Duration.ofMinutes(3);

    private final Path home;
    private final List<Path> photos;
    private final int number;
    private final Printout out;
    private final List<String> numbers = new ArrayList<>();
    private final Map<String, List<@Nullable Double>> memory = new LinkedHashMap<>();

    /**
     * @param home folder of the stack, empty
     * @param photos they take turns
     * @param number of photos sent, in rounds of {@value #CHATS}
     */
    public SteadyBench(Path home, List<Path> photos, int number, Printout out) {
        this.home = home;
        this.photos = List.copyOf(photos);
        this.number = number;
        this.out = out;
    }

    /** @throws BenchFailed if a photo did not become one sticker, or a process was started anew */
    public void run() throws IOException, InterruptedException {
        List<byte[]> files = new ArrayList<>();
        for (Path photo : photos) {
            files.add(Files.readAllBytes(photo));
        }
        try (MeasuredStack stack = MeasuredStack.up(home, Map.of())) {
            out.beginTables();
            out.printf("%-8s", "PHOTOS");
            SERVICES.forEach(service -> out.printf(" %11s", service.toUpperCase(Locale.ROOT)));
            out.printf(" %11s   (PSS, MB)%n", "MAKERS");
            int rounds = number / CHATS;
            int sent = 0;
            for (int round = 0; round < rounds; round++) {
                for (int chat = 0; chat < CHATS; chat++) {
                    stack.user(FIRST_CHAT + chat)
                            .sendPhoto(
                                    files.get(sent % files.size()), Map.of("as", sent % 3 == 0 ? "document" : "photo"));
                    sent++;
                }
                awaitStickers(stack, round + 1);
                if (round % Math.max(1, rounds / ROWS) == 0 || round == rounds - 1) {
                    row(stack, sent);
                }
            }
            out.chart(new Chart(
                    "steady", "Memory after so many photos, PSS, MB", Chart.Kind.LINES, List.copyOf(numbers), memory));
            for (JsonNode part : stack.status().path("parts")) {
                if (part.path("restarts").asInt() > 0) {
                    throw new BenchFailed(part.path("name").asText() + " had to be started again");
                }
            }
        }
    }

    private static void awaitStickers(MeasuredStack stack, int each) throws IOException, InterruptedException {
        for (int chat = 0; chat < CHATS; chat++) {
            long id = FIRST_CHAT + chat;
            int came = Until.every(Duration.ofMillis(200))
                    .forAtMost(FOR_ALL_OF_A_ROUND)
                    .answer(() -> stickers(stack, id), number -> number >= each);
            if (came != each) {
                throw new BenchFailed("chat " + id + " has " + came + " stickers of " + each + " photos");
            }
        }
    }

    private static int stickers(MeasuredStack stack, long chat) throws IOException, InterruptedException {
        int stickers = 0;
        for (JsonNode message : stack.user(chat).fromBot()) {
            stickers += message.has("sticker") ? 1 : 0;
        }
        return stickers;
    }

    private void row(MeasuredStack stack, int sent) throws IOException, InterruptedException {
        out.printf("%-8d", sent);
        numbers.add(Integer.toString(sent));
        for (String service : SERVICES) {
            long megabytes = ProcessMemory.megabytes(stack.pid(service));
            out.printf(" %11d", megabytes);
            note(service, megabytes);
        }
        long makers = ProcessHandle.of(stack.pid("generation")).stream()
                .flatMap(ProcessHandle::descendants)
                .mapToLong(child -> ProcessMemory.megabytes(child.pid()))
                .sum();
        out.printf(" %11d%n", makers);
        note("makers", makers);
        out.flush();
    }

    private void note(String process, long megabytes) {
        memory.computeIfAbsent(process, _ -> new ArrayList<>()).add((double) megabytes);
    }
}
