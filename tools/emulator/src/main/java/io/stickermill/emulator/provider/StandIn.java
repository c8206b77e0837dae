package io.stickermill.emulator.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What the stand-ins share: how long a picture takes, what goes wrong, what was begun, files that vanish, calls back. */
abstract class StandIn {

    /** Refused for want of credit. */
    static final String UNPAID = "unpaid";

    /** Refused for now. */
    static final String BUSY = "busy";

    /** The order does not suit the model. */
    static final String REFUSED = "refused";

    /** The picture or the wish is against the rules. */
    static final String MODERATED = "moderated";

    /** What is made is no picture. */
    static final String GARBAGE = "garbage";

    /** What is made begins as a picture does, and is none. */
    static final String TORN = "torn";

    /** What is made is a film, of a cup. */
    static final String FILM = "film";

    /** What is made can't be fetched. */
    static final String GONE = "gone";

    /** The order is begun, and its answer lost. */
    static final String CUT = "cut";

    /** Nobody is called back. */
    static final String SILENT = "silent";

    /** Everybody is called back twice. */
    static final String TWICE = "twice";

    /** Calls back are signed by somebody else. */
    static final String FORGED = "forged";

    /** It is broken. */
    static final String BROKEN = "broken";

    private static final Duration KEPT = Duration.ofHours(1);
    private static final byte[] NO_PICTURE = "<html>no picture</html>".getBytes(UTF_8);

    private final String name;
    private final SortedSet<String> faults;
    private final Clock clock;
    private final Map<String, Task> tasks = new ConcurrentHashMap<>();
    private final AtomicLong begun = new AtomicLong();
    private final HttpClient http = HttpClient.newHttpClient();
    private volatile Duration takes = Duration.ofSeconds(2);
    private volatile String fault = "";

    StandIn(String name, Set<String> faults, Clock clock) {
        this.name = name;
        this.faults = new TreeSet<>(faults);
        this.clock = clock;
    }

    /** One picture that is made, and the fault that was set when it was ordered. */
    static final class Task {
        private final String id = UUID.randomUUID().toString().replace("-", "");
        private final String model;
        private final byte[] photo;
        private final Instant ends;
        private final String fault;
        private volatile boolean cancelled;

        Task(String model, byte[] photo, Instant ends, String fault) {
            this.model = model;
            this.photo = photo;
            this.ends = ends;
            this.fault = fault;
        }

        String id() {
            return id;
        }

        String model() {
            return model;
        }

        boolean has(String other) {
            return fault.equals(other);
        }

        boolean isCancelled() {
            return cancelled;
        }
    }

    /** A call back. */
    record Call(byte[] body, Map<String, String> headers) {}

    /** Makes the call back of a task that has ended. */
    @FunctionalInterface
    interface Calls {
        /** @param forged whether it is to be signed by another */
        Call of(boolean forged);
    }

    abstract void addTo(RoutesConfig routes);

    final String name() {
        return name;
    }

    final SortedSet<String> faults() {
        return faults;
    }

    final long begun() {
        return begun.get();
    }

    final void behave(Duration newTakes, String newFault) {
        takes = newTakes;
        fault = newFault;
    }

    final String fault() {
        return fault;
    }

    final Instant now() {
        return clock.instant();
    }

    /** From here on it costs. */
    final Task begin(String model, byte[] photo) {
        Task task = new Task(model, photo, clock.instant().plus(takes), fault);
        tasks.put(task.id, task);
        begun.incrementAndGet();
        return task;
    }

    final @Nullable Task task(String id) {
        return tasks.get(id);
    }

    final boolean isRunning(Task task) {
        return !task.cancelled && clock.instant().isBefore(task.ends);
    }

    final boolean isForgotten(Task task) {
        return clock.instant().isAfter(task.ends.plus(KEPT));
    }

    final void cancel(Task task) {
        task.cancelled |= isRunning(task);
    }

    /** What a model has made; empty where the photo can't be read. */
    static byte[] made(Task task) {
        if (task.has(GARBAGE)) {
            return NO_PICTURE;
        }
        if (task.has(FILM)) {
            return film();
        }
        byte[] made = ToyModel.named(task.model).of(task.photo);
        return task.has(TORN) ? Arrays.copyOf(made, Math.min(made.length, 60)) : made;
    }

    /** Waits as long as a picture takes: for who answers an order with it. */
    final void work() throws IOException {
        try {
            Thread.sleep(takes);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped", e);
        }
    }

    /** The file of a task, at an address that its answers name. */
    final void file(Context context) {
        Task task = tasks.get(context.pathParam("id"));
        if (task == null || task.has(GONE) || isForgotten(task)) {
            context.status(404);
            return;
        }
        byte[] made = made(task);
        if (made.length == 0) {
            context.status(404);
        } else {
            context.contentType(task.has(FILM) ? "video/mp4" : "image/png").result(made);
        }
    }

    private static byte[] film() {
        try (InputStream film = Objects.requireNonNull(StandIn.class.getResourceAsStream("film.mp4"))) {
            return film.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("The film of this jar can't be read", e);
        }
    }

    /** Ends the connection without an answer. */
    static void cut(Context context) throws IOException {
        context.res().flushBuffer();
        throw new IOException("cut");
    }

    /** Calls whoever ordered a task, when it has ended. */
    final void callBack(@Nullable String address, Task task, Calls calls) {
        if (address == null || address.isEmpty() || task.has(SILENT)) {
            return;
        }
        Thread.ofVirtual().start(() -> {
            try {
                Thread.sleep(Duration.between(clock.instant(), task.ends).plusMillis(50));
                Call call = calls.of(task.has(FORGED));
                for (int times = task.has(TWICE) ? 2 : 1; times > 0; times--) {
                    var request =
                            HttpRequest.newBuilder(URI.create(address)).header("Content-Type", "application/json");
                    call.headers().forEach(request::header);
                    http.send(
                            request.POST(BodyPublishers.ofByteArray(call.body()))
                                    .build(),
                            BodyHandlers.discarding());
                }
            } catch (IOException | IllegalArgumentException nobodyThere) {
                // As everywhere: whoever wants to know looks.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** The bytes of a data URI; none of what is not one. */
    static byte[] picture(String uri) {
        int comma = uri.indexOf(',');
        try {
            return uri.startsWith("data:") && comma > 0
                    ? Base64.getDecoder().decode(uri.substring(comma + 1))
                    : new byte[0];
        } catch (IllegalArgumentException noBase64) {
            return new byte[0];
        }
    }

    static String base(Context context) {
        return "http://" + context.host();
    }

    static void json(Context context, int status, JsonNode body) {
        context.status(status).contentType("application/json").result(body.toString());
    }
}
