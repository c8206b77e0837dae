package io.stickermill.gateway.update;

import com.pengrad.telegrambot.request.DeleteWebhook;
import io.stickermill.platform.telegram.RawUpdate;
import io.stickermill.platform.telegram.TelegramAnswer;
import io.stickermill.platform.telegram.TelegramClient;
import io.stickermill.platform.telegram.Updates;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Long polling. Telegram takes an update for received when a later call asks for a greater offset, so the offset moves
 * over an update only when Kafka has what it asks for; a crash before that brings the update again, under the same ids.
 */
final class UpdatePoller implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(UpdatePoller.class);

    private static final Duration SEAT_LOOK = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration PUBLISH_TIMEOUT = Duration.ofSeconds(25);

    /** Whoever is about to pay is asked about by Telegram, and waits for ten seconds: so often is looked while Kafka is waited for. */
    private static final Duration URGENT_LOOK = Duration.ofSeconds(2);

    private final TelegramClient telegram;
    private final UpdateIntake intake;
    private final PollSettings settings;
    private final PollerSeat seat;
    private final PollHealth health;
    private final boolean sells;

    private volatile boolean running;
    private @Nullable Thread thread;
    private final Offset offset = new Offset();
    private Duration pause = Duration.ZERO;

    /** Whether updates wait at Telegram that could not be taken in. */
    private boolean isBehind;

    /** @param sells whether people pay: while updates can't be taken in, those that Telegram waits for are looked for */
    UpdatePoller(
            TelegramClient telegram,
            UpdateIntake intake,
            PollSettings settings,
            PollerSeat seat,
            PollHealth health,
            boolean sells) {
        this.telegram = telegram;
        this.intake = intake;
        this.settings = settings;
        this.seat = seat;
        this.health = health;
        this.sells = sells;
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofVirtual().name("update-poller").start(this::run);
    }

    /** Ends the wait for updates at once; what was received and not confirmed comes again at the next start. */
    @Override
    public void stop() {
        running = false;
        Thread poller = thread;
        if (poller != null) {
            poller.interrupt();
            try {
                poller.join(Duration.ofSeconds(5));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void run() {
        try (seat) {
            while (running) {
                try {
                    pollOnce();
                } catch (RuntimeException e) {
                    log.error("polling for updates failed", e);
                    lengthenPause();
                }
                pause();
            }
        } catch (InterruptedException stopped) {
            // By stop().
        }
    }

    /** What is urgent is not kept waiting by what Kafka does not take. */
    private void pause() throws InterruptedException {
        long end = System.nanoTime() + pause.toNanos();
        while (isBehind && running && end - System.nanoTime() > URGENT_LOOK.toNanos()) {
            Thread.sleep(URGENT_LOOK);
            takeUrgent(List.of());
        }
        Thread.sleep(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
    }

    /**
     * Asks for the same updates once more, and takes of those that came meanwhile what Telegram waits for.
     *
     * @param inWork those that are not to be taken again
     */
    private void takeUrgent(List<RawUpdate> inWork) throws InterruptedException {
        if (!sells
                || !seat.take()
                || !(telegram.updates(offset.next(), settings.batch(), Duration.ZERO, UpdateIntake.KINDS)
                        instanceof Updates.Received(List<RawUpdate> updates))) {
            return;
        }
        for (RawUpdate update : offset.notTaken(updates)) {
            if (!inWork.contains(update) && UpdateIntake.isUrgent(update)) {
                try {
                    intake.take(update).get(URGENT_LOOK.toMillis(), TimeUnit.MILLISECONDS);
                    offset.taken(update);
                } catch (ExecutionException | TimeoutException e) {
                    log.warn("{} is not answered yet: {}", update, e.toString());
                }
            }
        }
    }

    private void pollOnce() throws InterruptedException {
        isBehind = false;
        if (!seat.take()) {
            // Another gateway goes on; what it does not confirm is looked at anew.
            offset.forget();
            health.spare();
            pause = SEAT_LOOK;
            return;
        }
        Updates answer = telegram.updates(offset.next(), settings.batch(), settings.hold(), UpdateIntake.KINDS);
        if (running) {
            health.note(answer);
        }
        switch (answer) {
            case Updates.Received(List<RawUpdate> updates) -> process(updates);
            case Updates.Refused refused
            when refused.code() == 409 && refused.description().contains("webhook") -> removeWebhook();
            case Updates.Refused refused -> {
                if (running) {
                    log.warn("Telegram refused getUpdates: {} {}", refused.code(), refused.description());
                }
                lengthenPause();
                refused.retryAfter().ifPresent(wait -> pause = wait);
            }
            case Updates.Unavailable(String cause) -> {
                if (running) {
                    log.warn("no updates from Telegram: {}", cause);
                }
                lengthenPause();
            }
        }
    }

    /** This gateway is set to poll; what waits at Telegram stays there and comes with the next call. */
    private void removeWebhook() {
        log.info("a webhook is registered and this gateway polls: removing the webhook, keeping what waits");
        if (!(telegram.call(new DeleteWebhook().dropPendingUpdates(false)) instanceof TelegramAnswer.Ok)) {
            lengthenPause();
        }
    }

    /** Takes all of them in at once, then waits; the offset moves up to the first that failed. */
    private void process(List<RawUpdate> received) throws InterruptedException {
        List<RawUpdate> updates = offset.notTaken(received);
        List<CompletableFuture<?>> taken = ChatByChat.take(updates, intake::take);
        // For all together: while Kafka is away, each of them would take as long.
        long deadline = System.nanoTime() + PUBLISH_TIMEOUT.toNanos();
        await(taken, updates, deadline);
        boolean anyFailed = false;
        boolean anyTaken = false;
        for (int i = 0; i < taken.size(); i++) {
            RawUpdate update = updates.get(i);
            try {
                taken.get(i).get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                offset.taken(update);
                anyTaken = true;
            } catch (ExecutionException | TimeoutException e) {
                log.warn("{} is not in Kafka yet and stays unconfirmed: {}", update, e.toString());
                anyFailed = true;
            }
        }
        offset.move(received);
        isBehind = anyFailed;
        if (!anyFailed) {
            pause = Duration.ZERO;
        } else {
            // Where others get through, it is not time that is needed, and they must not wait.
            pause = anyTaken ? Duration.ZERO : pause;
            lengthenPause();
        }
    }

    /** Until all have ended, or the time is over; looks for what is urgent meanwhile. */
    private void await(List<CompletableFuture<?>> taken, List<RawUpdate> updates, long deadline)
            throws InterruptedException {
        CompletableFuture<?> all = CompletableFuture.allOf(taken.toArray(CompletableFuture[]::new));
        while (!all.isDone() && deadline - System.nanoTime() > 0) {
            try {
                long left = deadline - System.nanoTime();
                all.get(Math.min(left, URGENT_LOOK.toNanos()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                takeUrgent(updates);
            } catch (ExecutionException e) {
                log.debug("some of them have failed", e);
            }
        }
    }

    private void lengthenPause() {
        Duration next = pause.isZero() ? Duration.ofMillis(500) : pause.multipliedBy(2);
        pause = next.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : next;
    }
}
