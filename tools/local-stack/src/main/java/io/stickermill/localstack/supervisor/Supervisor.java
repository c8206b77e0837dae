package io.stickermill.localstack.supervisor;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.stickermill.common.Until;
import io.stickermill.localstack.parts.Home;
import io.stickermill.localstack.parts.Service;
import io.stickermill.localstack.parts.StackParts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
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
import org.jspecify.annotations.Nullable;

/** All parts of one stack. */
public final class Supervisor {

    private static final Duration ANSWER = Duration.ofSeconds(4);
    private static final Duration READY_LOOK = Duration.ofMillis(100);
    private static final ExecutorService THREADS = Executors.newVirtualThreadPerTaskExecutor();

    private final StackParts stack;
    private final Home home;
    private final Listener listener;
    /** In the order of their start; replaced as a whole when instances come and go. */
    private volatile Map<String, SupervisedPart> parts = Map.of();

    /** Hears what happens to a part. */
    @FunctionalInterface
    public interface Listener {
        void happened(String part, String what);
    }

    public Supervisor(StackParts stack, Home home, Listener listener) {
        this.stack = stack;
        this.home = home;
        this.listener = listener;
        stack.all().forEach(this::add);
    }

    /**
     * Brings the number of a service's processes to this; those that go drain first. Returns when they are gone, and
     * before new ones are ready.
     *
     * @param number 1 or more
     */
    public synchronized void scale(Service service, int number) {
        for (int instance = 2; instance <= number; instance++) {
            StackParts.Placed placed = stack.instance(service, instance);
            if (!parts.containsKey(placed.part().name())) {
                add(placed).start();
            }
        }
        String prefix = service.serviceName() + "-";
        List<SupervisedPart> surplus = parts.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix)
                        && Integer.parseInt(entry.getKey().substring(prefix.length())) > number)
                .map(Map.Entry::getValue)
                .toList();
        stopTogether(surplus);
        Map<String, SupervisedPart> left = new LinkedHashMap<>(parts);
        left.values().removeAll(surplus);
        parts = left;
    }

    private SupervisedPart add(StackParts.Placed placed) {
        SupervisedPart added = new SupervisedPart(
                placed.part(),
                placed.needs(),
                home,
                () -> parts.values().stream()
                        .filter(other -> placed.needs().contains(other.part().name()))
                        .allMatch(other -> other.state() == PartState.READY),
                (part, what) -> listener.happened(part.part().name(), what));
        Map<String, SupervisedPart> more = new LinkedHashMap<>(parts);
        more.put(placed.part().name(), added);
        parts = more;
        return added;
    }

    public void startAll() {
        parts.values().forEach(SupervisedPart::start);
    }

    public boolean allReady() {
        return parts.values().stream().allMatch(part -> part.state() == PartState.READY);
    }

    /** As {@link #awaitReady(Collection, Duration)}, of all. */
    public void awaitReady(Duration patience) throws InterruptedException {
        awaitReady(names(), patience);
    }

    /**
     * Returns when these parts are ready.
     *
     * @throws IllegalStateException if they are not in time; it says how each stands
     */
    public void awaitReady(Collection<String> names, Duration patience) throws InterruptedException {
        boolean ready = Until.every(READY_LOOK)
                .forAtMost(patience)
                .isTrue(() -> status().stream()
                        .filter(part -> names.contains(part.name()))
                        .allMatch(PartStatus::isReady));
        if (!ready) {
            throw new IllegalStateException("Not ready after " + patience.toSeconds() + " s: " + status());
        }
    }

    /** Those that need others first, all of them at once; then what they need. */
    public synchronized void stopAll() {
        stopTogether(
                parts.values().stream().filter(part -> part.needs().size() > 1).toList());
        stopTogether(
                parts.values().stream().filter(part -> part.needs().size() == 1).toList());
        stopTogether(
                parts.values().stream().filter(part -> part.needs().isEmpty()).toList());
    }

    private static void stopTogether(List<SupervisedPart> parts) {
        List<Thread> stops = new ArrayList<>();
        parts.forEach(part -> stops.add(Thread.ofVirtual().start(part::stop)));
        stops.forEach(Supervisor::join);
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
        return parts.values().stream()
                .map(part -> status(part, new SupervisedPart.Look(part.state(), null)))
                .toList();
    }

    /** Asks every part whether it answers; those that take too long count as not answering. */
    public List<PartStatus> look() throws InterruptedException {
        List<SupervisedPart> asked = List.copyOf(parts.values());
        List<Callable<SupervisedPart.Look>> questions = asked.stream()
                .map(part -> (Callable<SupervisedPart.Look>) part::look)
                .toList();
        List<Future<SupervisedPart.Look>> answers =
                THREADS.invokeAll(questions, ANSWER.toMillis(), TimeUnit.MILLISECONDS);
        List<PartStatus> found = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            Future<SupervisedPart.Look> answer = answers.get(i);
            found.add(status(
                    asked.get(i),
                    answer.state() == Future.State.SUCCESS
                            ? answer.resultNow()
                            : new SupervisedPart.Look(PartState.NOT_ANSWERING, null)));
        }
        return found;
    }

    private static PartStatus status(SupervisedPart part, SupervisedPart.Look look) {
        return new PartStatus(
                part.part().name(),
                look.state().word(),
                part.part().address(),
                part.pid().orElse(0),
                part.restarts(),
                part.failures().ends(),
                part.failures().reason().orElse(null),
                look.limits());
    }

    /**
     * @param address where it is reached
     * @param pid 0 while there is no process
     * @param restarts how often it had to be started again
     * @param failures how often it ended in a row, without a minute of health in between
     * @param reason of the last of them, in one line; null if there is none
     * @param limits what it can't do although it is ready; null if there is nothing
     */
    public record PartStatus(
            String name,
            String state,
            String address,
            long pid,
            int restarts,
            int failures,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String reason,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String limits) {

        @JsonIgnore
        public boolean isReady() {
            return state.equals(PartState.READY.word());
        }
    }

    private Optional<SupervisedPart> named(String name) {
        String plain = name.endsWith("-service") ? name.substring(0, name.length() - "-service".length()) : name;
        return Optional.ofNullable(parts.get(plain));
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
