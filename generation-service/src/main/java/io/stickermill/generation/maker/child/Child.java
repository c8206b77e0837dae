package io.stickermill.generation.maker.child;

import io.stickermill.generation.maker.child.ChildEnded.Why;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One process that works on pictures, used by one caller at a time. A thread of its own speaks with it, so that a child that
 * neither reads nor writes holds up nobody.
 */
final class Child {

    private static final Logger log = LoggerFactory.getLogger(Child.class);

    /** How often its memory is looked at while it works. */
    private static final long LOOK_MILLIS = 100;

    private static final long PAGE = 4096;

    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final Process process;
    private final long mostMemory;
    private final BlockingQueue<Order> orders = new ArrayBlockingQueue<>(1);
    /** A child that says more than its caller hears waits with its pipe full. */
    private final BlockingQueue<ChildAnswer> answers = new ArrayBlockingQueue<>(8);

    private final AtomicReference<@Nullable ChildEnded> end = new AtomicReference<>();
    private final Thread conversation;
    private final ChildLog logging;
    private final Thread logger;

    private Child(Process process, long mostMemory) {
        this.process = process;
        this.mostMemory = mostMemory;
        String name = "child-" + process.pid();
        conversation = Thread.ofPlatform().name(name).daemon().unstarted(this::converse);
        logging = new ChildLog(process);
        logger = Thread.ofPlatform().name(name + "-log").daemon().start(logging::pump);
        conversation.start();
    }

    /** @param mostMemory bytes that it may take */
    static Child start(ChildCommand command, long mostMemory) throws IOException {
        return new Child(command.start(), mostMemory);
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return end.get() == null && process.isAlive();
    }

    /** Waits until the process is gone. */
    ChildEnded await() throws InterruptedException {
        int code = process.waitFor();
        end.compareAndSet(null, died(code));
        conversation.interrupt();
        ChildEnded ended = end.get();
        return ended == null ? died(code) : ended;
    }

    private ChildEnded died(int code) throws InterruptedException {
        logger.join(LAST_WORDS);
        String how = "it ended with code " + code + (code > 128 ? " (signal " + (code - 128) + ")" : "");
        return new ChildEnded(
                Why.DIED, logging.cause().map(cause -> how + ": " + cause).orElse(how));
    }

    /** Ends the process now, whatever it does. */
    ChildEnded end(Why why, String how) {
        var ended = new ChildEnded(why, how);
        ChildEnded first = end.compareAndExchange(null, ended);
        process.destroyForcibly();
        conversation.interrupt();
        return first == null ? ended : first;
    }

    /** To be called when the answer before was the last one. */
    void tell(Order order) {
        if (!orders.offer(order)) {
            throw new IllegalStateException("child " + pid() + " has an order already");
        }
    }

    /**
     * Waits for the next answer; ends the child if none comes in time, or if it takes too much memory.
     *
     * @param deadline in {@link System#nanoTime()}
     */
    ChildAnswer next(long deadline) throws ChildEnded, InterruptedException {
        while (true) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            ChildAnswer answer = answers.poll(Math.clamp(left + 1, 1, LOOK_MILLIS), TimeUnit.MILLISECONDS);
            if (answer != null) {
                return answer;
            }
            ChildEnded ended = end.get();
            if (ended != null) {
                throw ended;
            }
            if (System.nanoTime() - deadline > 0) {
                throw end(Why.TOO_LONG, "it took too long");
            }
            long memory = resident();
            if (memory > mostMemory) {
                throw end(Why.TOO_MUCH_MEMORY, "it took " + memory / 1_000_000 + " MB of memory");
            }
        }
    }

    /** By Linux's proc(5): pages in the second field. 0 if the process has just gone. */
    long resident() {
        try {
            String[] pages = Files.readString(Path.of("/proc", Long.toString(pid()), "statm"))
                    .split(" ");
            return pages.length < 2 ? 0 : Long.parseLong(pages[1]) * PAGE;
        } catch (IOException gone) {
            return 0;
        }
    }

    private void converse() {
        try (OutputStream in = process.getOutputStream();
                InputStream out = new BufferedInputStream(process.getInputStream())) {
            while (true) {
                orders.take().writeTo(in);
                ChildAnswer answer;
                do {
                    answer = ChildAnswer.readFrom(out);
                    answers.put(answer);
                } while (!answer.isLast());
            }
        } catch (Frames.Malformed garbage) {
            end(Why.GARBAGE, "what it said is no answer: " + garbage.getMessage());
        } catch (IOException closed) {
            // It is ending: how, its exit code says. One that closed its pipe and lives on is of no use.
            try {
                if (!process.waitFor(Duration.ofSeconds(2))) {
                    end(Why.GARBAGE, "it closed its pipe");
                }
                end.compareAndSet(null, died(process.exitValue()));
            } catch (InterruptedException stopping) {
                log.debug("child {} is ended", pid());
            }
        } catch (InterruptedException ended) {
            log.debug("child {} is ended", pid());
        }
    }
}
