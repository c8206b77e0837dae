package io.stickermill.history.library;

import io.micrometer.core.instrument.MeterRegistry;
import io.stickermill.contracts.style.StickerStyle;
import io.stickermill.contracts.style.StickerStyles;
import io.stickermill.history.library.InlineRows.Offered;
import io.stickermill.history.page.Paging;
import io.stickermill.history.page.Place;
import io.stickermill.platform.dispatch.Delivery;
import io.stickermill.platform.dispatch.Outcome;
import io.stickermill.platform.dispatch.RecordHandler;
import io.stickermill.platform.event.EventPublisher;
import io.stickermill.platform.metric.Metric;
import io.stickermill.platform.text.Texts;
import io.stickermill.schemas.InlineAnswer;
import io.stickermill.schemas.InlineQueried;
import io.stickermill.schemas.InlineSticker;
import io.stickermill.schemas.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Offers a person their own stickers in whatever chat they type the bot's name. A query is worth nothing after some seconds,
 * and the next key makes another: what fails is not tried again, so that no retry topic keeps what was typed.
 */
final class InlineOffers implements RecordHandler<InlineQueried> {

    private static final Logger log = LoggerFactory.getLogger(InlineOffers.class);

    /** Telegram takes no more in one answer (core.telegram.org/bots/api#answerinlinequery). */
    private static final int PAGE = 50;

    private final InlineRows rows;
    private final StickerStyles styles;
    private final EventPublisher events;
    private final Texts texts;
    private final Clock clock;
    private final MeterRegistry meters;

    InlineOffers(
            InlineRows rows,
            StickerStyles styles,
            EventPublisher events,
            Texts texts,
            Clock clock,
            MeterRegistry meters) {
        this.rows = rows;
        this.styles = styles;
        this.events = events;
        this.texts = texts;
        this.clock = clock;
        this.meters = meters;
    }

    @Override
    public Outcome handle(InlineQueried asked, Delivery delivery) {
        if (!clock.instant().isBefore(asked.getGoodUntil())) {
            ended(asked, "LATE");
            return Outcome.done();
        }
        try {
            events.publish(Topics.INLINE_ANSWERS, asked.getTelegramUserId(), null, null, answer(asked));
        } catch (RuntimeException e) {
            log.warn("an inline query is left unanswered: {}", e.toString());
            ended(asked, "FAILED");
        }
        return Outcome.done();
    }

    /** A page that begins nowhere has nothing on it. */
    private InlineAnswer answer(InlineQueried asked) {
        String words = asked.getWords().strip();
        boolean first = asked.getOffset().isEmpty();
        List<InlineSticker> stickers = paging(asked.getOffset())
                .map(paging -> offered(
                        rows.page(asked.getUserId(), words, styles(words, asked.getLanguage()), paging), paging))
                .orElse(List.of());
        return InlineAnswer.newBuilder()
                .setQueryId(asked.getQueryId())
                .setTelegramUserId(asked.getTelegramUserId())
                .setStickers(stickers)
                .setButton(first && stickers.isEmpty() ? button(words, asked.getLanguage()) : null)
                .setAskedAt(asked.getAskedAt())
                .setGoodUntil(asked.getGoodUntil())
                .build();
    }

    private static Optional<Paging> paging(String offset) {
        return offset.isEmpty()
                ? Optional.of(Paging.of(PAGE, null))
                : Place.read(offset).map(after -> new Paging(PAGE, after));
    }

    private List<String> styles(String words, String language) {
        String wanted = words.toLowerCase(Locale.ROOT);
        return styles.all().stream()
                .filter(style -> style.id().contains(wanted)
                        || style.title(language).toLowerCase(Locale.ROOT).contains(wanted))
                .map(StickerStyle::id)
                .toList();
    }

    /** Each says where the page after it begins: delivery may have to offer fewer. */
    private static List<InlineSticker> offered(List<Offered> found, Paging paging) {
        @Nullable String next = paging.next(found, Offered::place);
        return found.stream()
                .map(sticker -> InlineSticker.newBuilder()
                        .setStickerId(sticker.stickerId())
                        .setFileId(sticker.fileId())
                        .setNextOffset(
                                sticker.equals(found.getLast())
                                        ? next
                                        : sticker.place().cursor())
                        .build())
                .toList();
    }

    private String button(String words, String language) {
        return texts.get(language, words.isEmpty() ? "inline_empty" : "inline_nothing");
    }

    private void ended(InlineQueried asked, String how) {
        Metric.INLINE_ENDED.timer(meters, how).record(Duration.between(asked.getAskedAt(), clock.instant()));
    }
}
