package io.stickermill.generation.job;

import io.stickermill.contracts.button.SheetButtons;
import io.stickermill.contracts.button.SheetSize;
import io.stickermill.generation.job.PhotoFetcher.Fetched;
import io.stickermill.generation.maker.MakerEnded;
import io.stickermill.generation.maker.PackSheet;
import io.stickermill.generation.maker.PackSheetMaker;
import io.stickermill.generation.maker.UnusablePhoto;
import io.stickermill.generation.maker.grid.NoGrid;
import io.stickermill.platform.dispatch.Delivery;
import io.stickermill.platform.dispatch.Outcome;
import io.stickermill.platform.dispatch.RecordHandler;
import io.stickermill.platform.dispatch.Telling;
import io.stickermill.platform.event.EventPublisher;
import io.stickermill.platform.storage.StorageKeys;
import io.stickermill.platform.text.Texts;
import io.stickermill.schemas.ChatReply;
import io.stickermill.schemas.ChatReplyKind;
import io.stickermill.schemas.GenerationFailure;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.PackSheetRequested;
import io.stickermill.schemas.ReplyButton;
import io.stickermill.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows the drawings of a sheet with numbers and buttons, or says what is wrong with it. No job: stickers are promised when
 * somebody has chosen. What is asked for twice is said once, by its id.
 */
final class PackSheets implements RecordHandler<PackSheetRequested> {

    private static final Logger log = LoggerFactory.getLogger(PackSheets.class);

    private final KeptSheets kept;
    private final PhotoFetcher photos;
    private final PackSheetMaker maker;
    private final EventPublisher events;
    private final Texts texts;

    PackSheets(KeptSheets kept, PhotoFetcher photos, PackSheetMaker maker, EventPublisher events, Texts texts) {
        this.kept = kept;
        this.photos = photos;
        this.maker = maker;
        this.events = events;
        this.texts = texts;
    }

    @Override
    public Outcome handle(PackSheetRequested request, Delivery delivery) {
        return switch (photos.fetch(request.getPhotoFileId(), request.getPhotoStorageKey())) {
            case Fetched.NotNow(Duration delay) -> new Outcome.Wait(delay, "Telegram wants us to wait");
            case Fetched.Barred(String cause) -> new Outcome.Outage(cause, null);
            case Fetched.Failed(String cause) -> Outcome.retry(cause);
            case Fetched.Unusable(GenerationFailure reason, String detail) ->
                wrong(request, fault(reason), reason + ": " + detail);
            case Fetched.Photo(byte[] file) -> look(request, file);
        };
    }

    private Outcome look(PackSheetRequested request, byte[] photo) {
        PackSheet sheet;
        try {
            sheet = maker.packSheet(photo);
        } catch (UnusablePhoto unusable) {
            GenerationFailure reason =
                    GenerationFailure.valueOf(unusable.reason().name());
            return wrong(request, fault(reason), reason + ": " + unusable.detail());
        } catch (MakerEnded ended) {
            // One is enough: nothing is promised yet, and who sends the sheet once more tries it again.
            return wrong(request, fault(GenerationFailure.MAKER_ENDED), ended.how());
        }
        return switch (sheet) {
            case PackSheet.None(NoGrid.Reason why) -> wrong(request, fault(why), "no grid: " + why);
            case PackSheet.Numbered(SheetSize size, byte[] jpeg) -> preview(request, size, jpeg);
        };
    }

    @Override
    public Telling onDeadLetter(@Nullable PackSheetRequested request, Delivery delivery, String cause) {
        if (request == null) {
            return new Telling.Untellable("a request for a sheet that can't be read");
        }
        wrong(request, fault(GenerationFailure.INTERNAL), cause);
        return Telling.told();
    }

    private Outcome preview(PackSheetRequested request, SheetSize size, byte[] jpeg) {
        String key = StorageKeys.packSheetPreview(request.getRequestId());
        kept.keep(key, jpeg);
        String language = request.getLanguage();
        publish(reply(request, "preview")
                .setKind(ChatReplyKind.PHOTO)
                .setPhotoStorageKey(key)
                .setText(texts.get(language, "sheet", size.cells()))
                .setButtons(buttons(request, size, texts.get(language, "sheet_make")))
                .build());
        return Outcome.done();
    }

    private static List<ReplyButton> buttons(PackSheetRequested request, SheetSize size, String make) {
        return SheetButtons.of(request.getRequestId(), size, Set.of(), make).stream()
                .map(button -> new ReplyButton(button.row(), button.text(), button.data(), null))
                .toList();
    }

    /** @param fault key of what is said */
    private Outcome wrong(PackSheetRequested request, String fault, String why) {
        log.info("no preview for the sheet {}: {}", request.getRequestId(), why);
        publish(reply(request, "no preview")
                .setKind(ChatReplyKind.TEXT)
                .setText(texts.get(request.getLanguage(), fault))
                .build());
        return Outcome.done();
    }

    static String fault(NoGrid.Reason why) {
        return switch (why) {
            case TOO_SMALL -> "sheet_too_small";
            case NO_PLAIN_GROUND -> "sheet_no_plain_ground";
            case NOTHING_DRAWN -> "sheet_nothing_drawn";
            case NO_LINES -> "sheet_no_lines";
            case MOSTLY_EMPTY -> "sheet_mostly_empty";
        };
    }

    static String fault(GenerationFailure reason) {
        return switch (reason) {
            case EMPTY_FILE, UNSUPPORTED_FORMAT, UNREADABLE_IMAGE -> "sheet_unreadable";
            case FILE_TOO_LARGE, TOO_MANY_PIXELS -> "sheet_too_large";
            case FILE_GONE -> "sheet_gone";
            case TOO_SMALL -> "sheet_too_small";
            case INTERNAL,
                    TIMED_OUT,
                    MAKER_ENDED,
                    TEXT_UNDRAWABLE,
                    NO_SUCH_DRAWING,
                    REMOTE_CONTENT,
                    REMOTE_FAILED,
                    REMOTE_UNKNOWN,
                    REMOTE_BUDGET -> "sheet_failed";
        };
    }

    private static ChatReply.Builder reply(PackSheetRequested request, String name) {
        return ChatReply.newBuilder()
                .setReplyId(Ids.reply(request.getRequestId(), name))
                .setUserId(request.getUserId())
                .setChatId(request.getChatId())
                .setChatKind(request.getChatKind())
                .setThreadId(request.getThreadId())
                .setReplyToMessageId(request.getMessageId())
                .setLanguage(request.getLanguage())
                .setOwed(true)
                .setIssuedAt(request.getRequestedAt());
    }

    private void publish(ChatReply reply) {
        events.publish(Topics.CHAT_REPLIES, reply.getChatId(), null, null, reply);
    }
}
