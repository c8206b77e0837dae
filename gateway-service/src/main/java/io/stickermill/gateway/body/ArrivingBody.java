package io.stickermill.gateway.body;

import io.stickermill.platform.web.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.springframework.http.HttpStatus;
import org.springframework.util.unit.DataSize;

/** A body as it arrives: it ends with an error that says why when it is too long, or takes too long. */
public final class ArrivingBody extends InputStream {

    private final InputStream body;
    private final DataSize largest;
    private final Duration longest;
    private final LongSupplier nanoTime;
    private final long began;
    private long read;

    /** @param longest from now to its last byte; a sender who is slower would hold room that others need */
    public ArrivingBody(InputStream body, DataSize largest, Duration longest) {
        this(body, largest, longest, System::nanoTime);
    }

    ArrivingBody(InputStream body, DataSize largest, Duration longest, LongSupplier nanoTime) {
        this.body = body;
        this.largest = largest;
        this.longest = longest;
        this.nanoTime = nanoTime;
        this.began = nanoTime.getAsLong();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (nanoTime.getAsLong() - began > longest.toNanos()) {
            throw Problems.of(
                    HttpStatus.REQUEST_TIMEOUT, "The body did not arrive within " + longest.toSeconds() + " s.");
        }
        int count = body.read(into, offset, length);
        read += Math.max(0, count);
        if (read > largest.toBytes()) {
            throw Problems.of(HttpStatus.CONTENT_TOO_LARGE, BodyLimits.tooLarge(largest));
        }
        return count;
    }
}
