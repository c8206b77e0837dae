package io.stickermill.platform.forget;

import io.stickermill.platform.person.Person;
import io.stickermill.schemas.ForgetRequested;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All that a service keeps of people, wherever it keeps it. */
public interface PersonalData {

    /**
     * What one go has come to.
     *
     * @param counts how much of each kind went
     * @param left why there is something left, which another go may remove; null if there is nothing
     */
    record Removed(Map<String, Long> counts, @Nullable String left) {

        public Removed {
            counts = Map.copyOf(counts);
        }

        /** Nothing is left. */
        public static Removed all(Map<String, Long> counts) {
            return new Removed(counts, null);
        }
    }

    /**
     * Removes what can be removed now. It may be repeated, and is.
     *
     * @throws RuntimeException if what it is kept in can't be had: it is called again
     */
    Removed remove(Person person, ForgetRequested asked);

    /** All rows, each as a JSON object, by their table. */
    Map<String, List<String>> rows(Person person);
}
