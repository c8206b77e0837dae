package io.stickermill.platform.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyLanesTest {

    private record Work(int key, int number) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void serialInALaneAndNeverHeldUpByAnother(long seed) {
        Random random = new Random(seed);
        KeyLanes<Integer, Work> lanes = new KeyLanes<>();
        Map<Integer, Work> underWay = new HashMap<>();
        Map<Integer, Integer> entered = new HashMap<>();
        Map<Integer, List<Integer>> left = new HashMap<>();

        for (int step = 0; step < 2000; step++) {
            if (random.nextInt(3) > 0 && step < 1200) {
                int key = random.nextInt(20);
                Work work = new Work(key, entered.merge(key, 1, Integer::sum));
                assertThat(lanes.enter(key, work))
                        .as("starts if and only if its lane is free")
                        .isEqualTo(!underWay.containsKey(key));
                underWay.putIfAbsent(key, work);
            } else if (!underWay.isEmpty()) {
                List<Integer> keys = List.copyOf(underWay.keySet());
                Work done = underWay.remove(keys.get(random.nextInt(keys.size())));
                left.computeIfAbsent(done.key(), k -> new ArrayList<>()).add(done.number());
                Work next = lanes.leave(done.key());
                if (next != null) {
                    underWay.put(next.key(), next);
                }
            }
        }
        assertThat(underWay).isEmpty();
        entered.forEach((key, count) -> assertThat(left.get(key))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, count).boxed().toList()));
    }
}
