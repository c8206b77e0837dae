package io.stickermill.backfill.item;

import io.stickermill.platform.telegram.Download;
import io.stickermill.platform.telegram.TelegramClient;
import io.stickermill.platform.telegram.limit.DownloadLimits;
import io.stickermill.schemas.BackfillRequested;
import java.time.Duration;
import java.util.List;
import org.springframework.util.unit.DataSize;

/** An item's file by its file id or, for a pack's sticker without one, by its place in the set. */
class TelegramFiles {

    private static final Duration ITS_TURN = Duration.ofSeconds(2);

    private final TelegramClient telegram;
    private final StickerSets sets;
    private final DownloadLimits limits;

    TelegramFiles(TelegramClient telegram, StickerSets sets, DownloadLimits limits) {
        this.telegram = telegram;
        this.sets = sets;
        this.limits = limits;
    }

    Fetch fetch(BackfillRequested item, DataSize limit) {
        boolean inSet = item.getStickerSetName() != null && item.getPackIndex() != null;
        if (item.getFileId() == null && !inSet) {
            return new Fetch.Never("no_file_id", "the row has neither a file id nor a sticker set");
        }
        if (!limits.awaitAfterOthers()) {
            return new Fetch.NotNow(ITS_TURN, "the limit on downloads is used up");
        }
        return item.getFileId() == null ? fromSet(item, limit) : download(item.getFileId(), limit);
    }

    private Fetch fromSet(BackfillRequested item, DataSize limit) {
        return switch (sets.find(item.getStickerSetName())) {
            case StickerSets.Found.Members(List<String> fileIds) -> {
                int place = item.getPackIndex();
                // Places count only while the set is the one that was made: a removed sticker moves all after it.
                boolean unchanged = item.getPackSize() == null || item.getPackSize() == fileIds.size();
                yield unchanged && place >= 0 && place < fileIds.size()
                        ? download(fileIds.get(place), limit)
                        : new Fetch.Never(
                                "set_changed",
                                "the set " + item.getStickerSetName() + " has " + fileIds.size()
                                        + " stickers, the pack has " + item.getPackSize() + ": place " + place
                                        + " is not sure to be this sticker");
            }
            case StickerSets.Found.Gone(String detail) -> new Fetch.Never("set_gone", detail);
            case StickerSets.Found.Later(String cause) -> new Fetch.Later(cause);
            case StickerSets.Found.NotNow(Duration delay) -> notNow(delay);
        };
    }

    private Fetch download(String fileId, DataSize limit) {
        return switch (telegram.download(fileId, limit)) {
            case Download.Fetched(byte[] content) -> new Fetch.Got(content);
            case Download.TooLarge(String detail) -> new Fetch.Never("too_large", detail);
            // Telegram's words for an id that another bot was given, or that is none.
            case Download.Gone(String detail)
            when detail.contains("invalid file_id") || detail.contains("wrong remote file identifier") ->
                new Fetch.Never("foreign_file_id", detail);
            case Download.Gone(String detail) -> new Fetch.Never("file_gone", detail);
            case Download.TooSoon(Duration retryAfter) -> notNow(retryAfter);
            case Download.Barred(String cause) -> new Fetch.Barred(cause);
            case Download.Failed(String cause) -> new Fetch.Later(cause);
        };
    }

    private Fetch notNow(Duration delay) {
        limits.holdOthersBack(delay);
        return new Fetch.NotNow(delay, "Telegram wants us to wait");
    }
}
