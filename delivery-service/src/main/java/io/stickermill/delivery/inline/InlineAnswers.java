package io.stickermill.delivery.inline;

import com.pengrad.telegrambot.model.request.InlineQueryResult;
import com.pengrad.telegrambot.model.request.InlineQueryResultCachedSticker;
import com.pengrad.telegrambot.model.request.InlineQueryResultsButton;
import com.pengrad.telegrambot.request.AnswerInlineQuery;
import com.pengrad.telegrambot.response.BaseResponse;
import io.micrometer.core.instrument.MeterRegistry;
import io.stickermill.delivery.chat.SendOutcome;
import io.stickermill.platform.dispatch.Delivery;
import io.stickermill.platform.dispatch.Outcome;
import io.stickermill.platform.dispatch.RecordHandler;
import io.stickermill.platform.metric.Metric;
import io.stickermill.platform.telegram.TelegramAnswer;
import io.stickermill.schemas.InlineAnswer;
import io.stickermill.schemas.InlineSticker;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells Telegram what to offer. It takes one answer to a query, for about ten seconds, and refuses all of it for one file id
 * that it does not know: then fewer are offered, and the next page begins after them.
 */
final class InlineAnswers implements RecordHandler<InlineAnswer> {

    private static final Logger log = LoggerFactory.getLogger(InlineAnswers.class);

    /** Telegram shows the same answer again for so long, also when a sticker was made or deleted meanwhile. */
    private static final Duration CACHED = Duration.ofSeconds(5);

    /** Of the {@code /start} that the button sends, so that it can be told from others. */
    private static final String START_PARAMETER = "inline";

    /** Six halvings come to one of fifty; so three refused files are found in one answer. */
    private static final int MOST_CALLS = 21;

    /** In place, within a second. */
    private static final int ATTEMPTS = 3;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);

    private final Function<AnswerInlineQuery, TelegramAnswer<BaseResponse>> telegram;
    private final RefusedFiles refusedFiles;
    private final Clock clock;
    private final MeterRegistry meters;

    /** @param telegram makes the call */
    InlineAnswers(
            Function<AnswerInlineQuery, TelegramAnswer<BaseResponse>> telegram, Clock clock, MeterRegistry meters) {
        this.telegram = telegram;
        this.refusedFiles = new RefusedFiles(clock);
        this.clock = clock;
        this.meters = meters;
    }

    /** A moment's failure is waited out; with more, what the person has typed since would wait for what they typed before. */
    @Override
    public Outcome handle(InlineAnswer answer, Delivery delivery) {
        Part part = Part.all(answer, refusedFiles);
        for (int calls = 0; calls < MOST_CALLS && isAwaited(answer, Duration.ZERO); calls++) {
            switch (telegram.apply(request(answer, part))) {
                case TelegramAnswer.Ok<BaseResponse> _ -> {
                    return ended(answer, part.size() == answer.getStickers().size() ? "ANSWERED" : "SHORTENED");
                }
                case TelegramAnswer.NotSent<BaseResponse>(String cause) -> {
                    return again(answer, cause, delivery);
                }
                case TelegramAnswer.OutcomeUnknown<BaseResponse>(String cause) -> {
                    return again(answer, cause, delivery);
                }
                case TelegramAnswer.Refused<BaseResponse> refused -> {
                    Optional<SendOutcome.NotYet> notYet = SendOutcome.notYet(refused);
                    if (notYet.isPresent()) {
                        return later(answer, notYet.get(), delivery);
                    }
                    if (isTooLate(refused)) {
                        return ended(answer, "LATE");
                    }
                    if (refused.code() != 400 || part.size() == 0) {
                        log.warn("Telegram does not take an inline answer: {}", refused.description());
                        return ended(answer, "REFUSED");
                    }
                    if (part.size() == 1) {
                        InlineSticker sticker = part.all().get(part.from());
                        log.warn("sticker {} is not offered: {}", sticker.getStickerId(), refused.description());
                        refusedFiles.add(sticker.getFileId());
                    }
                    part = part.smaller();
                }
            }
        }
        return ended(answer, isAwaited(answer, Duration.ZERO) ? "REFUSED" : "LATE");
    }

    /**
     * Some of the stickers, one after the other.
     *
     * @param all that Telegram may take
     * @param from how many before them are passed over
     * @param size how many they are
     * @param afterAll where the next page begins when all are dealt with; null for nowhere
     */
    private record Part(
            List<InlineSticker> all,
            int from,
            int size,
            @Nullable String afterAll) {

        static Part all(InlineAnswer answer, RefusedFiles refused) {
            List<InlineSticker> stickers = answer.getStickers();
            List<InlineSticker> usable = stickers.stream()
                    .filter(sticker -> !refused.has(sticker.getFileId()))
                    .toList();
            return new Part(
                    usable,
                    0,
                    usable.size(),
                    stickers.isEmpty() ? null : stickers.getLast().getNextOffset());
        }

        /** One that is refused by itself is passed over, and all the rest tried. */
        Part smaller() {
            return size > 1
                    ? new Part(all, from, size / 2, afterAll)
                    : new Part(all, from + 1, all.size() - from - 1, afterAll);
        }

        InlineQueryResult<?>[] results() {
            return all.subList(from, from + size).stream()
                    .map(sticker -> new InlineQueryResultCachedSticker(
                            sticker.getStickerId().toString(), sticker.getFileId()))
                    .toArray(InlineQueryResult<?>[]::new);
        }

        /** Null where nothing comes after it. */
        @Nullable
        String nextOffset() {
            int end = from + size;
            return end == all.size() ? afterAll : all.get(end - 1).getNextOffset();
        }
    }

    private static AnswerInlineQuery request(InlineAnswer answer, Part part) {
        var request = new AnswerInlineQuery(answer.getQueryId(), part.results())
                .isPersonal(true)
                .cacheTime(Math.toIntExact(CACHED.toSeconds()));
        String next = part.nextOffset();
        if (next != null) {
            request.nextOffset(next);
        }
        return answer.getButton() == null
                ? request
                : request.button(new InlineQueryResultsButton(answer.getButton(), START_PARAMETER));
    }

    private Outcome later(InlineAnswer answer, SendOutcome.NotYet notYet, Delivery delivery) {
        Duration atLeast = notYet.atLeast();
        if (atLeast == null) {
            return again(answer, notYet.cause(), delivery);
        }
        return atLeast.compareTo(LONGEST_WAIT) <= 0 && isAwaited(answer, atLeast)
                ? new Outcome.Wait(atLeast, notYet.cause())
                : ended(answer, "LATE");
    }

    private Outcome again(InlineAnswer answer, String cause, Delivery delivery) {
        return delivery.attempt() < ATTEMPTS ? Outcome.retry(cause) : ended(answer, "FAILED");
    }

    private boolean isAwaited(InlineAnswer answer, Duration in) {
        return clock.instant().plus(in).isBefore(answer.getGoodUntil());
    }

    private static boolean isTooLate(TelegramAnswer.Refused<?> refused) {
        return refused.code() == 400 && refused.description().contains("query is too old");
    }

    private Outcome ended(InlineAnswer answer, String how) {
        Metric.INLINE_ENDED.timer(meters, how).record(Duration.between(answer.getAskedAt(), clock.instant()));
        return Outcome.done();
    }
}
