package io.stickermill.history.rebuild;

import io.stickermill.platform.dispatch.Delivery;
import io.stickermill.platform.dispatch.ReplayScope;
import io.stickermill.platform.event.EventPublisher;
import io.stickermill.schemas.CreditMove;
import io.stickermill.schemas.CreditsMoved;
import io.stickermill.schemas.DeliveryFailed;
import io.stickermill.schemas.DeliveryFailure;
import io.stickermill.schemas.GenerationFailed;
import io.stickermill.schemas.GenerationProgressed;
import io.stickermill.schemas.GroupHeaders;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.JobCommand;
import io.stickermill.schemas.JobCommandKind;
import io.stickermill.schemas.PhotoRequested;
import io.stickermill.schemas.RecordPlace;
import io.stickermill.schemas.Replay;
import io.stickermill.schemas.StickerDelivered;
import io.stickermill.schemas.StickerShape;
import io.stickermill.schemas.StickerStored;
import io.stickermill.schemas.StoredSubject;
import io.stickermill.schemas.Topic;
import io.stickermill.schemas.Topics;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;

/** Events of many jobs as after faults: in any order, some told twice, some work redone, several ends of one job. */
final class Traffic {

    private final EventPublisher events;
    private final Random random;
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    Traffic(EventPublisher events, long seed) {
        this.events = events;
        this.random = new Random(seed);
    }

    void jobs(int number) {
        for (int i = 0; i < number; i++) {
            new Job().happens();
        }
    }

    /** A backfill has stored the file of a sticker that was imported. */
    void backfilled(UUID sticker, UUID user) {
        var event = StickerStored.newBuilder()
                .setSubject(StoredSubject.STICKER)
                .setStickerId(sticker)
                .setUserId(user)
                .setChatId(9)
                .setStorageKey("stickers/" + sticker + ".webp")
                .setSizeBytes(7)
                .setStoredAt(now)
                .build();
        events.publish(Topics.STICKER_STORED, 9, null, sticker, event);
    }

    private final class Job {
        private final long chat = 100L + random.nextInt(50);
        private final UUID id = Ids.jobOfMessage(1, chat, random.nextInt());
        private final UUID sticker = Ids.sticker(id, 0);
        private final UUID session = Ids.session(id);
        private final UUID user = Ids.user(1, chat);
        private final Instant asked = now.minusSeconds(random.nextInt(3600));
        private final List<Runnable> tellings = new ArrayList<>();
        private Replay replay;

        void happens() {
            requested();
            int steps = random.nextInt(6);
            for (int step = 2; step < 2 + steps; step++) {
                progressed(step, asked.plusSeconds(step));
                if (chance(0.2)) {
                    // Work that was redone, before its end.
                    progressed(step, asked.plusSeconds(step).plusMillis(300));
                }
            }
            switch (random.nextInt(10)) {
                case 0 -> failed(asked.plusSeconds(8));
                case 1 -> {
                    failed(asked.plusSeconds(9));
                    cancelled(asked.plusSeconds(7 + random.nextInt(4)));
                }
                case 2 -> cancelled(asked.plusSeconds(8));
                case 3 -> {
                    // Dead lettered, then replayed.
                    failed(asked.plusSeconds(8));
                    replay = new Replay(new RecordPlace("generation.dlt", 0, 1), asked.plusSeconds(9));
                    progressed(2, asked.plusMillis(9500));
                    delivered();
                    stored();
                    replay = null;
                }
                case 4 -> stored();
                case 5 -> {
                    delivered();
                    deleted();
                }
                case 6 -> deleted();
                default -> {
                    paid();
                    delivered();
                    stored();
                    if (chance(0.2)) {
                        deleted();
                    }
                }
            }
            int once = tellings.size();
            for (int i = 0; i < once; i++) {
                if (chance(0.3)) {
                    tellings.add(tellings.get(i));
                }
            }
            Collections.shuffle(tellings, random);
            tellings.forEach(Runnable::run);
        }

        private boolean chance(double share) {
            return random.nextDouble() < share;
        }

        private <T extends SpecificRecord> void tell(Topic<T> topic, T event) {
            Map<String, String> headers = replay == null ? Map.of() : Map.of(GroupHeaders.REPLAY, replay.toString());
            Delivery cause = new Delivery("generation.dlt", 0, 1, null, now, 1, headers, now);
            tellings.add(() -> ReplayScope.of(cause, () -> events.publishAsync(topic, chat, id, sticker, event)));
        }

        private void requested() {
            tell(
                    Topics.PHOTO_REQUESTS,
                    PhotoRequested.newBuilder()
                            .setJobId(id)
                            .setSessionId(session)
                            .setUserId(user)
                            .setBotId(1)
                            .setChatId(chat)
                            .setTelegramUserId(chat)
                            .setPhotoFileId("photo")
                            .setRequestedAt(asked)
                            .setReceivedAt(asked.plusMillis(300))
                            .build());
        }

        private void progressed(int step, Instant at) {
            tell(
                    Topics.GENERATION_PROGRESS,
                    GenerationProgressed.newBuilder()
                            .setJobId(id)
                            .setChatId(chat)
                            .setStep(step)
                            .setStartedAt(at)
                            .setRequestedAt(asked)
                            .setReceivedAt(asked)
                            .build());
        }

        private void failed(Instant at) {
            tell(
                    Topics.GENERATION_FAILED,
                    GenerationFailed.newBuilder()
                            .setJobId(id)
                            .setChatId(chat)
                            .setDetail("made up")
                            .setFailedAt(at)
                            .build());
        }

        private void cancelled(Instant at) {
            tell(
                    Topics.DELIVERY_FAILED,
                    DeliveryFailed.newBuilder()
                            .setStickerId(sticker)
                            .setJobId(id)
                            .setChatId(chat)
                            .setReason(DeliveryFailure.CANCELLED)
                            .setDetail("made up")
                            .setFailedAt(at)
                            .build());
        }

        private void delivered() {
            tell(
                    Topics.STICKER_DELIVERED,
                    StickerDelivered.newBuilder()
                            .setStickerId(sticker)
                            .setJobId(id)
                            .setSessionId(session)
                            .setUserId(user)
                            .setChatId(chat)
                            .setTelegramFileId("file-" + sticker)
                            .setTelegramFileUniqueId("unique")
                            .setTelegramMessageId(3)
                            .setSourcePhotoFileId("photo")
                            .setUserInput("words")
                            .setShape(StickerShape.CUT_OUT)
                            .setConfidence(0.5)
                            .setOutline(true)
                            .setText("words")
                            .setStep7Send(100)
                            .setRequestedAt(asked)
                            .setReadyAt(asked.plusSeconds(10))
                            .setDeliveredAt(asked.plusSeconds(11))
                            .build());
        }

        private void paid() {
            moved(CreditMove.RESERVE, "-7.50", "7.50", asked);
            moved(CreditMove.SETTLE, "0.00", "-7.50", asked.plusSeconds(11));
        }

        private void moved(CreditMove kind, String free, String reserved, Instant at) {
            tell(
                    Topics.CREDIT_MOVES,
                    CreditsMoved.newBuilder()
                            .setMoveId(Ids.creditMove(kind.name(), id.toString()))
                            .setUserId(user)
                            .setTelegramUserId(chat)
                            .setKind(kind)
                            .setFree(free)
                            .setReserved(reserved)
                            .setJobId(id)
                            .setChangedAt(at)
                            .build());
        }

        private void stored() {
            tell(
                    Topics.STICKER_STORED,
                    StickerStored.newBuilder()
                            .setStickerId(sticker)
                            .setJobId(id)
                            .setSessionId(session)
                            .setUserId(user)
                            .setChatId(chat)
                            .setStorageKey("stickers/" + sticker + ".webp")
                            .setSizeBytes(10)
                            .setStep7Upload(50L)
                            .setReadyAt(asked.plusSeconds(10))
                            .setRequestedAt(asked)
                            .setStoredAt(asked.plusSeconds(12))
                            .build());
        }

        private void deleted() {
            tell(
                    Topics.JOB_COMMANDS,
                    JobCommand.newBuilder()
                            .setCommandId(Ids.reply(id, "delete"))
                            .setKind(JobCommandKind.DELETE)
                            .setJobId(id)
                            .setStickerId(sticker)
                            .setUserId(user)
                            .setChatId(chat)
                            .setIssuedAt(asked.plusSeconds(60))
                            .build());
        }
    }
}
