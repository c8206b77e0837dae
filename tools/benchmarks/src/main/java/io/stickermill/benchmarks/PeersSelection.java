package io.stickermill.benchmarks;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What of the comparison is wanted.
 *
 * @param contestants by name
 * @param parts by name
 */
public record PeersSelection(Set<String> contestants, Set<String> parts) {

    static final String OURS = "ours";
    static final String BULLMQ = NodePeer.Queue.BULLMQ.key();
    static final String TABLE = NodePeer.Queue.TABLE.key();

    /** Stickers are made by the model. */
    static final String MODEL = "model";

    /** Stickers come from a provider, who takes his time. */
    static final String PROVIDER = "provider";

    private static final List<String> CONTESTANTS = List.of(OURS, BULLMQ, TABLE);
    private static final List<String> PARTS = List.of(MODEL, PROVIDER);

    /** Everything. */
    public static final PeersSelection ALL =
            new PeersSelection(new LinkedHashSet<>(CONTESTANTS), new LinkedHashSet<>(PARTS));

    /**
     * Names separated by commas; without a contestant all of them, without a part both.
     *
     * @throws IllegalArgumentException at a name that there is not; says which there are
     */
    public static PeersSelection of(String names) {
        Set<String> contestants = new LinkedHashSet<>();
        Set<String> parts = new LinkedHashSet<>();
        Arrays.stream(names.split(",")).map(String::strip).forEach(name -> {
            if (CONTESTANTS.contains(name)) {
                contestants.add(name);
            } else if (PARTS.contains(name)) {
                parts.add(name);
            } else {
                throw new IllegalArgumentException("'" + name + "' is none of " + String.join(", ", CONTESTANTS) + ", "
                        + String.join(", ", PARTS));
            }
        });
        return new PeersSelection(
                contestants.isEmpty() ? ALL.contestants() : contestants, parts.isEmpty() ? ALL.parts() : parts);
    }

    boolean has(String name) {
        return contestants.contains(name) || parts.contains(name);
    }
}
