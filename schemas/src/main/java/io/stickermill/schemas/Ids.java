package io.stickermill.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;

/**
 * The one id scheme: every id is computed from what caused it, so that the same cause seen twice (an update repeated, a
 * button tapped twice, a request sent again) gives the same ids and every effect has a key to be idempotent on.
 *
 * <p>Ids are UUIDs of version 5 (RFC 9562, section 5.5). Changing a name here changes the ids of what is already stored.
 */
@NullMarked
public final class Ids {

    /** The namespace for object identifiers, RFC 9562 section 6.6. */
    private static final UUID NAMESPACE = UUID.fromString("6ba7b812-9dad-11d1-80b4-00c04fd430c8");

    private Ids() {}

    /** The job that a photo message asks for. */
    public static UUID jobOfMessage(long botId, long chatId, long messageId) {
        return named("job/" + botId + "/" + chatId + "/" + messageId);
    }

    /** The job that a button asks for; tapped twice under the same message it is one job. */
    public static UUID jobOfButton(long botId, long chatId, long keyboardMessageId, String callbackData) {
        return named("button/" + botId + "/" + chatId + "/" + keyboardMessageId + "/" + callbackData);
    }

    /** The job of a request to the HTTP API. */
    public static UUID jobOfRequest(String apiClient, String idempotencyKey) {
        // The length keeps ("a/b", "c") and ("a", "b/c") apart.
        return named("request/" + apiClient.length() + "/" + apiClient + "/" + idempotencyKey);
    }

    /**
     * A sticker of a job.
     *
     * @param index counted from 0
     */
    public static UUID sticker(UUID jobId, int index) {
        return named("sticker/" + jobId + "/" + index);
    }

    /** The session that a job opens. */
    public static UUID session(UUID openingJobId) {
        return named("session/" + openingJobId);
    }

    /** The sticker that an old session remembers and no job of ours made. */
    public static UUID stickerOfSession(UUID sessionId) {
        return named("session-sticker/" + sessionId);
    }

    /** A person as one bot knows them. */
    public static UUID user(long botId, long telegramUserId) {
        return named("user/" + botId + "/" + telegramUserId);
    }

    /**
     * A move of credits.
     *
     * @param kind what they moved for, for example {@code SETTLE}
     * @param reference what caused it: with the kind, it happens once
     */
    public static UUID creditMove(String kind, String reference) {
        return named("credit/" + kind + "/" + reference);
    }

    /**
     * Something said in a chat.
     *
     * @param cause the job, or whatever else is answered
     * @param name tells the replies to one cause apart
     */
    public static UUID reply(UUID cause, String name) {
        return named("reply/" + cause + "/" + name);
    }

    /**
     * A person's own sticker set in Telegram.
     *
     * @param volume counted from 1: a full set is followed by the next
     */
    public static UUID ownSet(UUID userId, int volume) {
        return named("own-set/" + userId + "/" + volume);
    }

    /**
     * A pack of photos.
     *
     * @param cause the job of the message, or whatever else asks for it
     */
    public static UUID pack(UUID cause) {
        return named("pack/" + cause);
    }

    /**
     * The job of a photo that came with its whole pack.
     *
     * @param index from 0
     */
    public static UUID photoOfPack(UUID packId, int index) {
        return named("pack-photo/" + packId + "/" + index);
    }

    /**
     * The job of a drawing of a sheet.
     *
     * @param cell from 0
     */
    public static UUID drawing(UUID packId, int cell) {
        return named("drawing/" + packId + "/" + cell);
    }

    /**
     * The sticker set of a pack.
     *
     * @param volume counted from 1: a pack that is larger than a set goes on in the next
     */
    public static UUID setOfPack(UUID packBatchId, int volume) {
        return named("pack-set/" + packBatchId + "/" + volume);
    }

    /**
     * An item of a backfill run: planned twice, it is one item.
     *
     * @param subject what the subject's id counts, for example {@code STICKER}
     */
    public static UUID backfillItem(UUID runId, String subject, UUID subjectId) {
        return named("backfill/" + runId + "/" + subject + "/" + subjectId);
    }

    /**
     * What an existing bot has under an id that is no UUID.
     *
     * @param table of the existing bot
     * @param oldId unique in that table
     */
    public static UUID imported(long botId, String table, String oldId) {
        return named("import/" + botId + "/" + table + "/" + oldId);
    }

    private static UUID named(String name) {
        return version5(NAMESPACE, name);
    }

    static UUID version5(UUID namespace, String name) {
        MessageDigest sha1 = sha1();
        sha1.update(ByteBuffer.allocate(16)
                .putLong(namespace.getMostSignificantBits())
                .putLong(namespace.getLeastSignificantBits())
                .flip());
        ByteBuffer hash = ByteBuffer.wrap(sha1.digest(name.getBytes(UTF_8)));
        long most = hash.getLong() & ~0xF000L | 0x5000L;
        long least = hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
        return new UUID(most, least);
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("This Java has no SHA-1, which every Java must have", absent);
        }
    }
}
