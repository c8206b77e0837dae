package io.stickermill.delivery.set;

import com.pengrad.telegrambot.request.BaseRequest;
import com.pengrad.telegrambot.request.GetMe;
import com.pengrad.telegrambot.request.GetStickerSet;
import com.pengrad.telegrambot.response.BaseResponse;
import com.pengrad.telegrambot.response.GetStickerSetResponse;
import io.stickermill.platform.dispatch.Outcome;
import io.stickermill.platform.telegram.TelegramAnswer;
import io.stickermill.platform.telegram.TelegramClient;
import io.stickermill.platform.telegram.limit.MessageLimits;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks Telegram for sets. Whatever can't be had now ends in {@link NotYet}; what is returned is final. */
final class SetCalls {

    private static final Logger log = LoggerFactory.getLogger(SetCalls.class);

    /** Stands for all that changes a person's sets: Telegram counts by owner and by set, not by method. */
    private static final String HOLD = "addStickerToSet";

    private static final Duration USUAL_WAIT = Duration.ofSeconds(1);

    private final TelegramClient telegram;
    private final MessageLimits limits;
    private final BooleanSupplier isOurs;

    /** @param isOurs asked before each call: whether the sets of this person are still ours to change, for one call more */
    SetCalls(TelegramClient telegram, MessageLimits limits, BooleanSupplier isOurs) {
        this.telegram = telegram;
        this.limits = limits;
        this.isOurs = isOurs;
    }

    /** Why Telegram did nothing. */
    enum Why {
        NAME_TAKEN,
        NO_SET,
        FULL,
        /** The bot may not make sets for them: they have never started it. */
        OWNER_UNKNOWN,
        BAD_TITLE,
        /** The file suits no set. */
        BAD_STICKER,
        /** It is in no set any more. */
        NO_STICKER,
        OTHER
    }

    /** @param detail Telegram's own words */
    record Refused(Why why, String detail) {}

    /** What a call came to. */
    sealed interface Asked<R> {
        record Given<R>(R answer) implements Asked<R> {}

        record Not<R>(Refused refused) implements Asked<R> {}
    }

    /**
     * Counts a change of a person's sets.
     *
     * @throws NotYet if it would come too soon after others
     */
    void turn(long owner) {
        Duration wait = limits.untilSetChange(owner);
        if (wait.isPositive()) {
            throw new NotYet(new Outcome.Wait(wait, "the pace at which Telegram takes changes of sets"));
        }
    }

    /** Changes something when its turn comes. Empty if it is done. */
    <T extends BaseRequest<T, R>, R extends BaseResponse> Optional<Refused> change(long owner, T request) {
        turn(owner);
        return changeInTurn(owner, request);
    }

    /** Changes something whose {@link #turn} it is. Empty if it is done. */
    <T extends BaseRequest<T, R>, R extends BaseResponse> Optional<Refused> changeInTurn(long owner, T request) {
        return ask(owner, request) instanceof Asked.Not<R>(Refused refused) && !isDone(refused)
                ? Optional.of(refused)
                : Optional.empty();
    }

    /** It was so before. */
    private static boolean isDone(Refused refused) {
        return refused.detail().toUpperCase(Locale.ROOT).contains("NOT_MODIFIED");
    }

    /** Makes a call that counts for a person's sets. */
    <T extends BaseRequest<T, R>, R extends BaseResponse> Asked<R> ask(long owner, T request) {
        Duration held = limits.held(owner, HOLD);
        if (held.isPositive()) {
            throw new NotYet(new Outcome.Outage("Telegram wants a pause with the sets of " + owner, held));
        }
        TelegramAnswer<R> answer = call(request);
        if (answer instanceof TelegramAnswer.Refused<R> refused && isFinal(refused)) {
            log.info("{} for {}: {}", request.getMethod(), owner, refused.description());
            return new Asked.Not<>(new Refused(why(refused.description()), refused.description()));
        }
        return new Asked.Given<>(answered(owner, answer).orElseThrow());
    }

    /** A set as Telegram shows it. Empty if there is no such set, or it is not to be seen yet. */
    Optional<com.pengrad.telegrambot.model.StickerSet> read(long owner, String name) {
        TelegramAnswer<GetStickerSetResponse> answer = call(new GetStickerSet(name));
        if (answer instanceof TelegramAnswer.Refused<GetStickerSetResponse> refused && isFinal(refused)) {
            if (why(refused.description()) == Why.NO_SET) {
                return Optional.empty();
            }
            throw new NotYet(Outcome.retry("getStickerSet: " + refused.description()));
        }
        return answered(owner, answer).map(GetStickerSetResponse::stickerSet);
    }

    /** The bot's name as Telegram knows it: the names of its sets end in it. */
    String botName() {
        return answered(telegram.botId(), call(new GetMe()))
                .map(answer -> answer.user().username())
                .orElseThrow();
    }

    private <T extends BaseRequest<T, R>, R extends BaseResponse> TelegramAnswer<R> call(T request) {
        if (!isOurs.getAsBoolean()) {
            throw new NotYet(new Outcome.Wait(Duration.ZERO, "it took longer than the lease"));
        }
        return telegram.call(request);
    }

    private <R extends BaseResponse> Optional<R> answered(long owner, TelegramAnswer<R> answer) {
        return switch (answer) {
            case TelegramAnswer.Ok<R>(R result) -> Optional.of(result);
            case TelegramAnswer.Refused<R> refused -> {
                Duration wait = refused.retryAfter().orElse(USUAL_WAIT);
                if (refused.code() == 429) {
                    log.warn("Telegram wants {} s without changes to the sets of {}", wait.toSeconds(), owner);
                    limits.refused(owner, HOLD, wait);
                }
                throw new NotYet(new Outcome.Outage(refused.code() + " " + refused.description(), wait));
            }
            case TelegramAnswer.NotSent<R>(String cause) -> throw new NotYet(new Outcome.Outage(cause, null));
            // Whether it was done is looked for before it is done again.
            case TelegramAnswer.OutcomeUnknown<R>(String cause) -> throw new NotYet(Outcome.retry(cause));
        };
    }

    /** A wrong token is the operator's mistake: what is asked waits until it is mended. */
    private static boolean isFinal(TelegramAnswer.Refused<?> refused) {
        return switch (refused.code()) {
            case 429, 401, 404 -> false;
            default -> true;
        };
    }

    /** Telegram's words come in any case, and with a prefix. */
    private static Why why(String description) {
        String words = description.toUpperCase(Locale.ROOT);
        if (words.contains("ALREADY OCCUPIED")
                || words.contains("OCCUPY_FAILED")
                || words.contains("NAME IS SPECIFIED")) {
            return Why.NAME_TAKEN;
        }
        if (words.contains("STICKERSET_INVALID") || words.contains("STICKER SET NOT FOUND")) {
            return Why.NO_SET;
        }
        if (words.contains("STICKERSET_OWNER")) {
            return Why.OTHER;
        }
        if (words.contains("STICKERS_TOO_MUCH")) {
            return Why.FULL;
        }
        if (words.contains("PEER_ID_INVALID")
                || words.contains("USER_ID_INVALID")
                || words.contains("USER NOT FOUND")) {
            return Why.OWNER_UNKNOWN;
        }
        if (words.contains("TITLE")) {
            return Why.BAD_TITLE;
        }
        if (words.contains("STICKER_INVALID") || words.contains("STICKER_ID_INVALID")) {
            return Why.NO_STICKER;
        }
        return words.contains("STICKER") || words.contains("FILE") ? Why.BAD_STICKER : Why.OTHER;
    }
}
