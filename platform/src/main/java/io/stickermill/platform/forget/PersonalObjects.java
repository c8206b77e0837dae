package io.stickermill.platform.forget;

import io.stickermill.platform.storage.ObjectStorage.Listed;
import io.stickermill.platform.storage.StorageRefused;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/** Removes what a service has put into storage of a person. */
public final class PersonalObjects {

    private static final int PAGE = 1000;

    private final Listing listing;
    private final Consumer<String> remover;

    /** Lists objects as {@code ObjectStorage.list} does. */
    @FunctionalInterface
    public interface Listing {
        List<Listed> list(String prefix, String after, int limit);
    }

    /** @param remover removes an object by its key; one that is gone already is no error */
    public PersonalObjects(Listing listing, Consumer<String> remover) {
        this.listing = listing;
        this.remover = remover;
    }

    /**
     * Removes all objects whose keys begin so.
     *
     * @param prefix ends with a slash, so that it is nobody else's
     * @return how many
     * @throws RuntimeException if storage is away: what is left goes when it is called again
     */
    public long under(String prefix) {
        long removed = 0;
        String after = "";
        List<Listed> page;
        do {
            page = listing.list(prefix, after, PAGE);
            for (Listed found : page) {
                remover.accept(found.key());
                after = found.key();
                removed++;
            }
        } while (page.size() == PAGE);
        return removed;
    }

    /** Removes objects by their keys. What can be no key is none. */
    public long of(Collection<String> keys) {
        long removed = 0;
        for (String key : keys) {
            try {
                remover.accept(key);
                removed++;
            } catch (StorageRefused noKey) {
                // Rows from elsewhere have whatever stood there.
            }
        }
        return removed;
    }
}
