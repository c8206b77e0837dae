package io.stickermill.delivery.telegram;

import com.pengrad.telegrambot.model.Message;
import com.pengrad.telegrambot.request.AbstractSendRequest;
import io.stickermill.delivery.chat.Destination;
import io.stickermill.delivery.telegram.End.Why;
import io.stickermill.delivery.telegram.Sends.Claimed;
import io.stickermill.platform.dispatch.Outcome;
import io.stickermill.platform.ledger.Claim;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Something that {@link SendOnce} sends: what it is, and what its ends mean. */
interface Letter<T extends AbstractSendRequest<T>> {

    /** What becomes of a claim. */
    sealed interface Verdict {

        /** @param event made when the row is written, and as often as that is tried; null where there is none */
        record Ends(End end, @Nullable Supplier<EndEvent> event) implements Verdict {}

        /** Nothing was sent. */
        record GivesBack(Outcome outcome) implements Verdict {}

        /** It may have been sent. */
        record Unknown(String cause) implements Verdict {}
    }

    Item item();

    Destination place();

    /** When somebody in the chat asked for it. */
    Instant askedAt();

    /** Of the Bot API. */
    String method();

    /** What keeps it from being sent. Asked under the claim, before the message is made. */
    Optional<Verdict> stopped(Claimed.Mine mine);

    /** Loads what is sent; the function makes a new request for a chat's id of today. */
    LongFunction<T> message();

    /** It leaves now. */
    default void leaves() {}

    Verdict.Ends arrived(Message message, Claimed.Mine mine);

    Verdict.Ends refused(Why why, String detail);

    /**
     * Nobody knows what came of one more send of it: this one, or that of an instance that died. Tells whoever may want to
     * know, and throws nothing.
     *
     * @param times how many there are now
     */
    default void unknown(int times) {}

    /** What comes after a send that was cut off, and counted. */
    Outcome afterUnknown(String cause);

    /** Writes its end into its row, with whatever ends with it. False if the claim is another's. */
    boolean end(Claim.Granted grant, End end, @Nullable EndEvent event);

    /** Does what follows its end. It may be asked for again, of an end from before, and then does nothing twice. */
    Outcome after(Claimed.Over over);
}
