package io.stickermill.platform.dispatch;

import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/** Looks at something again and again, on a thread of its own, while the application runs. */
abstract class Watch implements SmartLifecycle {

    private final String name;
    private volatile @Nullable Thread thread;

    /** @param name of the thread */
    Watch(String name) {
        this.name = name;
    }

    /**
     * Looks until it has seen enough.
     *
     * @throws InterruptedException when the application stops
     */
    abstract void watch() throws InterruptedException;

    @Override
    public final synchronized void start() {
        if (thread == null) {
            thread = Thread.ofVirtual().name(name).start(() -> {
                try {
                    watch();
                } catch (InterruptedException stopped) {
                    // By stop().
                }
            });
        }
    }

    @Override
    public final synchronized void stop() {
        Thread watching = thread;
        if (watching != null) {
            watching.interrupt();
            thread = null;
        }
    }

    @Override
    public final boolean isRunning() {
        return thread != null;
    }
}
