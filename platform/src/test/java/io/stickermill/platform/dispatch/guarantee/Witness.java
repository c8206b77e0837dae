package io.stickermill.platform.dispatch.guarantee;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Brings what all members do into one order and shows it to the guarantees. */
public final class Witness {

    private final List<ProcessingGuarantee> guarantees;
    private final Map<String, Integer> finishedBy = new HashMap<>();

    public Witness(ProcessingGuarantee... guarantees) {
        this.guarantees = List.of(guarantees);
    }

    public synchronized void produced(String key, int number) {
        guarantees.forEach(guarantee -> guarantee.onProduced(key, number));
    }

    public synchronized void started(String member, String key, int number) {
        guarantees.forEach(guarantee -> guarantee.onStarted(member, key, number));
    }

    public synchronized void finished(String member, String key, int number) {
        finishedBy.merge(member, 1, Integer::sum);
        guarantees.forEach(guarantee -> guarantee.onFinished(member, key, number));
    }

    public synchronized void killed(String member) {
        guarantees.forEach(guarantee -> guarantee.onKilled(member));
    }

    public synchronized int finishedBy(String member) {
        return finishedBy.getOrDefault(member, 0);
    }

    public synchronized void assertAllHeld() {
        guarantees.forEach(ProcessingGuarantee::assertHeld);
    }

    public synchronized void assertHolds(ProcessingGuarantee guarantee) {
        guarantee.assertHeld();
    }
}
