package io.stickermill.delivery.set;

import com.pengrad.telegrambot.request.DeleteStickerFromSet;
import com.pengrad.telegrambot.request.DeleteStickerSet;
import com.pengrad.telegrambot.request.SetStickerEmojiList;
import com.pengrad.telegrambot.request.SetStickerPositionInSet;
import com.pengrad.telegrambot.request.SetStickerSetTitle;
import io.stickermill.delivery.set.SetCalls.Refused;
import io.stickermill.delivery.set.SetCalls.Why;
import io.stickermill.platform.dispatch.Outcome;
import io.stickermill.schemas.StickerSetRequestKind;
import io.stickermill.schemas.StickerSetRequested;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows and changes sets and their stickers. Each change gives the same when it is made twice. */
final class Changes {

    private static final Logger log = LoggerFactory.getLogger(Changes.class);

    private final SetRows rows;
    private final SetCalls calls;
    private final SetReader reader;
    private final SetEvents events;
    private final Clock clock;

    Changes(SetRows rows, SetCalls calls, SetReader reader, SetEvents events, Clock clock) {
        this.rows = rows;
        this.calls = calls;
        this.reader = reader;
        this.events = events;
        this.clock = clock;
    }

    Answer list(StickerSetRequested asked) {
        return new Answer.Listed(rows.open(asked.getUserId()));
    }

    Answer show(StickerSetRequested asked) {
        return withSet(asked, set -> {
            if (SetReader.isSettled(set, clock.instant()) && !reader.look(set)) {
                return gone(set);
            }
            int from = Optional.ofNullable(asked.getPosition()).orElse(0);
            return new Answer.Shown(rows.set(set.id()).orElseThrow(), rows.inOrder(set.id()), from);
        });
    }

    Answer showSticker(StickerSetRequested asked) {
        return withPart(asked, (set, part) -> sticker(set, part, true));
    }

    Answer move(StickerSetRequested asked) {
        return withPart(asked, (set, part) -> {
            int last = rows.inOrder(set.id()).size() - 1;
            int place = Math.clamp(Optional.ofNullable(asked.getPosition()).orElse(0), 0, last);
            return after(set, part, calls.change(set.owner(), new SetStickerPositionInSet(file(part), place)), () -> {
                rows.place(set, part, place);
                return sticker(set, part, false);
            });
        });
    }

    /**
     * Gives the stickers of a set an order. As few as can be are moved, since Telegram counts each; those that are not named
     * come last, as they are.
     */
    Answer order(StickerSetRequested asked) {
        return withSet(asked, set -> {
            reader.lookForAwaited(set);
            List<Part> now = rows.inOrder(set.id());
            List<Part> wanted = Order.wanted(now, asked.getOrder());
            Set<Part> staying = Order.staying(now, wanted);
            for (int place = 0; place < wanted.size(); place++) {
                Part part = wanted.get(place);
                if (!staying.contains(part)) {
                    int to = placeAfter(set, place == 0 ? null : wanted.get(place - 1), part);
                    Optional<Refused> refused = calls.change(set.owner(), new SetStickerPositionInSet(file(part), to));
                    if (refused.isPresent()) {
                        return refused(set, part, refused.get());
                    }
                    rows.place(set, part, to);
                }
            }
            return new Answer.Shown(rows.set(set.id()).orElseThrow(), rows.inOrder(set.id()), 0);
        });
    }

    /** Where a part is to go so that it comes right after another; at the beginning if that is null. */
    private int placeAfter(StickerSet set, @Nullable Part before, Part moved) {
        List<Integer> others = rows.inOrder(set.id()).stream()
                .map(Part::number)
                .filter(number -> number != moved.number())
                .toList();
        return before == null ? 0 : others.indexOf(before.number()) + 1;
    }

    Answer remove(StickerSetRequested asked) {
        return withPart(
                asked,
                (set, part) -> takeOut(set, part)
                        .map(refused -> refused(set, part, refused))
                        .orElseGet(() -> new Answer.Removed(set)));
    }

    /**
     * Takes a deleted sticker out of all sets of whoever deleted it.
     *
     * @throws NotYet if Telegram does not show one of them yet
     */
    void takeOut(UUID userId, UUID stickerId) {
        for (Part in : rows.inSets(userId, stickerId)) {
            StickerSet set = rows.set(in.setId()).orElseThrow();
            Optional<Part> part = seen(set, in.number());
            if (part.isEmpty()
                    && rows.part(set.id(), in.number()).filter(Part::isAwaited).isPresent()) {
                throw new NotYet(Outcome.retry("sticker " + stickerId + " is not shown in set " + set.name() + " yet"));
            }
            part.flatMap(found -> takeOut(set, found))
                    .ifPresent(refused -> log.warn(
                            "deleted sticker {} stays in set {}: {}", stickerId, set.name(), refused.detail()));
            events.changed(set.id());
        }
    }

    private Optional<Refused> takeOut(StickerSet set, Part part) {
        Optional<Refused> refused = calls.change(set.owner(), new DeleteStickerFromSet(file(part)));
        // Its owner may have been quicker.
        if (refused.isEmpty() || refused.get().why() == Why.NO_STICKER) {
            rows.removed(part);
            rows.changed(set);
            return Optional.empty();
        }
        return refused;
    }

    Answer emoji(StickerSetRequested asked) {
        String emoji = Objects.requireNonNull(asked.getEmoji(), "an emoji");
        return withPart(
                asked,
                (set, part) -> after(
                        set,
                        part,
                        calls.change(set.owner(), new SetStickerEmojiList(file(part), new String[] {emoji})),
                        () -> {
                            rows.emoji(part, emoji);
                            rows.changed(set);
                            return sticker(set, part, false);
                        }));
    }

    Answer rename(StickerSetRequested asked) {
        String title = Objects.requireNonNull(asked.getTitle(), "a title");
        return withSet(asked, set -> {
            Optional<Refused> refused = calls.change(set.owner(), new SetStickerSetTitle(set.name(), title));
            if (refused.isEmpty()) {
                rows.title(set, title);
                return new Answer.Renamed(rows.set(set.id()).orElseThrow());
            }
            return switch (refused.get().why()) {
                case NO_SET -> gone(set);
                case BAD_TITLE -> new Answer.Refused("set_bad_title");
                case NAME_TAKEN, FULL, OWNER_UNKNOWN, BAD_STICKER, NO_STICKER, OTHER ->
                    new Answer.Refused("set_refused");
            };
        });
    }

    /** What the set is shown by in Telegram's lists. */
    Answer picture(StickerSetRequested asked) {
        ByteBuffer picture = Objects.requireNonNull(asked.getPicture(), "a picture");
        byte[] webp = new byte[picture.remaining()];
        picture.duplicate().get(webp);
        return withSet(asked, set -> {
            Optional<Refused> refused = calls.change(set.owner(), new SetThumbnail(set.name(), set.owner(), webp));
            if (refused.isEmpty()) {
                return new Answer.Pictured(set);
            }
            return refused.get().why() == Why.NO_SET ? gone(set) : new Answer.Refused("set_refused");
        });
    }

    Answer delete(StickerSetRequested asked) {
        return withSet(asked, set -> {
            if (!asked.getConfirmed()) {
                return new Answer.SureToDelete(set);
            }
            Optional<Refused> refused = calls.change(set.owner(), new DeleteStickerSet(set.name()));
            if (refused.isEmpty() || refused.get().why() == Why.NO_SET) {
                rows.state(set, StickerSet.State.DELETED);
                return new Answer.Deleted(set);
            }
            return new Answer.Refused("set_refused");
        });
    }

    private interface OfSet {
        Answer of(StickerSet set);
    }

    /** What a button carries may be anything: whose set it is stands in its row. */
    private Answer withSet(StickerSetRequested asked, OfSet what) {
        Optional<StickerSet> set = Optional.ofNullable(asked.getSetId()).flatMap(rows::set);
        if (set.isEmpty() || !set.get().userId().equals(asked.getUserId())) {
            return new Answer.Refused("set_not_yours");
        }
        return switch (set.get().state()) {
            case OPEN -> what.of(set.get());
            // By this request, before its answer was out, or by an earlier one.
            case DELETED ->
                asked.getKind() == StickerSetRequestKind.DELETE
                        ? new Answer.Deleted(set.get())
                        : new Answer.Refused("set_gone");
            case CREATING, FAILED -> new Answer.Refused("set_gone");
        };
    }

    private Answer withPart(StickerSetRequested asked, BiFunction<StickerSet, Part, Answer> what) {
        return withSet(asked, set -> {
            Integer number = Objects.requireNonNull(asked.getPart(), "a sticker of the set");
            Optional<Part> part = seen(set, number);
            if (part.isPresent()) {
                return what.apply(set, part.get());
            }
            boolean removed = rows.part(set.id(), number)
                    .filter(known -> known.state() == Part.State.REMOVED)
                    .isPresent();
            return removed && asked.getKind() == StickerSetRequestKind.REMOVE
                    ? new Answer.Removed(set)
                    : new Answer.Refused("set_sticker_gone");
        });
    }

    /** One whose file is known: what was added a moment ago may not have been seen yet. */
    private Optional<Part> seen(StickerSet set, int number) {
        Optional<Part> part = rows.part(set.id(), number);
        if (part.isPresent() && part.get().isAwaited()) {
            reader.lookForAwaited(set);
            part = rows.part(set.id(), number);
        }
        return part.filter(found -> found.state() == Part.State.IN && found.fileId() != null);
    }

    private static String file(Part part) {
        return Objects.requireNonNull(part.fileId(), "a part that was seen");
    }

    private Answer after(StickerSet set, Part part, Optional<Refused> refused, Supplier<Answer> done) {
        return refused.isEmpty() ? done.get() : refused(set, part, refused.get());
    }

    private Answer refused(StickerSet set, Part part, Refused refused) {
        return switch (refused.why()) {
            case NO_SET -> gone(set);
            case NO_STICKER -> {
                rows.gone(part);
                yield new Answer.Refused("set_sticker_gone");
            }
            case NAME_TAKEN, FULL, OWNER_UNKNOWN, BAD_TITLE, BAD_STICKER, OTHER -> new Answer.Refused("set_refused");
        };
    }

    private Answer gone(StickerSet set) {
        reader.writeOff(set);
        return new Answer.Refused("set_gone");
    }

    private Answer sticker(StickerSet set, Part part, boolean anew) {
        Part now = rows.part(set.id(), part.number()).orElseThrow();
        List<Part> all = rows.inOrder(set.id());
        return new Answer.Sticker(set, now, all.size(), anew);
    }
}
