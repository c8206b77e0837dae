package io.stickermill.schemas;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.NullMarked;

/**
 * The topic catalogue: names, records, partitions and retention are declared here and nowhere else. The platform creates
 * the topics from it, and whoever else needs a topic's name or settings takes them from here.
 */
@NullMarked
public final class Topics {

    private static final int PARTITIONS = 12;
    private static final Duration WEEK = Duration.ofDays(7);

    /** What a person types in other chats is nothing to keep, and is worth nothing after seconds. */
    private static final Duration HOUR = Duration.ofHours(1);

    public static final Topic<PhotoRequested> PHOTO_REQUESTS =
            topic("photo-requests", PhotoRequested.class, "A photo is to become a sticker.");

    public static final Topic<GenerationProgressed> GENERATION_PROGRESS =
            topic("generation-progress", GenerationProgressed.class, "A step of a job has begun.");

    /** Carries the stickers' bytes, hence the shorter retention and the size limit. */
    public static final Topic<StickerReady> STICKER_READY = new Topic<>(
            "sticker-ready",
            StickerReady.class,
            PARTITIONS,
            Duration.ofDays(3),
            OptionalLong.of(2L * 1024 * 1024 * 1024),
            "A sticker is made; sending and uploading start at the same instant.");

    public static final Topic<GenerationFailed> GENERATION_FAILED =
            topic("generation-failed", GenerationFailed.class, "A job ended without a sticker.");

    public static final Topic<StickerDelivered> STICKER_DELIVERED =
            topic("sticker-delivered", StickerDelivered.class, "Telegram has taken the sticker.");

    public static final Topic<DeliveryFailed> DELIVERY_FAILED =
            topic("delivery-failed", DeliveryFailed.class, "A sticker could not be delivered.");

    public static final Topic<StickerStored> STICKER_STORED =
            topic("sticker-stored", StickerStored.class, "A file is in object storage.");

    public static final Topic<JobCommand> JOB_COMMANDS =
            topic("job-commands", JobCommand.class, "A job is to be cancelled, or a sticker deleted or marked.");

    /** Keyed by the person's Telegram id, which is their private chat's. */
    public static final Topic<LibraryRequested> LIBRARY_REQUESTS =
            topic("library-requests", LibraryRequested.class, "Something is asked of a sticker on the library page.");

    public static final Topic<GalleryRequested> GALLERY_REQUESTS =
            topic("gallery-requests", GalleryRequested.class, "A person looks through their stickers in the chat.");

    /** Keyed by the person's Telegram id. */
    public static final Topic<InlineQueried> INLINE_QUERIES = new Topic<>(
            "inline-queries",
            InlineQueried.class,
            PARTITIONS,
            HOUR,
            OptionalLong.empty(),
            "A person looks for a sticker of theirs in a chat, whichever.");

    /** Keyed by the person's Telegram id. */
    public static final Topic<InlineAnswer> INLINE_ANSWERS = new Topic<>(
            "inline-answers",
            InlineAnswer.class,
            PARTITIONS,
            HOUR,
            OptionalLong.empty(),
            "Stickers are to be offered to who looks for one.");

    public static final Topic<ChatReply> CHAT_REPLIES =
            topic("chat-replies", ChatReply.class, "Something is to be said in a chat.");

    public static final Topic<StyleSheetRequested> STYLE_SHEET_REQUESTS =
            topic("style-sheet-requests", StyleSheetRequested.class, "A sticker is to be shown in every style.");

    public static final Topic<PackSheetRequested> PACK_SHEET_REQUESTS =
            topic("pack-sheet-requests", PackSheetRequested.class, "The drawings of a sheet are to become a pack.");

    public static final Topic<SetPictureRequested> SET_PICTURE_REQUESTS = topic(
            "set-picture-requests", SetPictureRequested.class, "A sticker is to be drawn as the picture of its set.");

    /** Keyed by the person's Telegram id, whose sets they are, wherever it was asked. */
    public static final Topic<StickerSetRequested> SET_REQUESTS =
            topic("set-requests", StickerSetRequested.class, "Something is asked of a person's sticker sets.");

    /** Keyed by the owner's Telegram id. */
    public static final Topic<StickerSetChanged> SET_CHANGES =
            topic("set-changes", StickerSetChanged.class, "A sticker set as it is now.");

    public static final Topic<RemoteGenerationChanged> GENERATION_CHANGES = topic(
            "generation-changes",
            RemoteGenerationChanged.class,
            "A picture that somebody else's model makes, as it is now.");

    /** Keyed by the person's Telegram id. */
    public static final Topic<CreditsMoved> CREDIT_MOVES =
            topic("credit-moves", CreditsMoved.class, "Credits of a person have moved.");

    /** Keyed by the item, not by the chat: one user's thousands of stickers would wait for each other. */
    public static final Topic<BackfillRequested> BACKFILL_REQUESTS =
            topic("backfill-requests", BackfillRequested.class, "A file is to be put back into storage.");

    /** Keyed by the item. */
    public static final Topic<BackfillItemFinished> BACKFILL_RESULTS =
            topic("backfill-results", BackfillItemFinished.class, "An item of a backfill has ended.");

    /** Keyed by the person's Telegram id. */
    public static final Topic<ForgetRequested> FORGET_REQUESTS =
            topic("forget-requests", ForgetRequested.class, "A person is to be forgotten.");

    /** Keyed by the person's Telegram id. */
    public static final Topic<PersonForgotten> FORGET_RESULTS =
            topic("forget-results", PersonForgotten.class, "A service has forgotten a person.");

    /** Keyed by the person's Telegram id. */
    public static final Topic<ExportRequested> EXPORT_REQUESTS =
            topic("export-requests", ExportRequested.class, "A person wants a copy of all that is kept of them.");

    /** Keyed by the person's Telegram id. What is kept of people lies here no longer than it takes to pick it up. */
    public static final Topic<ExportPart> EXPORT_PARTS = new Topic<>(
            "export-parts",
            ExportPart.class,
            PARTITIONS,
            Duration.ofDays(1),
            OptionalLong.empty(),
            "What a service keeps of a person, for them.");

    private static final List<Topic<?>> ALL = List.of(
            PHOTO_REQUESTS,
            GENERATION_PROGRESS,
            STICKER_READY,
            GENERATION_FAILED,
            STICKER_DELIVERED,
            DELIVERY_FAILED,
            STICKER_STORED,
            JOB_COMMANDS,
            LIBRARY_REQUESTS,
            GALLERY_REQUESTS,
            INLINE_QUERIES,
            INLINE_ANSWERS,
            CHAT_REPLIES,
            STYLE_SHEET_REQUESTS,
            PACK_SHEET_REQUESTS,
            SET_PICTURE_REQUESTS,
            SET_REQUESTS,
            SET_CHANGES,
            GENERATION_CHANGES,
            CREDIT_MOVES,
            BACKFILL_REQUESTS,
            BACKFILL_RESULTS,
            FORGET_REQUESTS,
            FORGET_RESULTS,
            EXPORT_REQUESTS,
            EXPORT_PARTS);

    private Topics() {}

    /** Every topic of the flow; the consumer groups' own retry and dead-letter topics are {@link ConsumerGroup}'s. */
    public static List<Topic<?>> all() {
        return ALL;
    }

    /**
     * How long after it was published a record can still come to a consumer: near its end in its topic it becomes a dead
     * letter, near its end there it is replayed, and then it lies in its topic once more. Whoever must know a record again
     * keeps what it knows for longer than that.
     */
    public static Duration longestReturn() {
        Duration longest =
                ALL.stream().map(Topic::retention).max(Duration::compareTo).orElseThrow();
        return longest.plus(ConsumerGroup.retention()).plus(longest);
    }

    /** The longest time after which a record that was published now is gone from all topics, if nobody publishes it again. */
    public static Duration longestStay() {
        return Stream.concat(ALL.stream().map(Topic::retention), Stream.of(ConsumerGroup.retention()))
                .max(Duration::compareTo)
                .orElseThrow()
                .plus(TopicSettings.SEGMENT);
    }

    public static Optional<Topic<?>> named(String name) {
        return ALL.stream().filter(topic -> topic.name().equals(name)).findFirst();
    }

    private static <T extends SpecificRecord> Topic<T> topic(String name, Class<T> type, String purpose) {
        return new Topic<>(name, type, PARTITIONS, WEEK, OptionalLong.empty(), purpose);
    }
}
