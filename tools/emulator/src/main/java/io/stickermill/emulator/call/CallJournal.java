package io.stickermill.emulator.call;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The last calls of the Bot API, in memory only; tokens never get here. */
public final class CallJournal {
    private static final int MOST = 20_000;

    private final Deque<Call> calls = new ArrayDeque<>();
    private long lastSeq;

    /**
     * One call that has ended.
     *
     * @param status the HTTP status of the answer; null if none was given (a fault)
     * @param unknownFields what the caller sent and the emulator has no use for
     */
    record Call(
            long seq,
            String method,
            @Nullable Long chatId,
            String startedAt,
            String endedAt,
            @Nullable Integer status,
            @Nullable String description,
            Set<String> unknownFields) {}

    /** Notes a call that has ended; the oldest is forgotten when there are too many. */
    public synchronized void write(
            String method,
            @Nullable Long chatId,
            Instant startedAt,
            Instant endedAt,
            @Nullable Integer status,
            @Nullable String description,
            Set<String> unknownFields) {
        lastSeq++;
        calls.addLast(new Call(
                lastSeq, method, chatId, startedAt.toString(), endedAt.toString(), status, description, unknownFields));
        if (calls.size() > MOST) {
            calls.removeFirst();
        }
    }

    /** The calls after a number, oldest first; of one method in any case, or of all for null. */
    public synchronized List<Call> after(long seq, @Nullable String method) {
        return calls.stream()
                .filter(call ->
                        call.seq() > seq && (method == null || call.method().equalsIgnoreCase(method)))
                .toList();
    }
}
