package io.stickermill.delivery.set;

import com.pengrad.telegrambot.model.Sticker;
import com.pengrad.telegrambot.model.request.InputSticker;
import com.pengrad.telegrambot.request.AddStickerToSet;
import com.pengrad.telegrambot.request.CreateNewStickerSet;
import io.stickermill.contracts.button.SetEmoji;
import io.stickermill.delivery.set.SetCalls.Refused;
import io.stickermill.delivery.set.SetCalls.Why;
import io.stickermill.delivery.set.SetRows.Candidate;
import io.stickermill.delivery.set.SetRows.Person;
import io.stickermill.platform.dispatch.Outcome;
import io.stickermill.schemas.StickerSetRequested;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Puts stickers into a person's own set, which is made for the first one. Each step is written down before Telegram is asked
 * for it; who comes back after a cut looks what Telegram has before it asks again.
 */
final class Additions {

    private static final int MOST_NAMES = 5;

    /** From a set that is full or gone to the next; a person's sets are not all gone at once. */
    private static final int MOST_STEPS = 6;

    private static final int LONGEST_TITLE = 64;

    private final SetRows rows;
    private final SetCalls calls;
    private final SetReader reader;

    Additions(SetRows rows, SetCalls calls, SetReader reader) {
        this.rows = rows;
        this.calls = calls;
        this.reader = reader;
    }

    Answer add(StickerSetRequested asked) {
        UUID stickerId = asked.getStickerId();
        Optional<Part> part = rows.partOf(asked.getRequestId());
        if (part.isPresent()) {
            return bring(part.get(), asked);
        }
        if (stickerId != null) {
            part = rows.ofSticker(asked.getUserId(), stickerId).filter(known -> isStillThere(known));
        }
        if (part.isPresent()) {
            return part.get().state() == Part.State.IN
                    ? new Answer.InSet(rows.set(part.get().setId()).orElseThrow(), part.get(), true)
                    : bring(part.get(), asked);
        }
        Optional<String> file = Optional.ofNullable(asked.getTelegramFileId())
                .or(() -> Optional.ofNullable(stickerId).flatMap(rows::sentFile));
        if (file.isEmpty()) {
            return new Answer.Refused("set_no_file");
        }
        String emoji = Optional.ofNullable(asked.getEmoji())
                .or(() -> rows.lastEmoji(asked.getUserId()))
                .orElse(SetEmoji.DEFAULT);
        StickerSet set = rows.current(asked.getUserId()).orElseGet(() -> next(asked));
        // One at a time: of two that are awaited nobody could tell which has come.
        for (Part before : rows.parts(set.id())) {
            if (before.state() == Part.State.ADDING) {
                bring(before, asked);
            }
        }
        set = rows.current(asked.getUserId()).orElseGet(() -> next(asked));
        var candidate = new Candidate(asked.getRequestId(), stickerId, file.get(), emoji, asked.getText());
        return bring(rows.propose(set, candidate), asked);
    }

    /** Its owner may have taken it out elsewhere, or deleted its set. */
    private boolean isStillThere(Part part) {
        StickerSet set = rows.set(part.setId()).orElseThrow();
        if (part.state() == Part.State.IN && !reader.look(set)) {
            return gone(set);
        }
        return rows.part(part.setId(), part.number())
                .filter(now -> now.state() == part.state() || now.state() == Part.State.IN)
                .isPresent();
    }

    private Answer bring(Part proposed, StickerSetRequested asked) {
        Part part = proposed;
        for (int steps = 0; part.state() == Part.State.ADDING && steps < MOST_STEPS; steps++) {
            StickerSet set = rows.set(part.setId()).orElseThrow();
            boolean another = switch (set.state()) {
                case CREATING -> !create(set);
                case OPEN -> !add(set, part);
                case DELETED, FAILED -> true;
            };
            part = another
                    ? rows.move(part, next(asked))
                    : rows.part(part.setId(), part.number()).orElseThrow();
        }
        return switch (part.state()) {
            case ADDING -> throw new NotYet(Outcome.retry("no set of " + asked.getUserId() + " takes a sticker"));
            case FAILED -> new Answer.Refused(Objects.requireNonNull(part.failure(), "why it failed"));
            case IN, REMOVED, GONE -> new Answer.InSet(rows.set(part.setId()).orElseThrow(), part, false);
        };
    }

    /** After a full set the next, with a number in its title. */
    private StickerSet next(StickerSetRequested asked) {
        Optional<StickerSet> full = rows.current(asked.getUserId());
        String title = Optional.ofNullable(asked.getTitle()).orElse("Stickers");
        int number = full.map(before -> before.titleNumber() + 1).orElse(1);
        return rows.begin(
                new Person(asked.getUserId(), asked.getTelegramUserId()),
                full.map(before -> numbered(before.title(), before.titleNumber(), number))
                        .orElse(title),
                number,
                calls.botName());
    }

    /** @param before the number that the title may end in already, which is replaced; a year, say, stays */
    static String numbered(String title, int before, int number) {
        String old = " " + before;
        String base = before > 1 && title.endsWith(old) ? title.substring(0, title.length() - old.length()) : title;
        String end = " " + number;
        int room = LONGEST_TITLE - end.length();
        int most = base.codePointCount(0, base.length());
        return base.substring(0, base.offsetByCodePoints(0, Math.min(most, room)))
                        .strip()
                + end;
    }

    /** Makes a set, or goes on with one, until all that is to come into it is there or has failed. */
    void fill(UUID setId) {
        Optional<Part> part = awaiting(setId);
        while (part.isPresent()) {
            StickerSet set = rows.set(setId).orElseThrow();
            boolean went = switch (set.state()) {
                case CREATING -> create(set);
                case OPEN -> add(set, part.get());
                case DELETED, FAILED -> false;
            };
            if (!went) {
                rows.parts(setId).stream()
                        .filter(left -> left.state() == Part.State.ADDING)
                        .forEach(left -> rows.failed(left, "set_gone"));
            }
            part = awaiting(setId);
        }
    }

    private Optional<Part> awaiting(UUID setId) {
        return rows.parts(setId).stream()
                .filter(part -> part.state() == Part.State.ADDING)
                .findFirst();
    }

    /**
     * Makes the set with what is to come into it. One sticker that Telegram does not take fails the whole call, and it does not
     * say which: then the set is made with the first alone, and the others are added one by one. False if it can't be made.
     */
    private boolean create(StickerSet begun) {
        StickerSet set = begun;
        int most = StickerSet.MOST_AT_ONCE;
        for (int names = 0; names < MOST_NAMES; ) {
            if (set.called() && reader.lookForAwaited(set)) {
                opened(set);
                return true;
            }
            calls.turn(set.owner());
            rows.called(set, most);
            List<Part> first = rows.parts(set.id()).stream()
                    .filter(part -> part.state() == Part.State.ADDING && part.called())
                    .toList();
            Optional<Refused> refused = calls.changeInTurn(
                    set.owner(),
                    new CreateNewStickerSet(
                            set.owner(),
                            set.name(),
                            set.title(),
                            first.stream().map(Additions::input).toArray(InputSticker[]::new)));
            if (refused.isEmpty()) {
                reader.lookForAwaited(set);
                opened(set);
                return true;
            }
            switch (refused.get().why()) {
                case NAME_TAKEN, NO_SET -> {
                    // Nobody else can have such a name: it is the one that was made before a cut, or an older one of
                    // ours.
                    if (set.called() && reader.lookForAwaited(set)) {
                        opened(set);
                        return true;
                    }
                    rows.otherName(set, calls.botName());
                    names++;
                }
                case BAD_TITLE -> {
                    rows.title(set, "Stickers");
                    names++;
                }
                case BAD_STICKER, NO_STICKER -> {
                    rows.notCalled(set);
                    if (first.size() > 1) {
                        most = 1;
                    } else {
                        first.forEach(part -> rows.failed(part, words(Why.BAD_STICKER)));
                    }
                    if (awaiting(set.id()).isEmpty()) {
                        rows.state(set, StickerSet.State.FAILED);
                        return true;
                    }
                }
                case OWNER_UNKNOWN, FULL, OTHER -> {
                    rows.state(set, StickerSet.State.FAILED);
                    fail(set, refused.get());
                    return true;
                }
            }
            set = rows.set(set.id()).orElseThrow();
        }
        throw new NotYet(Outcome.retry("no name is free for set " + set.id()));
    }

    /** What Telegram has taken and does not show yet is in it, too. */
    private void opened(StickerSet set) {
        rows.state(set, StickerSet.State.OPEN);
        rows.parts(set.id()).stream()
                .filter(part -> part.state() == Part.State.ADDING && part.called())
                .forEach(rows::in);
    }

    private void fail(StickerSet set, Refused refused) {
        rows.parts(set.id()).stream()
                .filter(part -> part.state() == Part.State.ADDING)
                .forEach(part -> rows.failed(part, words(refused.why())));
    }

    /** False if this set is full or gone. */
    private boolean add(StickerSet set, Part part) {
        if (part.called()) {
            // It may be there already.
            if (!reader.lookForAwaited(set)) {
                return gone(set);
            }
            if (rows.part(part.setId(), part.number()).orElseThrow().state() == Part.State.IN) {
                return true;
            }
        } else if (!reader.look(set)) {
            return gone(set);
        }
        if (rows.inOrder(set.id()).size() >= StickerSet.MOST) {
            return false;
        }
        calls.turn(set.owner());
        rows.called(part);
        Optional<Refused> refused =
                calls.changeInTurn(set.owner(), new AddStickerToSet(set.owner(), set.name(), input(part)));
        if (refused.isEmpty()) {
            rows.changed(set);
            reader.lookForAwaited(set);
            rows.in(part);
            return true;
        }
        return switch (refused.get().why()) {
            case FULL -> false;
            case NO_SET -> gone(set);
            case NAME_TAKEN, OWNER_UNKNOWN, BAD_TITLE, BAD_STICKER, NO_STICKER, OTHER -> {
                rows.failed(part, words(refused.get().why()));
                yield true;
            }
        };
    }

    /** False: it can't be the one. */
    private boolean gone(StickerSet set) {
        reader.writeOff(set);
        return false;
    }

    /** The key of the text that says why. */
    static String words(Why why) {
        return switch (why) {
            case OWNER_UNKNOWN -> "set_owner_unknown";
            case BAD_STICKER, NO_STICKER -> "set_bad_sticker";
            case FULL, NAME_TAKEN, NO_SET, BAD_TITLE, OTHER -> "set_refused";
        };
    }

    private static InputSticker input(Part part) {
        return new InputSticker(part.given(), Sticker.Format.Static, new String[] {part.emoji()})
                .keywords(part.keywords().toArray(String[]::new));
    }
}
