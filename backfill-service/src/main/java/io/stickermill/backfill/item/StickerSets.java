package io.stickermill.backfill.item;

import com.pengrad.telegrambot.model.Sticker;
import com.pengrad.telegrambot.request.GetStickerSet;
import com.pengrad.telegrambot.response.GetStickerSetResponse;
import io.stickermill.platform.telegram.TelegramAnswer;
import io.stickermill.platform.telegram.TelegramClient;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The file ids of Telegram's sticker sets, remembered for a minute: a pack's stickers are asked for one after the other. */
class StickerSets {

    private static final long REMEMBERED_NS = Duration.ofMinutes(1).toNanos();
    private static final int LARGEST = 1000;
    private static final Duration DEFAULT_WAIT = Duration.ofSeconds(5);

    private final TelegramClient telegram;
    private final Map<String, Seen> seen = new ConcurrentHashMap<>();

    StickerSets(TelegramClient telegram) {
        this.telegram = telegram;
    }

    private record Seen(Found found, long at) {}

    /** What asking for a set came to. */
    sealed interface Found {

        /** In the set's order. */
        record Members(List<String> fileIds) implements Found {}

        record Gone(String detail) implements Found {}

        record Later(String cause) implements Found {}

        record NotNow(Duration delay) implements Found {}
    }

    Found find(String name) {
        Seen known = seen.get(name);
        if (known != null && System.nanoTime() - known.at() < REMEMBERED_NS) {
            return known.found();
        }
        Found found = ask(name);
        if (found instanceof Found.Members || found instanceof Found.Gone) {
            if (seen.size() > LARGEST) {
                seen.clear();
            }
            seen.put(name, new Seen(found, System.nanoTime()));
        }
        return found;
    }

    private Found ask(String name) {
        return switch (telegram.call(new GetStickerSet(name))) {
            case TelegramAnswer.Ok<GetStickerSetResponse>(GetStickerSetResponse answer) ->
                new Found.Members(Arrays.stream(answer.stickerSet().stickers())
                        .map(Sticker::fileId)
                        .toList());
            case TelegramAnswer.Refused<GetStickerSetResponse> refused
            when refused.code() == 429 -> new Found.NotNow(refused.retryAfter().orElse(DEFAULT_WAIT));
            case TelegramAnswer.Refused<GetStickerSetResponse> refused -> new Found.Gone(refused.description());
            case TelegramAnswer.NotSent<GetStickerSetResponse>(String cause) -> new Found.Later(cause);
            case TelegramAnswer.OutcomeUnknown<GetStickerSetResponse>(String cause) -> new Found.Later(cause);
        };
    }
}
