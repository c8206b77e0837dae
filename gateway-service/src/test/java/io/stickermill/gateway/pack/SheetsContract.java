package io.stickermill.gateway.pack;

import static org.assertj.core.api.Assertions.assertThat;

import io.stickermill.contracts.button.SheetSize;
import io.stickermill.gateway.session.Asker;
import io.stickermill.schemas.ChatKind;
import io.stickermill.schemas.Ids;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** What holds of the table of sheets, and of its twin. */
abstract class SheetsContract {

    private static final SheetSize NINE = new SheetSize(9, 3);

    private final Asker asker = someone();

    abstract Sheets sheets();

    /** Lets time pass for what is noted. */
    abstract void pass(Duration time);

    @Test
    void aSheetIsAsItWasNotedFirst() {
        Sheet sheet = noted();
        sheets().note(new Sheet(sheet.pack(), "other", Set.of(), null));

        assertThat(sheets().find(sheet.pack().id())).contains(sheet);
        assertThat(sheets().find(UUID.randomUUID())).isEmpty();
    }

    @Test
    void aPressTogglesOnceHoweverOftenItComes() {
        UUID id = noted().pack().id();

        sheets().toggle(id, 3, "a");
        sheets().toggle(id, 3, "a");
        assertThat(without(id)).containsExactly(3);
        sheets().toggle(id, 6, "b");
        assertThat(without(id)).containsExactly(3, 6);
        sheets().toggle(id, 3, "c");
        assertThat(without(id)).containsExactly(6);
        sheets().leaveOut(id, Set.of(1, 2));
        assertThat(without(id)).containsExactly(1, 2);
    }

    @Test
    void whatIsBeingMadeStaysAsItIs() {
        UUID id = noted().pack().id();
        sheets().toggle(id, 3, "a");

        sheets().make(id, NINE);
        sheets().make(id, new SheetSize(4, 2));
        sheets().toggle(id, 4, "b");
        sheets().leaveOut(id, Set.of());

        assertThat(without(id)).containsExactly(3);
        assertThat(sheets().find(id).orElseThrow().made()).isEqualTo(NINE);
    }

    @Test
    void whatIsSaidIsAboutTheLastThatIsNotMadeForAWhile() {
        noted();
        UUID last = noted().pack().id();
        assertThat(sheets().last(asker)).map(found -> found.pack().id()).contains(last);
        assertThat(sheets().last(someone())).isEmpty();
        assertThat(sheets().last(new Asker(asker.userId(), asker.telegramUserId(), -7)))
                .isEmpty();

        sheets().make(last, NINE);
        assertThat(sheets().last(asker))
                .map(found -> found.pack().id())
                .isNotEmpty()
                .isNotEqualTo(last);
        pass(Duration.ofMinutes(61));
        assertThat(sheets().last(asker)).isEmpty();
    }

    private Set<Integer> without(UUID id) {
        return sheets().find(id).orElseThrow().without();
    }

    private Sheet noted() {
        var pack = new Pack(UUID.randomUUID(), asker, ChatKind.PRIVATE, 3, 7, "ru", "Cats", null, 0);
        var sheet = new Sheet(pack, "file", Set.of(), null);
        sheets().note(sheet);
        return sheet;
    }

    private static Asker someone() {
        long id = ThreadLocalRandom.current().nextLong(1_000_000_000);
        return new Asker(Ids.user(1, id), id, id);
    }
}
