package io.stickermill.localstack.supervisor;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.stickermill.localstack.parts.Home;
import io.stickermill.localstack.parts.StackParts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** All parts of one stack. */
public final class Supervisor {

    private static final Duration ANSWER = Duration.ofSeconds(4);
    private static final ExecutorService THREADS = Executors.newVirtualThreadPerTaskExecutor();

    private final Map<String, SupervisedPart> parts = new LinkedHashMap<>();
    private final Map<String, Set<String>> needs = new LinkedHashMap<>();

    /** Hears what happens to a part. */
    @FunctionalInterface
    public interface Listener {
        void happened(String part, String what);
    }

    public Supervisor(StackParts stack, Home home, Listener listener) {
        for (StackParts.Placed placed : stack.all()) {
            String name = placed.part().name();
            needs.put(name, placed.needs());
            parts.put(
                    name,
                    new SupervisedPart(
                            placed.part(),
                            home,
                            () -> parts.values().stream()
                                    .filter(other ->
                                            placed.needs().contains(other.part().name()))
                                    .allMatch(other -> other.state() == PartState.READY),
                            (part, what) -> listener.happened(part.part().name(), what)));
        }
    }

    public void startAll() {
        parts.values().forEach(SupervisedPart::start);
    }

    public boolean allReady() {
        return parts.values().stream().allMatch(part -> part.state() == PartState.READY);
    }

    /** Those that need others first, all of them at once; then what they need. */
    public void stopAll() {
        List<List<SupervisedPart>> waves = List.of(
                parts.values().stream().filter(part -> needsOf(part).size() > 1).toList(),
                parts.values().stream()
                        .filter(part -> needsOf(part).size() == 1)
                        .toList(),
                parts.values().stream().filter(part -> needsOf(part).isEmpty()).toList());
        for (List<SupervisedPart> wave : waves) {
            List<Thread> stops = new ArrayList<>();
            wave.forEach(part -> stops.add(Thread.ofVirtual().start(part::stop)));
            stops.forEach(Supervisor::join);
        }
    }

    /** False if there is no such part. */
    public boolean start(String name) {
        return named(name)
                .map(part -> {
                    part.start();
                    return true;
                })
                .orElse(false);
    }

    /** Returns when the part is gone. False if there is no such part. */
    public boolean stop(String name) {
        return named(name)
                .map(part -> {
                    part.stop();
                    return true;
                })
                .orElse(false);
    }

    public Set<String> names() {
        return parts.keySet();
    }

    /** What is known without asking. */
    public List<PartStatus> status() {
        return parts.values().stream().map(part -> status(part, part.state())).toList();
    }

    /** Asks every part whether it answers; those that take too long count as not answering. */
    public List<PartStatus> look() throws InterruptedException {
        List<SupervisedPart> asked = List.copyOf(parts.values());
        List<Callable<PartState>> questions =
                asked.stream().map(part -> (Callable<PartState>) part::look).toList();
        List<Future<PartState>> answers = THREADS.invokeAll(questions, ANSWER.toMillis(), TimeUnit.MILLISECONDS);
        List<PartStatus> found = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            Future<PartState> answer = answers.get(i);
            found.add(status(
                    asked.get(i),
                    answer.state() == Future.State.SUCCESS ? answer.resultNow() : PartState.NOT_ANSWERING));
        }
        return found;
    }

    private static PartStatus status(SupervisedPart part, PartState state) {
        return new PartStatus(
                part.part().name(),
                state.word(),
                part.part().address(),
                part.pid().orElse(0),
                part.restarts());
    }

    /**
     * @param address where it is reached
     * @param pid 0 while there is no process
     * @param restarts how often it had to be started again
     */
    public record PartStatus(String name, String state, String address, long pid, int restarts) {

        @JsonIgnore
        public boolean isReady() {
            return state.equals(PartState.READY.word());
        }
    }

    private Optional<SupervisedPart> named(String name) {
        String plain = name.endsWith("-service") ? name.substring(0, name.length() - "-service".length()) : name;
        return Optional.ofNullable(parts.get(plain));
    }

    private Set<String> needsOf(SupervisedPart part) {
        return needs.getOrDefault(part.part().name(), Set.of());
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
