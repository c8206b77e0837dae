package io.stickermill.emulator.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The faults that are switched on; forgotten at a restart. */
public final class Faults {
    private List<Fault> faults = new ArrayList<>();

    /** The faults that are on, with how often each still happens. */
    public synchronized List<Fault> all() {
        return List.copyOf(faults);
    }

    /** Puts these in the place of all that were on. */
    public synchronized void set(List<Fault> faults) {
        this.faults = new ArrayList<>(faults);
    }

    /** The first that fits this call and happens; it counts as having happened. */
    public synchronized Fault take(String method, @Nullable Long chatId) {
        for (int i = 0; i < faults.size(); i++) {
            Fault fault = faults.get(i);
            if (fault.fits(method, chatId) && happens(fault)) {
                faults.set(i, fault.onceLess());
                return fault;
            }
        }
        return Fault.NONE;
    }

    private static boolean happens(Fault fault) {
        return fault.probability() == null || ThreadLocalRandom.current().nextDouble() < fault.probability();
    }
}
