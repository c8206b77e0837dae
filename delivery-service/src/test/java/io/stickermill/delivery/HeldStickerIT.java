package io.stickermill.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stickermill.schemas.StickerReady;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** An operator who would rather lose a sticker than send one twice. */
@TestPropertySource(properties = "stickermill.delivery.unknown-outcome=hold")
class HeldStickerIT extends DeliveryOnParts {

    private static final String NOT_KNOWN = "I could not find out whether your sticker reached you.";

    @Test
    void aSendThatWasCutOffIsHeldAndTheUserKnows() throws Exception {
        faults(List.of(Map.of("method", "sendSticker", "times", 1, "action", "close_after")));
        Chat chat = chat();
        StickerReady ready = chat.ready(Instant.now());

        chat.publish(ready);
        await("told").atMost(PATIENCE).until(() -> told(chat));
        // The same record again, as after a rebalance.
        chat.publish(ready);
        chat.publish(chat.ready(Instant.now()));

        await("the next one goes").atMost(PATIENCE).until(() -> stickers(chat) == 2);
        awaitFailure(ready.getStickerId(), "HELD: held: whether it was sent is unknown");
    }

    /** As an instance leaves it behind that died while it was sending. */
    @Test
    void aSendThatDiedWithItsInstanceIsHeldToo() throws Exception {
        Chat chat = chat();
        StickerReady ready = chat.ready(Instant.now());
        database.sql("""
                insert into deliveries (id, state, claim_token, lease_until, attempts)
                values (?, 'claimed', ?, now() - interval '1 s', 1)
                """).params(ready.getStickerId(), UUID.randomUUID()).update();

        chat.publish(ready);

        await("told").atMost(PATIENCE).until(() -> told(chat));
        awaitFailure(ready.getStickerId(), "HELD");
        assertThat(stickers(chat)).isZero();
    }

    /** The row ends after the user was told. */
    private void awaitFailure(UUID stickerId, String beginning) {
        await(beginning)
                .atMost(PATIENCE)
                .until(() -> database.sql("select failure from deliveries where id = ? and dead_lettered")
                        .param(stickerId)
                        .query(String.class)
                        .optional()
                        .filter(failure -> failure.startsWith(beginning))
                        .isPresent());
    }

    private static boolean told(Chat chat) throws Exception {
        return texts(chat).stream().anyMatch(text -> text.startsWith(NOT_KNOWN));
    }
}
