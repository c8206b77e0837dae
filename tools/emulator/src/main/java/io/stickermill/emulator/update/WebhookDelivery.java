package io.stickermill.emulator.update;

import io.stickermill.emulator.call.CallJournal;
import io.stickermill.emulator.store.Signal;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings updates to the webhook as Telegram does: in order, and one at a time, in each chat (taps of one user are a queue
 * of their own), side by side otherwise. What is not answered with 2xx comes again after {@code Retry-After}, or after 1 s,
 * 2 s and so on up to 60 s, and holds up its own queue only. An update is forgotten when it was taken, not before.
 */
public final class WebhookDelivery implements AutoCloseable {
    static final String SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token";

    private static final System.Logger LOG = System.getLogger(WebhookDelivery.class.getName());
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration FIRST_BACKOFF = Duration.ofSeconds(1);
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(60);
    private static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(1);
    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final Duration TICK = Duration.ofMillis(100);

    private final Webhooks webhooks;
    private final UpdateQueue updates;
    private final CallJournal journal;
    private final Clock clock;
    private final Signal signal;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final Set<String> underWay = new HashSet<>();
    private final Map<String, Waiting> waiting = new HashMap<>();

    public WebhookDelivery(Webhooks webhooks, UpdateQueue updates, CallJournal journal, Clock clock, Signal signal) {
        this.webhooks = webhooks;
        this.updates = updates;
        this.journal = journal;
        this.clock = clock;
        this.signal = signal;
    }

    /** A queue whose first update was not taken. */
    private record Waiting(Duration backoff, long dueNanos) {}

    private sealed interface Outcome {
        record Taken(int status) implements Outcome {}

        record Failed(
                @Nullable Integer status,
                String words,
                @Nullable Duration retryAfter) implements Outcome {}
    }

    /** Begins to deliver, in a thread of its own. */
    public void start() {
        Thread.ofVirtual().name("webhook").start(this::run);
    }

    /** Whether the webhook takes what it is brought. */
    public boolean listening() {
        synchronized (waiting) {
            return webhooks.current().isPresent() && waiting.isEmpty();
        }
    }

    /** Nothing new begins; the caller closes the signal. */
    @Override
    public void close() {
        http.shutdownNow();
    }

    private void run() {
        while (!signal.closed()) {
            try {
                Duration wait;
                synchronized (waiting) {
                    wait = waiting.isEmpty() ? IDLE : TICK;
                }
                signal.await(wait, this::next)
                        .ifPresent(found -> Thread.ofVirtual().start(() -> deliver(found)));
            } catch (RuntimeException e) {
                if (!signal.closed()) {
                    LOG.log(System.Logger.Level.ERROR, "The webhook's loop failed and goes on", e);
                }
            }
        }
    }

    private record Delivery(Webhook webhook, UpdateQueue.Head head) {}

    /** The next update that may go out; its queue is then taken. */
    private Optional<Delivery> next() {
        Webhook webhook = webhooks.current().orElse(null);
        if (webhook == null) {
            return Optional.empty();
        }
        synchronized (waiting) {
            if (underWay.size() >= webhook.maxConnections()) {
                return Optional.empty();
            }
            Optional<UpdateQueue.Head> head = updates.heads().stream()
                    .filter(candidate -> !underWay.contains(candidate.queue()) && isDue(candidate.queue()))
                    .findFirst();
            head.ifPresent(found -> underWay.add(found.queue()));
            return head.map(found -> new Delivery(webhook, found));
        }
    }

    private boolean isDue(String queue) {
        Waiting until = waiting.get(queue);
        return until == null || until.dueNanos() - System.nanoTime() <= 0;
    }

    private void deliver(Delivery delivery) {
        String queue = delivery.head().queue();
        Instant startedAt = clock.instant();
        try {
            Outcome outcome = updates.body(delivery.head().updateId())
                    .map(body -> post(delivery.webhook(), body))
                    .orElseGet(() -> new Outcome.Taken(200)); // Confirmed by a poller meanwhile
            switch (outcome) {
                case Outcome.Taken(int status) -> {
                    updates.remove(delivery.head().updateId());
                    synchronized (waiting) {
                        waiting.remove(queue);
                    }
                    journal.write("webhook", null, startedAt, clock.instant(), status, null, Set.of());
                }
                case Outcome.Failed failed -> {
                    webhooks.failed(delivery.webhook(), failed.words());
                    synchronized (waiting) {
                        waiting.compute(queue, (_, before) -> after(before, failed.retryAfter()));
                    }
                    journal.write(
                            "webhook", null, startedAt, clock.instant(), failed.status(), failed.words(), Set.of());
                }
            }
        } catch (RuntimeException e) {
            if (!signal.closed()) {
                LOG.log(System.Logger.Level.ERROR, "A delivery failed in the emulator itself", e);
            }
        } finally {
            synchronized (waiting) {
                underWay.remove(queue);
            }
            signal.raise();
        }
    }

    private static Waiting after(@Nullable Waiting before, @Nullable Duration retryAfter) {
        Duration backoff = before == null ? FIRST_BACKOFF : min(before.backoff().multipliedBy(2), LONGEST_BACKOFF);
        Duration wait = retryAfter == null ? backoff : min(retryAfter, LONGEST_RETRY_AFTER);
        return new Waiting(backoff, System.nanoTime() + wait.toNanos());
    }

    private Outcome post(Webhook webhook, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(webhook.url()))
                .timeout(ANSWER_TIMEOUT)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
        if (!webhook.secret().isEmpty()) {
            request.header(SECRET_HEADER, webhook.secret());
        }
        try {
            return outcome(http.send(request.build(), BodyHandlers.discarding()));
        } catch (HttpTimeoutException e) {
            return new Outcome.Failed(null, "Read timeout expired", null);
        } catch (ConnectException e) {
            return new Outcome.Failed(null, "Connection refused", null);
        } catch (IOException e) {
            return new Outcome.Failed(null, "Connection closed", null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.Failed(null, "Interrupted", null);
        }
    }

    private static Outcome outcome(HttpResponse<Void> response) {
        int status = response.statusCode();
        if (status / 100 == 2) {
            return new Outcome.Taken(status);
        }
        Duration retryAfter = response.headers()
                .firstValue("Retry-After")
                .filter(seconds -> seconds.matches("[0-9]{1,9}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                .orElse(null);
        return new Outcome.Failed(status, "Wrong response from the webhook: " + words(status), retryAfter);
    }

    private static String words(int status) {
        var known = org.eclipse.jetty.http.HttpStatus.getCode(status);
        return known == null ? Integer.toString(status) : status + " " + known.getMessage();
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
