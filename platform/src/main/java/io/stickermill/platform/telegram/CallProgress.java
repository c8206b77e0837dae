package io.stickermill.platform.telegram;

import okhttp3.Call;
import okhttp3.EventListener;

/** Remembers whether a call's first byte has left, which decides between 'not sent' and 'outcome unknown'. */
final class CallProgress extends EventListener {

    /** The client's calls are synchronous: OkHttp asks for the listener on the calling thread. */
    private static final ThreadLocal<CallProgress> CURRENT = new ThreadLocal<>();

    private volatile boolean sent;

    /** Begins to watch the next call of this thread. */
    static CallProgress watch() {
        CallProgress progress = new CallProgress();
        CURRENT.set(progress);
        return progress;
    }

    static EventListener forCall(Call call) {
        CallProgress progress = CURRENT.get();
        return progress == null ? EventListener.NONE : progress;
    }

    boolean sent() {
        return sent;
    }

    void done() {
        CURRENT.remove();
    }

    @Override
    public void requestHeadersStart(Call call) {
        sent = true;
    }
}
