package io.stickermill.delivery.set;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OrderTest {

    private static final UUID SET = UUID.randomUUID();

    @Test
    void whatIsNotNamedComesLastAndWhatIsUnknownCountsNot() {
        List<Part> now = parts(5);

        assertThat(Order.wanted(now, List.of(4, 9, 2, 4)))
                .extracting(Part::number)
                .containsExactly(4, 2, 1, 3, 5);
        assertThat(Order.wanted(now, List.of())).isEqualTo(now);
    }

    @Test
    void oneStickerOutOfItsPlaceIsOneMove() {
        List<Part> now = parts(120);
        List<Part> wanted = new ArrayList<>(now);
        wanted.add(wanted.removeFirst());

        assertThat(Order.staying(now, wanted)).hasSize(119).doesNotContain(now.getFirst());
        assertThat(Order.staying(now, now)).hasSize(120);
        assertThat(Order.staying(now, now.reversed())).hasSize(1);
        assertThat(Order.staying(List.of(), List.of())).isEmpty();
    }

    /** As Changes moves them: each that does not stay comes right after the one before it. */
    @Test
    void movedOneAfterTheOtherTheyAreInTheWantedOrder() {
        Random random = new Random(11);
        for (int run = 0; run < 200; run++) {
            List<Part> now = parts(1 + random.nextInt(12));
            List<Part> wanted = new ArrayList<>(now);
            Collections.shuffle(wanted, random);
            var staying = new HashSet<>(Order.staying(now, wanted));
            List<Part> moved = new ArrayList<>(now);
            for (int place = 0; place < wanted.size(); place++) {
                if (!staying.contains(wanted.get(place))) {
                    moved.remove(wanted.get(place));
                    moved.add(place == 0 ? 0 : moved.indexOf(wanted.get(place - 1)) + 1, wanted.get(place));
                }
            }
            assertThat(moved).isEqualTo(wanted);
        }
    }

    private static List<Part> parts(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> new Part(
                        SET,
                        number,
                        null,
                        "file",
                        "⭐",
                        List.of(),
                        Part.State.IN,
                        null,
                        true,
                        "file" + number,
                        "unique" + number,
                        number - 1,
                        Instant.EPOCH))
                .toList();
    }
}
