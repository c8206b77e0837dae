package io.stickermill.delivery.person;

import com.pengrad.telegrambot.request.BaseRequest;
import com.pengrad.telegrambot.request.DeleteMessages;
import com.pengrad.telegrambot.request.DeleteStickerSet;
import com.pengrad.telegrambot.response.BaseResponse;
import io.stickermill.platform.telegram.TelegramAnswer;
import io.stickermill.platform.telegram.TelegramClient;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes at Telegram what a person sees of us. What Telegram refuses to remove stays, and is counted as such. */
final class ShownThings {

    private static final Logger log = LoggerFactory.getLogger(ShownThings.class);

    /** Most that Telegram takes in one call (core.telegram.org/bots/api#deletemessages). */
    private static final int AT_ONCE = 100;

    private static final int TOO_MANY = 429;

    private final TelegramClient telegram;

    ShownThings(TelegramClient telegram) {
        this.telegram = telegram;
    }

    /**
     * Removes messages.
     *
     * @param counts gets {@code messages} and {@code messages_left}
     * @return why it is to be done again later; null when it is done
     */
    @Nullable
    String removeMessages(long chatId, List<Integer> messages, Map<String, Long> counts) {
        for (int from = 0; from < messages.size(); from += AT_ONCE) {
            List<Integer> some = messages.subList(from, Math.min(from + AT_ONCE, messages.size()));
            int[] ids = some.stream().mapToInt(Integer::intValue).toArray();
            String later = call(new DeleteMessages(chatId, ids), "messages", some.size(), counts);
            if (later != null) {
                return later;
            }
        }
        return null;
    }

    /** Removes sticker sets, as {@link #removeMessages} does: {@code sets} and {@code sets_left}. */
    @Nullable
    String removeSets(List<String> names, Map<String, Long> counts) {
        for (String name : names) {
            String later = call(new DeleteStickerSet(name), "sets", 1, counts);
            if (later != null) {
                return later;
            }
        }
        return null;
    }

    private <T extends BaseRequest<T, R>, R extends BaseResponse> @Nullable String call(
            T request, String what, long count, Map<String, Long> counts) {
        TelegramAnswer<R> answer = telegram.call(request);
        return switch (answer) {
            case TelegramAnswer.Ok<R> _ -> {
                counts.merge(what, count, Long::sum);
                yield null;
            }
            case TelegramAnswer.Refused<R> refused
            when refused.code() == TOO_MANY -> "Telegram wants a pause before " + request.getMethod();
            case TelegramAnswer.Refused<R> refused -> {
                log.info("{} is refused: {}", request.getMethod(), refused.description());
                counts.merge(what + "_left", count, Long::sum);
                yield null;
            }
            case TelegramAnswer.NotSent<R> _, TelegramAnswer.OutcomeUnknown<R> _ ->
                "Telegram can't be had for " + request.getMethod();
        };
    }
}
