package io.stickermill.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Something that was aimed at.
 *
 * @param what is compared, in words
 * @param found the ratio that was measured
 * @param wanted the ratio that was aimed at
 * @param atLeast whether more is better
 */
record PeersAim(String what, double found, double wanted, boolean atLeast) {

    /** Ours and the strongest peer. */
    private static final String OURS = PeersSelection.OURS;

    private static final String PEER = PeersSelection.BULLMQ;

    boolean isKept() {
        return atLeast ? found >= wanted : found <= wanted;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s: %.2f (aim: at %s %.1f): %s",
                what,
                found,
                atLeast ? "least" : "most",
                wanted,
                isKept() ? "kept" : "missed");
    }

    /** With the model. Nothing without both. */
    static List<PeersAim> ofModel(Map<String, PeerFigures> found) {
        PeerFigures ours = found.get(OURS);
        PeerFigures peer = found.get(PEER);
        if (ours == null || peer == null) {
            return List.of();
        }
        List<PeersAim> aims = new ArrayList<>(List.of(
                new PeersAim("photos a second, ours / bullmq", ours.rate() / peer.rate(), 1.5, true),
                new PeersAim("CPU a photo, ours / bullmq", ours.cpu() / peer.cpu(), 1, false)));
        Optional<Sample> wait = ours.waits();
        Optional<Sample> theirs = peer.waits();
        if (wait.isPresent() && theirs.isPresent()) {
            aims.add(new PeersAim(
                    "median at 1/s, ours / bullmq",
                    wait.get().median() / theirs.get().median(),
                    1,
                    false));
        }
        return aims;
    }

    /** Without the model, at as many photos at once. Nothing without both. */
    static Optional<PeersAim> ofPipeline(int slots, Map<String, PeerFigures> found) {
        PeerFigures ours = found.get(OURS);
        PeerFigures peer = found.get(PEER);
        return ours == null || peer == null
                ? Optional.empty()
                : Optional.of(new PeersAim(
                        "CPU a photo without the model, " + slots + " at once, ours / bullmq",
                        ours.cpu() / peer.cpu(),
                        1.5,
                        false));
    }

    /**
     * That more instances make more. Nothing without one and four.
     *
     * @param found by the number of instances of generation, each with one slot
     */
    static Optional<PeersAim> ofInstances(Map<Integer, PeerFigures> found) {
        PeerFigures one = found.get(1);
        PeerFigures four = found.get(4);
        return one == null || four == null
                ? Optional.empty()
                : Optional.of(new PeersAim("photos a second, 4 instances / 1", four.rate() / one.rate(), 3.8, true));
    }
}
