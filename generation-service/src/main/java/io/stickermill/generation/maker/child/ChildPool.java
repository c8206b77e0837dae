package io.stickermill.generation.maker.child;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.stickermill.generation.maker.MadeSticker;
import io.stickermill.generation.maker.MakerEnded;
import io.stickermill.generation.maker.PackSheet;
import io.stickermill.generation.maker.PackSheetMaker;
import io.stickermill.generation.maker.SmallPictureMaker;
import io.stickermill.generation.maker.Step;
import io.stickermill.generation.maker.StepListener;
import io.stickermill.generation.maker.StickerMaker;
import io.stickermill.generation.maker.StickerOptions;
import io.stickermill.generation.maker.StyleSample;
import io.stickermill.generation.maker.StyleSheetMaker;
import io.stickermill.generation.maker.UnusablePhoto;
import io.stickermill.generation.maker.UnusablePhoto.Reason;
import io.stickermill.generation.maker.child.ChildEnded.Why;
import io.stickermill.generation.maker.local.LocalMakerSettings;
import io.stickermill.generation.maker.model.ModelSettings;
import io.stickermill.generation.maker.model.UnusableModel;
import io.stickermill.platform.metric.Metric;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makers in processes of their own: a number of children, started ahead, each with one photo at a time. One that ends is
 * replaced at once, and works again when it is warm. Callers wait for a child on their own thread, and can be interrupted.
 */
public final class ChildPool
        implements StickerMaker, StyleSheetMaker, PackSheetMaker, SmallPictureMaker, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ChildPool.class);

    private static final Duration WARM_UP = Duration.ofMinutes(2);

    /** Between two starts of a child that does not get warm. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private static final String NOTHING = "it was done without having made anything";

    private static final long MEGABYTE = 1_000_000;

    private final ChildCommand command;
    private final ChildWork work;
    private final Duration timeLimit;
    private final long mostMemory;
    private final int allRoom;
    private final MeterRegistry meters;

    private final BlockingQueue<Child> idle = new LinkedBlockingQueue<>();
    private final Set<Child> alive = ConcurrentHashMap.newKeySet();
    private final Timer waits;
    private final Semaphore room;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final List<Thread> keepers = new ArrayList<>();
    private final CompletableFuture<Void> warm = new CompletableFuture<>();

    /** @param local its limit is a photo's deadline, from when a child has it and there is room for its pixels */
    public ChildPool(
            ChildCommand command,
            ChildSettings settings,
            LocalMakerSettings local,
            ModelSettings model,
            MeterRegistry meters) {
        this.command = command;
        int threads = model.threads() > 0 ? model.threads() : settings.threads();
        this.work = new ChildWork(local, model.withThreads(threads));
        this.timeLimit = local.timeLimit();
        this.mostMemory = settings.memory().toBytes();
        this.allRoom = Math.toIntExact(Math.max(1, settings.pixels().toBytes() / MEGABYTE));
        this.room = new Semaphore(allRoom, true);
        this.meters = meters;
        for (Why why : Why.values()) {
            ended(why);
        }
        Metric.CHILDREN_READY.gauge(meters, alive::size);
        Metric.CHILDREN_MEMORY.gauge(
                meters, () -> alive.stream().mapToLong(Child::resident).sum());
        this.waits = Metric.MAKER_WAIT.timer(meters);
        int count = settings.countOrHalfTheCores();
        var warming = new CountDownLatch(count);
        for (int number = 1; number <= count; number++) {
            keepers.add(Thread.ofPlatform().name("children-" + number).daemon().start(() -> keep(warming)));
        }
    }

    /**
     * Waits until all children are warm.
     *
     * @throws UnusableModel if the model is of no use to them
     */
    public void awaitWarm() {
        try {
            warm.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof UnusableModel unusable) {
                throw unusable;
            }
            throw failed;
        }
    }

    /** One child after the other, for as long as the pool is open. */
    private void keep(CountDownLatch warming) {
        try {
            while (isOpen()) {
                if (!keepOne(warming) && closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException closed) {
            log.debug("no more children");
        }
    }

    /** Gives whether it got warm. */
    private boolean keepOne(CountDownLatch warming) throws InterruptedException {
        Child child;
        try {
            child = Child.start(command, mostMemory);
        } catch (IOException e) {
            log.error("no maker can be started: {}", e.toString());
            return false;
        }
        alive.add(child);
        try {
            boolean ready = isReady(child);
            if (ready) {
                idle.add(child);
                warming.countDown();
                if (warming.getCount() == 0) {
                    warm.complete(null);
                }
            }
            ChildEnded ended = child.await();
            if (isOpen() && ended.why() != Why.NOT_NEEDED) {
                ended(ended.why()).increment();
                log.error("maker {} is gone, another is started: {}", child.pid(), ended.how());
            }
            return ready;
        } finally {
            child.end(Why.NOT_NEEDED, "the service stops");
            idle.remove(child);
            alive.remove(child);
        }
    }

    private boolean isReady(Child child) throws InterruptedException {
        child.tell(new Order.WarmUp(work));
        try {
            return switch (child.next(System.nanoTime() + WARM_UP.toNanos())) {
                case ChildAnswer.Finished _ -> true;
                case ChildAnswer.Unfit(String why) -> {
                    log.error("no maker gets warm: {}", why);
                    warm.completeExceptionally(new UnusableModel(why));
                    yield false;
                }
                case ChildAnswer.Needs _,
                        ChildAnswer.Began _,
                        ChildAnswer.Made _,
                        ChildAnswer.Drawn _,
                        ChildAnswer.Looked _,
                        ChildAnswer.Refused _ -> {
                    child.end(Why.GARBAGE, "it was to get warm");
                    yield false;
                }
            };
        } catch (ChildEnded early) {
            return false;
        }
    }

    private boolean isOpen() {
        return closing.getCount() > 0;
    }

    private Counter ended(Why why) {
        return Metric.CHILDREN_ENDED.counter(meters, why.name().toLowerCase(Locale.ROOT));
    }

    @Override
    public MadeSticker make(byte[] photo, StickerOptions options, StepListener steps) throws UnusablePhoto {
        var only = new ArrayList<MadeSticker>();
        stickers(new Order.Sticker(photo, options, false), false, steps, only::add);
        return only.getFirst();
    }

    @Override
    public void makeAll(byte[] photo, StickerOptions options, StepListener steps, Consumer<MadeSticker> each)
            throws UnusablePhoto {
        stickers(new Order.Sticker(photo, options, true), false, steps, each);
    }

    @Override
    public byte[] sheet(byte[] photo, StickerOptions options, String language, List<StyleSample> samples)
            throws UnusablePhoto {
        return only(
                new Order.Sheet(photo, options, language, samples),
                answer -> answer instanceof ChildAnswer.Drawn(byte[] jpeg) ? jpeg : null);
    }

    @Override
    public byte[] inSquare(byte[] picture, int side) throws UnusablePhoto {
        return small(new Order.SmallPicture(picture, side, Order.Form.SQUARE_WEBP));
    }

    @Override
    public byte[] fitted(byte[] picture, int side) throws UnusablePhoto {
        return small(new Order.SmallPicture(picture, side, Order.Form.JPEG));
    }

    @Override
    public byte[] webp(byte[] picture, int side) throws UnusablePhoto {
        return small(new Order.SmallPicture(picture, side, Order.Form.WEBP));
    }

    private byte[] small(Order.SmallPicture order) throws UnusablePhoto {
        return only(order, answer -> answer instanceof ChildAnswer.Drawn(byte[] picture) ? picture : null);
    }

    @Override
    public PackSheet packSheet(byte[] photo) throws UnusablePhoto {
        return only(
                new Order.PackSheet(photo),
                answer -> answer instanceof ChildAnswer.Looked(PackSheet sheet) ? sheet : null);
    }

    /** @param wanted the answer's content; null where it is another answer */
    private <T> T only(Order order, Function<ChildAnswer, @Nullable T> wanted) throws UnusablePhoto {
        var given = new ArrayList<T>(1);
        try {
            work(order, false, answer -> {
                T content = wanted.apply(answer);
                if (content != null) {
                    given.add(content);
                }
            });
        } catch (ChildEnded ended) {
            throw unmade(ended);
        }
        if (given.isEmpty()) {
            throw new MakerEnded(NOTHING);
        }
        return given.getFirst();
    }

    @Override
    public StickerMaker alone() {
        return new Alone();
    }

    private final class Alone implements StickerMaker {

        @Override
        public MadeSticker make(byte[] photo, StickerOptions options, StepListener steps) throws UnusablePhoto {
            var only = new ArrayList<MadeSticker>();
            stickers(new Order.Sticker(photo, options, false), true, steps, only::add);
            return only.getFirst();
        }

        @Override
        public void makeAll(byte[] photo, StickerOptions options, StepListener steps, Consumer<MadeSticker> each)
                throws UnusablePhoto {
            stickers(new Order.Sticker(photo, options, true), true, steps, each);
        }
    }

    private void stickers(Order.Sticker order, boolean alone, StepListener steps, Consumer<MadeSticker> each)
            throws UnusablePhoto {
        var made = new ArrayList<MadeSticker>(1);
        try {
            work(order, alone, answer -> {
                switch (answer) {
                    case ChildAnswer.Began(Step step) -> steps.began(step);
                    case ChildAnswer.Made(MadeSticker sticker) -> {
                        made.add(sticker);
                        each.accept(sticker);
                    }
                    default -> {}
                }
            });
        } catch (ChildEnded ended) {
            if (made.isEmpty()) {
                throw unmade(ended);
            }
            log.warn("no others beside the first sticker: {}", ended.how());
        }
        if (made.isEmpty()) {
            throw new MakerEnded(NOTHING);
        }
    }

    private UnusablePhoto unmade(ChildEnded ended) {
        return switch (ended.why()) {
            case TOO_LONG -> new UnusablePhoto(Reason.TIMED_OUT, "not made within " + timeLimit);
            case DIED, TOO_MUCH_MEMORY, GARBAGE -> throw new MakerEnded(ended.how());
            case NOT_NEEDED -> throw new CancellationException(ended.how());
        };
    }

    /** @param hears what the child says; what it throws is thrown on when the child has finished, which does not wait for it */
    private void work(Order order, boolean alone, Consumer<ChildAnswer> hears) throws UnusablePhoto, ChildEnded {
        Child child = null;
        int taken = 0;
        // What it was asked has its last answer: none is left that the next photo could be given.
        boolean settled = false;
        long start = System.nanoTime();
        try {
            child = free();
            child.tell(order);
            ChildAnswer answer = child.next(System.nanoTime() + timeLimit.toNanos());
            @Nullable RuntimeException abandoned = null;
            if (answer instanceof ChildAnswer.Needs(long bytes)) {
                int needed = alone ? allRoom : (int) Math.min(allRoom, 1 + bytes / MEGABYTE);
                room.acquire(needed);
                taken = needed;
                waits.record(Duration.ofNanos(System.nanoTime() - start));
                child.tell(new Order.Go());
                long deadline = System.nanoTime() + timeLimit.toNanos();
                do {
                    answer = child.next(deadline);
                    if (abandoned == null) {
                        abandoned = heard(answer, hears);
                    }
                } while (!answer.isLast());
            }
            @Nullable UnusablePhoto refused = refused(child, answer);
            settled = true;
            if (abandoned != null) {
                throw abandoned;
            }
            if (refused != null) {
                throw refused;
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the service stops");
        } finally {
            room.release(taken);
            if (child != null) {
                if (settled) {
                    idle.add(child);
                } else {
                    child.end(Why.NOT_NEEDED, "what it was asked is given up");
                }
            }
        }
    }

    private static @Nullable RuntimeException heard(ChildAnswer answer, Consumer<ChildAnswer> hears) {
        try {
            hears.accept(answer);
            return null;
        } catch (RuntimeException thrown) {
            return thrown;
        }
    }

    /** Of its last answer; one that it was not asked for is none. */
    private static @Nullable UnusablePhoto refused(Child child, ChildAnswer last) throws ChildEnded {
        return switch (last) {
            case ChildAnswer.Finished _, ChildAnswer.Drawn _, ChildAnswer.Looked _ -> null;
            case ChildAnswer.Refused(Reason reason, String detail) -> new UnusablePhoto(reason, detail);
            case ChildAnswer.Unfit _, ChildAnswer.Needs _, ChildAnswer.Began _, ChildAnswer.Made _ ->
                throw child.end(Why.GARBAGE, "it said what it was not asked");
        };
    }

    private Child free() throws InterruptedException {
        while (true) {
            Child child = idle.take();
            if (child.isAlive()) {
                return child;
            }
        }
    }

    /** Ends all children, and what they work on. */
    @Override
    public void close() {
        closing.countDown();
        keepers.forEach(Thread::interrupt);
        warm.completeExceptionally(new CancellationException("closed"));
    }
}
