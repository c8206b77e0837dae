package io.stickermill.gateway.update;

import io.stickermill.platform.telegram.RawUpdate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where updates go that can't be taken in, so that others can. */
interface SetAsideUpdates {

    /** Why an update lies here. */
    enum Reason {
        UNREADABLE,
        FAILING
    }

    /**
     * An update that was set aside.
     *
     * @param updateId Telegram's; null where it could not be found
     * @param attempts how often it was tried
     */
    record SetAside(
            UUID id, @Nullable Long updateId, Reason reason, String cause, int attempts, Instant at, String body) {}

    /** Keeps an update. The same one again is kept once. */
    void keep(RawUpdate update, Reason reason, String cause);

    /**
     * Notes that an update has failed once more.
     *
     * @return how often it has by now
     */
    int failed(RawUpdate update, String cause);

    /** The ones that wait for somebody, newest first. */
    List<SetAside> waiting(int most);

    Optional<SetAside> find(UUID id);

    /** It was taken in after all. */
    void replayed(UUID id);
}
