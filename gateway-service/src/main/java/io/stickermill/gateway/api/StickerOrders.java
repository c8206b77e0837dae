package io.stickermill.gateway.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stickermill.gateway.GatewaySettings;
import io.stickermill.gateway.admission.Admission;
import io.stickermill.gateway.admission.Admission.Decision;
import io.stickermill.gateway.admission.AdmissionRefusal;
import io.stickermill.gateway.session.AskedOptions;
import io.stickermill.gateway.session.Asker;
import io.stickermill.gateway.session.PhotoRequest;
import io.stickermill.gateway.session.PhotoRequestEvents;
import io.stickermill.gateway.session.Users;
import io.stickermill.platform.storage.ObjectStorage;
import io.stickermill.platform.storage.StorageKeys;
import io.stickermill.platform.telegram.TelegramClient;
import io.stickermill.schemas.ChatKind;
import io.stickermill.schemas.Ids;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/** Stickers that programs ask for. */
class StickerOrders {

    /** All who have a key are one client; its name is part of the jobs' ids. */
    private static final String CLIENT = "api";

    private final ApiRequests requests;
    private final Users users;
    private final Admission admission;
    private final PhotoRequestEvents photos;
    private final ObjectStorage storage;
    private final TelegramClient telegram;
    private final GatewaySettings gateway;
    private final IntakeSettings settings;
    private final Clock clock;

    StickerOrders(
            ApiRequests requests,
            Users users,
            Admission admission,
            PhotoRequestEvents photos,
            ObjectStorage storage,
            TelegramClient telegram,
            GatewaySettings gateway,
            IntakeSettings settings,
            Clock clock) {
        this.requests = requests;
        this.users = users;
        this.admission = admission;
        this.photos = photos;
        this.storage = storage;
        this.telegram = telegram;
        this.gateway = gateway;
        this.settings = settings;
        this.clock = clock;
    }

    /** What is asked for. */
    record Order(String idempotencyKey, long chatId, SpooledPhoto photo, AskedOptions options) {}

    /**
     * Returns when Kafka has it. Nothing is half done by a failure: the same order sent again goes on where this one
     * ended.
     *
     * @throws RuntimeException if the database, storage or Kafka can't be had
     */
    Placed place(Order order) {
        UUID userId = Ids.user(telegram.botId(), order.chatId());
        Optional<String> language = users.language(userId);
        if (language.isEmpty()) {
            return new Placed.UnknownChat(order.chatId());
        }
        UUID jobId = Ids.jobOfRequest(CLIENT, order.idempotencyKey());
        String key = StorageKeys.upload(jobId);
        String digest = digest(order);
        var known = requests.note(jobId, digest, order.chatId(), key, settings.uploadLifetime());
        if (!known.bodyDigest().equals(digest)) {
            return new Placed.OtherBody(jobId);
        }
        if (known.beingRemoved()) {
            return new Placed.Busy();
        }
        if (!known.published()) {
            var asker = new Asker(userId, order.chatId(), order.chatId());
            var asked = PhotoRequest.uploaded(jobId, asker, key, order.options(), clock.instant());
            if (admission.open(asked, gateway.env()) instanceof Decision.Refused(AdmissionRefusal refusal)) {
                return new Placed.NotNow(refusal);
            }
            storage.put(key, order.photo());
            photos.publish(asked, kind(order.chatId()), null, language.get()).join();
            requests.published(jobId);
        }
        return new Placed.Accepted(jobId);
    }

    /** As Telegram numbers chats: a person's own is their id, a group's is below zero. */
    private static ChatKind kind(long chatId) {
        return chatId < 0 ? ChatKind.GROUP : ChatKind.PRIVATE;
    }

    private static String digest(Order order) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update((order.chatId() + "/" + order.options() + "/").getBytes(UTF_8));
            order.photo().addTo(sha256);
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("This Java has no SHA-256, which every Java must have", absent);
        }
    }
}
