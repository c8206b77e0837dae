package io.stickermill.gateway.body;

import io.stickermill.platform.web.Problems;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.http.HttpStatus;
import org.springframework.util.unit.DataSize;

/** How many bytes of bodies are on their way or kept at once, of all requests of a kind together. */
public final class BytesInFlight {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final long most;
    private final AtomicLong taken = new AtomicLong();

    public BytesInFlight(DataSize most) {
        this.most = most.toBytes();
    }

    /** Room for one body, given back when it is closed. */
    public final class Room implements AutoCloseable {

        private final long bytes;

        private Room(long bytes) {
            this.bytes = bytes;
        }

        @Override
        public void close() {
            taken.addAndGet(-bytes);
        }
    }

    /**
     * Takes room for a body before it is read.
     *
     * @param declared length of the body as its sender says; -1 if they don't
     * @param largest that a body may be: what is taken for one of unknown length
     * @throws org.springframework.web.ErrorResponseException 503 if there is no room just now
     */
    public Room take(long declared, DataSize largest) {
        long bytes = declared < 0 ? largest.toBytes() : declared;
        return room(bytes)
                .orElseThrow(() -> Problems.later(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        RETRY_AFTER,
                        "Too much is being sent to us at this moment. Send the same request again in "
                                + RETRY_AFTER.toSeconds() + " s; nothing is done twice."));
    }

    private Optional<Room> room(long bytes) {
        while (true) {
            long before = taken.get();
            if (bytes > most - before) {
                return Optional.empty();
            }
            if (taken.compareAndSet(before, before + bytes)) {
                return Optional.of(new Room(bytes));
            }
        }
    }
}
