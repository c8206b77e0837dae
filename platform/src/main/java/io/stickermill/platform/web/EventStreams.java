package io.stickermill.platform.web;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter.SseEventBuilder;

/**
 * Server-sent events of one kind. Each stream looks at its rows now and then, whichever instance changes them: reads by key
 * are cheaper to run and to understand than a channel between instances, and lose nothing when one of them dies.
 */
public final class EventStreams {

    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private final String name;
    private final int most;
    private final Duration every;
    private final Duration longest;
    private final Semaphore free;

    /**
     * @param name of the streams' threads
     * @param most that many are open at once
     * @param every pause between two looks
     * @param longest after which a stream ends; whoever watches connects again
     */
    public EventStreams(String name, int most, Duration every, Duration longest) {
        this.name = name;
        this.most = most;
        this.every = every;
        this.longest = longest;
        this.free = new Semaphore(most);
    }

    /** What one stream shows. */
    @FunctionalInterface
    public interface Watch {

        /**
         * Looks, and sends what is new.
         *
         * @return whether there may be more to come
         */
        boolean look(Listener to) throws IOException;

        /** Nobody looks any more. */
        default void ended() {}
    }

    /** Who listens to a stream. */
    @FunctionalInterface
    public interface Listener {
        void send(SseEventBuilder event) throws IOException;
    }

    /**
     * Opens a stream, which goes on on a thread of its own.
     *
     * @param path where the same can be asked for without a stream
     * @throws org.springframework.web.ErrorResponseException with 503 if too many are open
     */
    public SseEmitter open(String path, Watch watch) {
        if (!free.tryAcquire()) {
            throw Problems.of(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    most + " streams are open already. Ask for " + path + " now and then instead.");
        }
        SseEmitter emitter = new SseEmitter(longest.toMillis());
        Thread.ofVirtual().name(name).start(() -> {
            try {
                stream(watch, emitter);
                emitter.complete();
            } catch (IOException | IllegalStateException listenerHasGone) {
                emitter.complete();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                emitter.completeWithError(e);
            } finally {
                free.release();
                watch.ended();
            }
        });
        return emitter;
    }

    private void stream(Watch watch, SseEmitter emitter) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Heard listener = new Heard(emitter);
        while (System.nanoTime() - start < longest.toNanos()) {
            if (!watch.look(listener)) {
                return;
            }
            if (listener.silence().compareTo(HEARTBEAT) > 0) {
                listener.send(SseEmitter.event().comment("still here"));
            }
            Thread.sleep(every);
        }
    }

    /** Knows when it has heard the last. */
    private static final class Heard implements Listener {

        private final SseEmitter emitter;
        private long last = System.nanoTime();

        Heard(SseEmitter emitter) {
            this.emitter = emitter;
        }

        @Override
        public void send(SseEventBuilder event) throws IOException {
            emitter.send(event);
            last = System.nanoTime();
        }

        Duration silence() {
            return Duration.ofNanos(System.nanoTime() - last);
        }
    }
}
