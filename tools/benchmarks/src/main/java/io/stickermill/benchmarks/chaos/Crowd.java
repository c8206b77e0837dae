package io.stickermill.benchmarks.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stickermill.schemas.Ids;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * People who send photos to chats chosen at random, now and then several in a row to the same one; some of the photos are no
 * images, and some people block the bot as soon as they have sent theirs, until they send another. Some send an album to have
 * a sticker set of it.
 */
final class Crowd implements AutoCloseable {

    private static final int IN_A_ROW = 3;
    private static final int ROWS_EVERY = 6;
    private static final int IN_A_PACK = 3;
    private static final byte[] NO_IMAGE = "this is no image, whatever its name says".getBytes(UTF_8);

    private final ChaosStack stack;
    private final List<byte[]> photos = new ArrayList<>();
    private final Random random;
    private final Manners manners;
    private final Set<Long> blocking = new HashSet<>();
    private final List<Photo> sent = new ArrayList<>();
    private final List<SentPack> packs = new ArrayList<>();
    private final Map<Long, Integer> counts = new HashMap<>();
    private final Thread thread;
    private final CountDownLatch ended = new CountDownLatch(1);

    /**
     * How they behave.
     *
     * @param chats number of chats
     * @param noImages how many of a hundred photos are none
     * @param blocks after how many of a hundred photos the bot is blocked
     * @param packs how many of a hundred times it is an album for a sticker set
     */
    record Manners(int chats, int noImages, int blocks, int packs, Arrivals arrivals) {}

    /** When they send. */
    @FunctionalInterface
    interface Arrivals {
        /**
         * The time from one arrival to the next.
         *
         * @param soFar since the first
         */
        Duration next(Duration soFar, Random random);
    }

    Crowd(ChaosStack stack, List<Path> files, long seed, Manners manners) throws IOException {
        this.stack = stack;
        this.random = new Random(seed);
        this.manners = manners;
        for (Path file : files) {
            photos.add(Files.readAllBytes(file));
        }
        this.thread = Thread.ofVirtual().name("crowd").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** What has been sent so far. */
    synchronized List<Photo> sent() {
        return List.copyOf(sent);
    }

    synchronized List<SentPack> packs() {
        return List.copyOf(packs);
    }

    /** Sends one photo that can become a sticker. */
    Photo send(long chat) throws IOException, InterruptedException {
        return send(chat, photos.getFirst(), true);
    }

    @Override
    public void close() {
        stop();
    }

    /** Returns when no more photo will be sent. */
    void stop() {
        ended.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        Instant begin = Instant.now();
        Duration due = Duration.ZERO;
        try {
            do {
                long chat = 1L + random.nextInt(manners.chats());
                int photosOfAPack = manners.packs() > 0 && random.nextInt(100) < manners.packs() ? IN_A_PACK : 0;
                if (photosOfAPack > 0) {
                    sendPack(chat);
                } else {
                    sendSome(chat);
                }
                // As many photos a minute, whether in packs or not.
                for (int i = 0; i < Math.max(1, photosOfAPack); i++) {
                    due = due.plus(manners.arrivals().next(due, random));
                }
            } while (!ended.await(
                    Duration.between(Instant.now(), begin.plus(due)).toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new IllegalStateException("The emulator does not take photos", e);
        }
    }

    private void sendSome(long chat) throws IOException, InterruptedException {
        int inARow = random.nextInt(ROWS_EVERY) == 0 ? IN_A_ROW : 1;
        for (int i = 0; i < inARow; i++) {
            boolean usable = random.nextInt(100) >= manners.noImages();
            send(chat, usable ? photos.get(random.nextInt(photos.size())) : NO_IMAGE, usable);
        }
        if (manners.blocks() > 0 && random.nextInt(100) < manners.blocks()) {
            stack.user(chat).block(true);
            blocking.add(chat);
        }
    }

    private synchronized void sendPack(long chat) throws IOException, InterruptedException {
        Instant now = Instant.now();
        String title = "Pack " + packs.size();
        List<UUID> jobs = new ArrayList<>();
        for (int i = 0; i < IN_A_PACK; i++) {
            Map<String, String> how = new HashMap<>(Map.of("as", "photo", "media_group_id", title));
            if (i == 0) {
                how.put("caption", "/pack " + title);
            }
            boolean usable = random.nextInt(100) >= manners.noImages();
            byte[] photo = usable ? photos.get(random.nextInt(photos.size())) : NO_IMAGE;
            jobs.add(Ids.jobOfMessage(stack.botId(), chat, stack.user(chat).sendPhoto(photo, how)));
        }
        packs.add(new SentPack(chat, Ids.pack(jobs.getFirst()), title, jobs, now));
    }

    private synchronized Photo send(long chat, byte[] bytes, boolean usable) throws IOException, InterruptedException {
        if (blocking.remove(chat)) {
            stack.user(chat).block(false);
        }
        Instant now = Instant.now();
        int messageId = stack.user(chat).sendPhoto(bytes, Map.of("as", "photo"));
        Photo photo = new Photo(
                chat,
                messageId,
                counts.merge(chat, 1, Integer::sum) - 1,
                Ids.jobOfMessage(stack.botId(), chat, messageId),
                usable,
                now);
        sent.add(photo);
        return photo;
    }
}
