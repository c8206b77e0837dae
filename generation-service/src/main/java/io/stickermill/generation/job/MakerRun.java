package io.stickermill.generation.job;

import io.stickermill.generation.maker.MadeSticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** A maker at work on another thread: its first sticker is had as soon as it is made, the others at the end. */
final class MakerRun {

    private final CompletableFuture<MadeSticker> first = new CompletableFuture<>();
    private final List<MadeSticker> others = new ArrayList<>();
    private final Future<List<MadeSticker>> all;

    private MakerRun(ExecutorService makers, Work work) {
        all = makers.submit((Callable<List<MadeSticker>>) () -> {
            try {
                work.make(this::made);
                return others;
            } catch (Throwable failure) {
                first.completeExceptionally(failure);
                throw failure;
            }
        });
    }

    /** Gives each sticker to the consumer as it is made. */
    interface Work {
        void make(Consumer<MadeSticker> each) throws Exception;
    }

    static MakerRun submit(ExecutorService makers, Work work) {
        return new MakerRun(makers, work);
    }

    private void made(MadeSticker sticker) {
        if (!first.complete(sticker)) {
            others.add(sticker);
        }
    }

    MadeSticker first(Duration time) throws ExecutionException, InterruptedException, TimeoutException {
        try {
            return first.get(Math.max(1, time.toMillis()), TimeUnit.MILLISECONDS);
        } catch (InterruptedException | TimeoutException e) {
            all.cancel(true);
            throw e;
        }
    }

    /** Those after the first. None if they fail or take too long. */
    List<MadeSticker> others(Duration time) throws InterruptedException {
        try {
            return all.get(Math.max(1, time.toMillis()), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            all.cancel(true);
            return List.of();
        } catch (InterruptedException e) {
            all.cancel(true);
            throw e;
        }
    }
}
