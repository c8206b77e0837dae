package io.stickermill.delivery.set;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.pengrad.telegrambot.model.Sticker;
import io.stickermill.delivery.set.Part.State;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReconciliationTest {

    private static final UUID SET = UUID.fromString("3b241101-e2bb-4255-8caf-4136c566a962");
    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
    private static final Instant LONG_AGO = NOW.minusSeconds(3600);

    @Test
    void whatIsKnownIsFoundWhereverItIs() {
        Part a = in(1, "a", LONG_AGO);
        Part b = in(2, "b", LONG_AGO);

        Reconciliation found = Reconciliation.of(List.of(a, b), shown("b", "a"), NOW);

        assertThat(found.seen()).containsEntry(0, b).containsEntry(1, a).hasSize(2);
        assertThat(found.foreign()).isEmpty();
        assertThat(found.gone()).isEmpty();
    }

    @Test
    void whatNobodyKnowsIsTheOneThatIsAwaited() {
        Part a = in(1, "a", LONG_AGO);
        Part added = part(2, State.ADDING, true, null, NOW);

        assertThat(Reconciliation.of(List.of(a, added), shown("a", "x"), NOW).seen())
                .containsEntry(1, added);
    }

    /** What we add comes to the end: what stands before it came from its owner. */
    @Test
    void whatItsOwnerAddedIsToldFromWhatWeAdded() {
        Part added = part(1, State.ADDING, true, null, NOW);

        Reconciliation found = Reconciliation.of(List.of(added), shown("theirs", "ours"), NOW);

        assertThat(found.seen()).containsEntry(1, added).hasSize(1);
        assertThat(found.foreign()).containsOnlyKeys(0);
    }

    @Test
    void whatTelegramWasNotAskedForIsNotAwaited() {
        Part planned = part(1, State.ADDING, false, null, NOW);

        Reconciliation found = Reconciliation.of(List.of(planned), shown("theirs"), NOW);

        assertThat(found.seen()).isEmpty();
        assertThat(found.foreign()).containsOnlyKeys(0);
    }

    /** The same picture twice. */
    @Test
    void thoseWithTheSameUniqueIdKeepTheirOrder() {
        Part first = at(in(1, "same", LONG_AGO), 0);
        Part second = at(in(2, "same", LONG_AGO), 1);
        Part third = part(3, State.IN, true, null, NOW);

        Reconciliation found = Reconciliation.of(List.of(first, second, third), shown("same", "same", "same"), NOW);

        assertThat(found.seen())
                .containsEntry(0, first)
                .containsEntry(1, second)
                .containsEntry(2, third);
        assertThat(found.gone()).isEmpty();
    }

    /** Telegram shows a set as it was a moment ago. */
    @Test
    void whatIsMissingIsGoneIfItDidNotComeAMomentAgo() {
        Part old = in(1, "old", LONG_AGO);
        Part young = in(2, "young", NOW.minusSeconds(2));

        assertThat(Reconciliation.of(List.of(old, young), shown(), NOW).gone()).containsExactly(old);
    }

    /** Else it would take every later one for its own. */
    @Test
    void whatWasAddedAndNeverSeenIsGoneInTheEnd() {
        Part never = part(1, State.IN, true, null, LONG_AGO);
        Part young = part(2, State.IN, true, null, NOW.minusSeconds(2));

        Reconciliation found = Reconciliation.of(List.of(never, young), shown(), NOW);

        assertThat(found.gone()).containsExactly(never);
    }

    /** Telegram shows for a moment what we have just taken out. */
    @Test
    void whatWasJustTakenOutIsNobodysNewSticker() {
        Part removed = part(1, State.REMOVED, true, "out", NOW.minusSeconds(1));
        Part added = part(2, State.ADDING, true, null, NOW);

        Reconciliation found = Reconciliation.of(List.of(removed, added), shown("out", "new"), NOW);

        assertThat(found.seen()).containsEntry(1, added).hasSize(1);
        assertThat(found.foreign()).isEmpty();
    }

    private static Part in(int number, String uniqueId, Instant since) {
        return part(number, State.IN, true, uniqueId, since);
    }

    private static Part part(int number, State state, boolean called, @Nullable String uniqueId, Instant since) {
        return new Part(
                SET, number, null, "given", "⭐", List.of(), state, null, called, uniqueId, uniqueId, null, since);
    }

    private static Part at(Part part, int place) {
        return new Part(
                SET,
                part.number(),
                null,
                part.given(),
                part.emoji(),
                part.keywords(),
                part.state(),
                null,
                part.called(),
                part.fileId(),
                part.uniqueId(),
                place,
                part.since());
    }

    private static List<Sticker> shown(String... uniqueIds) {
        return List.of(uniqueIds).stream()
                .map(id -> new Gson()
                        .fromJson("{\"file_id\":\"" + id + "\",\"file_unique_id\":\"" + id + "\"}", Sticker.class))
                .toList();
    }
}
