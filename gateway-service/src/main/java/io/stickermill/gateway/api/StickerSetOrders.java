package io.stickermill.gateway.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stickermill.gateway.GatewaySettings;
import io.stickermill.gateway.admission.Admission;
import io.stickermill.gateway.admission.Admission.Decision;
import io.stickermill.gateway.admission.AdmissionRefusal;
import io.stickermill.gateway.session.AskedOptions;
import io.stickermill.gateway.session.Asker;
import io.stickermill.gateway.session.PackPart;
import io.stickermill.gateway.session.PhotoRequest;
import io.stickermill.gateway.session.PhotoRequestEvents;
import io.stickermill.gateway.session.Users;
import io.stickermill.platform.event.EventPublisher;
import io.stickermill.platform.storage.ObjectStorage;
import io.stickermill.platform.storage.StorageKeys;
import io.stickermill.platform.telegram.TelegramClient;
import io.stickermill.schemas.ChatKind;
import io.stickermill.schemas.GivenSticker;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.StickerSetRequestKind;
import io.stickermill.schemas.StickerSetRequested;
import io.stickermill.schemas.Topics;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * Sticker sets that programs ask for: of photos, which are a pack as any other, or of stickers that there are. An order that was
 * cut off goes on where it ended when it is sent again.
 */
class StickerSetOrders {

    /** What one of Telegram's sets holds. */
    static final int MOST = 120;

    /** All who have a key are one client; its name is part of the sets' ids. */
    private static final String CLIENT = "api-sets";

    private final StickerSetOrderRows orders;
    private final ApiRequests uploads;
    private final Users users;
    private final Admission admission;
    private final PhotoRequestEvents photos;
    private final EventPublisher events;
    private final ObjectStorage storage;
    private final TelegramClient telegram;
    private final GatewaySettings gateway;
    private final IntakeSettings settings;
    private final Clock clock;

    StickerSetOrders(
            StickerSetOrderRows orders,
            ApiRequests uploads,
            Users users,
            Admission admission,
            PhotoRequestEvents photos,
            EventPublisher events,
            ObjectStorage storage,
            TelegramClient telegram,
            GatewaySettings gateway,
            IntakeSettings settings,
            Clock clock) {
        this.orders = orders;
        this.uploads = uploads;
        this.users = users;
        this.admission = admission;
        this.photos = photos;
        this.events = events;
        this.storage = storage;
        this.telegram = telegram;
        this.gateway = gateway;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Whose set it becomes.
     *
     * @param chatId the person's own chat with the bot
     * @param title that Telegram takes
     */
    record Wanted(String idempotencyKey, long chatId, String title) {}

    /** Makes a set of photos. Returns when Kafka has all of them. */
    Placed ofPhotos(Wanted wanted, List<SpooledPhoto> files, AskedOptions options) {
        return place(wanted, digest(wanted, options.toString(), files), (pack, owner) -> {
            List<PhotoRequest> asked = new ArrayList<>();
            for (int i = 0; i < files.size(); i++) {
                UUID jobId = Ids.photoOfPack(pack.getSetId(), i);
                String key = StorageKeys.upload(jobId);
                if (uploads.note(jobId, "part of a set", wanted.chatId(), key, settings.uploadLifetime())
                        .beingRemoved()) {
                    return Optional.of(new Placed.Busy());
                }
                // All are admitted before any is made: a day's quota that ends amid them makes no half set.
                var photo = PhotoRequest.uploaded(jobId, owner, key, options, pack.getRequestedAt())
                        .in(Ids.session(pack.getSetId()))
                        .asPart(new PackPart(pack.getSetId(), i));
                switch (admission.open(photo, gateway.env())) {
                    case Decision.Admitted(PhotoRequest admitted) -> asked.add(admitted);
                    case Decision.Refused(AdmissionRefusal refusal) -> {
                        return Optional.of(new Placed.NotNow(refusal));
                    }
                }
            }
            List<CompletableFuture<?>> published = new ArrayList<>();
            published.add(publish(pack, StickerSetRequestKind.PACK_BEGUN, "begun"));
            for (int i = 0; i < files.size(); i++) {
                storage.put(StorageKeys.upload(asked.get(i).jobId()), files.get(i));
                published.add(photos.publish(asked.get(i), ChatKind.PRIVATE, null, pack.getLanguage()));
            }
            published.add(publish(pack.setParts(files.size()), StickerSetRequestKind.PACK_ENDED, "ended"));
            CompletableFuture.allOf(published.toArray(CompletableFuture[]::new)).join();
            asked.forEach(photo -> uploads.published(photo.jobId()));
            return Optional.empty();
        });
    }

    /** Makes a set of stickers that there are. Returns when Kafka has it. */
    Placed ofStickers(Wanted wanted, List<GivenSticker> stickers) {
        return place(wanted, digest(wanted, stickers.toString(), List.of()), (pack, _) -> {
            publish(pack.setStickers(stickers), StickerSetRequestKind.MAKE, "made")
                    .join();
            return Optional.empty();
        });
    }

    @FunctionalInterface
    private interface Publishing {
        /** Empty if it is done. */
        Optional<Placed> of(StickerSetRequested.Builder pack, Asker owner);
    }

    private Placed place(Wanted wanted, String digest, Publishing publishing) {
        UUID userId = Ids.user(telegram.botId(), wanted.chatId());
        Optional<String> language = users.language(userId);
        if (language.isEmpty()) {
            return new Placed.UnknownChat(wanted.chatId());
        }
        UUID packId = Ids.pack(Ids.jobOfRequest(CLIENT, wanted.idempotencyKey()));
        UUID setId = Ids.setOfPack(packId, 1);
        var known = orders.note(packId, digest);
        if (!known.bodyDigest().equals(digest)) {
            return new Placed.OtherBody(setId);
        }
        if (!known.published()) {
            Instant now = clock.instant();
            var pack = StickerSetRequested.newBuilder()
                    .setRequestId(packId)
                    .setSetId(packId)
                    .setTitle(wanted.title())
                    .setUserId(userId)
                    .setTelegramUserId(wanted.chatId())
                    .setChatId(wanted.chatId())
                    .setLanguage(language.get())
                    .setRequestedAt(now);
            Optional<Placed> refused = publishing.of(pack, new Asker(userId, wanted.chatId(), wanted.chatId()));
            if (refused.isPresent()) {
                return refused.get();
            }
            orders.published(packId);
        }
        return new Placed.Accepted(setId);
    }

    private CompletableFuture<?> publish(StickerSetRequested.Builder pack, StickerSetRequestKind kind, String name) {
        StickerSetRequested request = pack.setKind(kind)
                .setRequestId(Ids.reply(pack.getSetId(), name))
                .build();
        return events.publishAsync(Topics.SET_REQUESTS, request.getTelegramUserId(), null, null, request);
    }

    private static String digest(Wanted wanted, String more, List<SpooledPhoto> files) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update((wanted.chatId() + "/" + wanted.title() + "/" + more + "/").getBytes(UTF_8));
            for (SpooledPhoto file : files) {
                sha256.update(
                        ByteBuffer.allocate(Long.BYTES).putLong(file.length()).flip());
                file.addTo(sha256);
            }
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("This Java has no SHA-256, which every Java must have", absent);
        }
    }
}
