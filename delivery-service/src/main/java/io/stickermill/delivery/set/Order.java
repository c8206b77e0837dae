package io.stickermill.delivery.set;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How stickers of a set come into an order with few moves. */
final class Order {

    private Order() {}

    /**
     * The order that the parts are to have.
     *
     * @param numbers of parts, those that come first; each counts once, and those of no part don't
     */
    static List<Part> wanted(List<Part> now, List<Integer> numbers) {
        var byNumber = now.stream().collect(Collectors.toMap(Part::number, Function.identity()));
        List<Part> wanted = new ArrayList<>();
        for (int number : numbers) {
            Part part = byNumber.remove(number);
            if (part != null) {
                wanted.add(part);
            }
        }
        now.stream().filter(part -> byNumber.containsKey(part.number())).forEach(wanted::add);
        return wanted;
    }

    /** The most parts that can stay where they are: the longest run of the wanted order that is in order already. */
    static Set<Part> staying(List<Part> now, List<Part> wanted) {
        int count = wanted.size();
        int[] length = new int[count];
        int[] before = new int[count];
        int last = -1;
        for (int i = 0; i < count; i++) {
            length[i] = 1;
            before[i] = -1;
            for (int j = 0; j < i; j++) {
                if (now.indexOf(wanted.get(j)) < now.indexOf(wanted.get(i)) && length[j] + 1 > length[i]) {
                    length[i] = length[j] + 1;
                    before[i] = j;
                }
            }
            if (last < 0 || length[i] > length[last]) {
                last = i;
            }
        }
        Set<Part> staying = new HashSet<>();
        for (int i = last; i >= 0; i = before[i]) {
            staying.add(wanted.get(i));
        }
        return staying;
    }
}
