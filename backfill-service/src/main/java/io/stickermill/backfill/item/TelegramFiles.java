package io.stickermill.backfill.item;

import com.pengrad.telegrambot.model.Sticker;
import com.pengrad.telegrambot.request.GetStickerSet;
import com.pengrad.telegrambot.response.GetStickerSetResponse;
import io.stickermill.platform.telegram.Answer;
import io.stickermill.platform.telegram.Download;
import io.stickermill.platform.telegram.TelegramClient;
import io.stickermill.schemas.BackfillRequested;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/** An item's file by its file id or, for a pack's sticker without one, by its place in the set. */
@Component
class TelegramFiles {

    private final TelegramClient telegram;

    TelegramFiles(TelegramClient telegram) {
        this.telegram = telegram;
    }

    Fetch fetch(BackfillRequested item, DataSize limit) {
        if (item.getFileId() != null) {
            return download(item.getFileId(), limit);
        }
        if (item.getStickerSetName() != null && item.getPackIndex() != null) {
            return fromSet(item, limit);
        }
        return new Fetch.Never(Ending.failed("no_file_id", "the row has neither a file id nor a sticker set"));
    }

    private Fetch fromSet(BackfillRequested item, DataSize limit) {
        return switch (telegram.call(new GetStickerSet(item.getStickerSetName()))) {
            case Answer.Ok<GetStickerSetResponse>(GetStickerSetResponse found) -> {
                Sticker[] stickers = found.stickerSet().stickers();
                Integer expected = item.getPackSize();
                int index = item.getPackIndex();
                if ((expected != null && stickers.length != expected) || index < 0 || index >= stickers.length) {
                    yield new Fetch.Never(Ending.failed(
                            "set_changed",
                            "the set " + item.getStickerSetName() + " has " + stickers.length + " stickers, the pack "
                                    + expected + ": place " + index + " is not sure to be this sticker"));
                }
                yield download(stickers[index].fileId(), limit);
            }
            case Answer.Refused<GetStickerSetResponse> refused
            when refused.code() == 429 -> new Fetch.Later(refused.description());
            case Answer.Refused<GetStickerSetResponse> refused ->
                new Fetch.Never(Ending.failed("set_gone", refused.description()));
            case Answer.NotSent<GetStickerSetResponse>(String cause) -> new Fetch.Later(cause);
            case Answer.OutcomeUnknown<GetStickerSetResponse>(String cause) -> new Fetch.Later(cause);
        };
    }

    private Fetch download(String fileId, DataSize limit) {
        return switch (telegram.download(fileId, limit)) {
            case Download.Fetched(byte[] content) -> new Fetch.Got(content);
            case Download.TooLarge(String detail) -> new Fetch.Never(Ending.failed("too_large", detail));
            // Telegram's words for an id that another bot was given, or that is none.
            case Download.Gone(String detail)
            when detail.contains("invalid file_id") || detail.contains("wrong remote file identifier") ->
                new Fetch.Never(Ending.failed("foreign_file_id", detail));
            case Download.Gone(String detail) -> new Fetch.Never(Ending.failed("file_gone", detail));
            case Download.Failed(String cause) -> new Fetch.Later(cause);
        };
    }
}
