package io.stickermill.gateway.update;

import static org.assertj.core.api.Assertions.assertThat;

import io.stickermill.platform.telegram.RawUpdate;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class OffsetTest {

    private final Offset offset = new Offset();

    @Test
    void itMovesOverWhatIsTakenUpToTheFirstThatIsNot() {
        List<RawUpdate> updates = List.of(update(5), update(6), update(7));
        offset.taken(updates.get(0));
        offset.taken(updates.get(2));
        offset.move(updates);

        assertThat(offset.next()).isEqualTo(6);
        assertThat(offset.notTaken(List.of(update(6), update(7), update(8)))).containsExactly(update(6), update(8));

        offset.taken(update(6));
        offset.move(List.of(update(6), update(7), update(8)));
        assertThat(offset.next()).isEqualTo(8);
    }

    @Test
    void anUpdateWithoutAnIdHoldsUpNobody() {
        RawUpdate nameless = new RawUpdate("{}", OptionalLong.empty());
        List<RawUpdate> updates = List.of(update(5), nameless);
        updates.forEach(offset::taken);
        offset.move(updates);

        assertThat(offset.next()).isEqualTo(7);
    }

    @Test
    void whoseSeatWasTakenByAnotherLooksAtEverythingAnew() {
        offset.taken(update(7));
        offset.forget();

        assertThat(offset.notTaken(List.of(update(7)))).containsExactly(update(7));
    }

    private static RawUpdate update(long id) {
        return new RawUpdate("{\"update_id\":" + id + "}", OptionalLong.of(id));
    }
}
