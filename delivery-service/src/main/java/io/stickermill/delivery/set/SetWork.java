package io.stickermill.delivery.set;

import io.stickermill.contracts.style.StickerStyles;
import io.stickermill.delivery.file.StickerFiles;
import io.stickermill.platform.event.EventPublisher;
import io.stickermill.platform.telegram.TelegramClient;
import io.stickermill.platform.telegram.limit.MessageLimits;
import io.stickermill.schemas.StickerSetRequested;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Who does what kind of request. */
record SetWork(
        TelegramClient telegram,
        MessageLimits limits,
        SetRows rows,
        PackRows packs,
        StickerFiles files,
        StickerStyles styles,
        EventPublisher events,
        PackAnswers packAnswers,
        SetEvents changed,
        Duration betweenLooks,
        Clock clock)
        implements SetRequests.Work {

    /** The work on packs, under a claim that each call lengthens. */
    Packs packs(BooleanSupplier isOurs) {
        return new Packs(
                packs, rows, additions(isOurs), calls(isOurs), files, styles, events, packAnswers, changed, clock);
    }

    /** The changes of sets, under a claim that each call lengthens. */
    Changes changes(BooleanSupplier isOurs) {
        return new Changes(rows, calls(isOurs), reader(isOurs), changed, clock);
    }

    private Additions additions(BooleanSupplier isOurs) {
        return new Additions(rows, calls(isOurs), reader(isOurs));
    }

    private SetReader reader(BooleanSupplier isOurs) {
        return new SetReader(calls(isOurs), rows, changed, betweenLooks, clock);
    }

    private SetCalls calls(BooleanSupplier isOurs) {
        return new SetCalls(telegram, limits, isOurs);
    }

    @Override
    public Optional<Answer> of(StickerSetRequested asked, BooleanSupplier isOurs) {
        var changes = changes(isOurs);
        return switch (asked.getKind()) {
            case ADD -> Optional.of(additions(isOurs).add(asked));
            case LIST -> Optional.of(changes.list(asked));
            case SHOW -> Optional.of(changes.show(asked));
            case SHOW_STICKER -> Optional.of(changes.showSticker(asked));
            case RENAME -> Optional.of(changes.rename(asked));
            case MOVE -> Optional.of(changes.move(asked));
            case REMOVE -> Optional.of(changes.remove(asked));
            case EMOJI -> Optional.of(changes.emoji(asked));
            case DELETE -> Optional.of(changes.delete(asked));
            case PACK_BEGUN -> {
                packs.begin(asked);
                packs(isOurs).goOn(asked.getSetId());
                yield Optional.empty();
            }
            case PACK_ENDED -> {
                packs.ended(asked.getSetId(), asked.getParts());
                packs(isOurs).goOn(asked.getSetId());
                yield Optional.empty();
            }
            case PICTURE -> Optional.of(changes.picture(asked));
            case ORDER -> Optional.of(changes.order(asked));
            case MAKE -> {
                packs(isOurs).make(asked);
                yield Optional.empty();
            }
            case UNKNOWN -> Optional.empty();
        };
    }
}
