package io.stickermill.gateway.update;

import static org.assertj.core.api.Assertions.assertThat;

import io.stickermill.gateway.update.SetAsideUpdates.Reason;
import io.stickermill.gateway.update.SetAsideUpdates.SetAside;
import io.stickermill.platform.telegram.RawUpdate;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What holds of the table and of its twin. */
abstract class SetAsideUpdatesContract {

    private final RawUpdate update = new RawUpdate(
            "{\"update_id\":7,\"nonce\":\"" + UUID.randomUUID() + "\",\"odd\":\"\u0000\ud83d\"}", OptionalLong.of(7));

    abstract SetAsideUpdates updates();

    @Test
    void whatIsKeptTwiceWaitsOnceWithItsBytes() {
        updates().keep(update, Reason.UNREADABLE, "a cause with \u0000");
        updates().keep(update, Reason.UNREADABLE, "a cause with \u0000");

        assertThat(updates().waiting(100).stream().filter(this::isOurs)).hasSize(1);
        SetAside found = ours();
        assertThat(found.updateId()).isEqualTo(7);
        assertThat(found.reason()).isEqualTo(Reason.UNREADABLE);
        assertThat(updates().find(found.id()).orElseThrow().body()).startsWith("{\"update_id\":7,");
    }

    @Test
    void failuresAreCountedAndDoNotWaitUntilTheUpdateIsSetAside() {
        assertThat(updates().failed(update, "first")).isEqualTo(1);
        assertThat(updates().failed(update, "second")).isEqualTo(2);
        assertThat(updates().waiting(100).stream().filter(this::isOurs)).isEmpty();

        updates().keep(update, Reason.FAILING, "third");

        assertThat(ours().attempts()).isEqualTo(2);
    }

    @Test
    void whatWasReplayedWaitsNoLonger() {
        updates().keep(update, Reason.FAILING, "cause");
        updates().replayed(ours().id());

        assertThat(updates().waiting(100).stream().filter(this::isOurs)).isEmpty();
    }

    private SetAside ours() {
        return updates().waiting(100).stream().filter(this::isOurs).findFirst().orElseThrow();
    }

    private boolean isOurs(SetAside found) {
        return found.body().startsWith(update.json().substring(0, 60));
    }
}
