package io.stickermill.gateway.update;

import io.stickermill.gateway.payment.Checkout;
import io.stickermill.gateway.payment.ToldPayment;
import io.stickermill.gateway.update.Tellings.Often;
import io.stickermill.schemas.ChatKind;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an update is, in our words. */
sealed interface Incoming {

    /**
     * A photo, or an image sent as a file.
     *
     * @param albumId Telegram's media group, if it is part of one
     * @param wish what its caption asks for, if it is a command
     * @param sentAt when the user sent it, in whole seconds
     */
    record Photo(
            Sender sender,
            int messageId,
            String fileId,
            @Nullable String caption,
            @Nullable String albumId,
            @Nullable Wish wish,
            Instant sentAt)
            implements Incoming {}

    /**
     * A command in a photo's caption.
     *
     * @param title what is written after it; may be nothing
     */
    record Wish(As as, String title) {

        /** What the photo is. */
        enum As {
            /** The first of a pack, or a part of an album that is one. */
            PACK,
            /** A sheet of drawings, of which each becomes a sticker of a pack. */
            SHEET
        }
    }

    /** Something that gets a text as its answer, and nothing else. */
    record Answerable(Sender sender, int messageId, Instant sentAt, ReplyText text) implements Incoming {}

    /** A text that is no command: the one that was asked for, or talk. */
    record Said(Sender sender, int messageId, String text, Instant sentAt) implements Incoming {

        private static final Set<String> CANCEL = Set.of("cancel", "отмена");

        /** Whether it gives up what was asked for; the command does it, too. */
        boolean isCancel() {
            return CANCEL.contains(text.strip().toLowerCase(Locale.ROOT));
        }
    }

    /**
     * A button under one of our messages.
     *
     * @param stickerFileId Telegram's file of the sticker that the message carries; null if it carries none, or Telegram no
     *     longer shows us the message
     */
    record Button(
            Sender sender,
            String callbackId,
            int messageId,
            @Nullable String stickerFileId,
            String data) implements Incoming {}

    /** A button under a message that Telegram no longer shows us. */
    record StrayButton(String callbackId, String language) implements Incoming {}

    /** Everything that runs in the chat for this person is to stop. */
    record Cancel(Sender sender, int messageId, Instant sentAt) implements Incoming {}

    /** The person wants to look through their stickers in the chat. */
    record AskGallery(Sender sender, int messageId, Instant sentAt) implements Incoming {}

    /**
     * The person looks for one of their stickers in a chat, whichever: nobody says which.
     *
     * @param query what is written after the bot's name; may be nothing
     * @param offset what the answer before gave for the next page, or what the person's program likes
     */
    record AskInline(String queryId, long userId, String language, String query, String offset) implements Incoming {}

    /**
     * The person wants into the library page.
     *
     * @param forCopy whether to have a copy of all that is kept of them
     */
    record AskLibrary(Sender sender, int messageId, boolean forCopy, Instant sentAt) implements Incoming {}

    /** The person wants to be forgotten. */
    record AskForget(Sender sender, int messageId, Instant sentAt) implements Incoming {}

    /** The person wants to see their sticker sets. */
    record AskSets(Sender sender, int messageId, Instant sentAt) implements Incoming {}

    /**
     * The person wants the photos that come next as a sticker set of their own.
     *
     * @param title what is written after the command; may be nothing
     */
    record AskPack(Sender sender, int messageId, String title, Instant sentAt) implements Incoming {}

    /** The person asks about their credits. */
    record AskCredits(Sender sender, int messageId, About about, Instant sentAt) implements Incoming {

        /** What they ask; the words of the commands. */
        enum About {
            BALANCE,
            BUY,
            TERMS,
            PAYSUPPORT
        }
    }

    /**
     * Somebody is about to pay, and Telegram asks whether they may.
     *
     * @param queryId that the answer names
     * @param language of who is to pay
     */
    record PreCheckout(String queryId, Checkout.Question question, String language) implements Incoming {}

    /** Somebody has paid. */
    record Paid(Sender sender, int messageId, ToldPayment payment) implements Incoming {}

    /** A payment was given back. */
    record Refunded(Sender sender, int messageId, ToldPayment payment) implements Incoming {}

    /** Nothing that we answer. */
    record Ignored(String why) implements Incoming {}

    /** Who sent it. Empty where Telegram does not say, or it is nothing to us. */
    default Optional<Sender> from() {
        return switch (this) {
            case Photo photo -> Optional.of(photo.sender());
            case Answerable said -> Optional.of(said.sender());
            case Said said -> Optional.of(said.sender());
            case Button button -> Optional.of(button.sender());
            case Cancel cancel -> Optional.of(cancel.sender());
            case AskSets asked -> Optional.of(asked.sender());
            case AskLibrary asked -> Optional.of(asked.sender());
            case AskForget asked -> Optional.of(asked.sender());
            case AskGallery asked -> Optional.of(asked.sender());
            case AskPack asked -> Optional.of(asked.sender());
            case AskCredits asked -> Optional.of(asked.sender());
            case Paid paid -> Optional.of(paid.sender());
            case Refunded refunded -> Optional.of(refunded.sender());
            case StrayButton _, AskInline _, PreCheckout _, Ignored _ -> Optional.empty();
        };
    }

    /**
     * Who sent it, and where.
     *
     * @param firstName as the person calls themselves at Telegram
     * @param threadId topic of a forum; null outside of topics
     */
    record Sender(
            long userId,
            String firstName,
            long chatId,
            ChatKind chatKind,
            @Nullable Integer threadId,
            String language) {}

    /** What the bot answers; the key of the text. */
    enum ReplyText {
        START("start", Often.ANSWER),
        HELP("help", Often.ANSWER),
        PRIVACY("privacy", Often.ANSWER),
        SHEET("sheet", Often.ANSWER),
        HINT("hint", Often.HINT),
        UNKNOWN_COMMAND("unknown_command", Often.COMPLAINT),
        HEIC("heic", Often.COMPLAINT),
        NOT_AN_IMAGE("not_an_image", Often.COMPLAINT),
        TOO_LARGE("too_large", Often.COMPLAINT);

        private final String key;
        private final Often often;

        ReplyText(String key, Often often) {
            this.key = key;
            this.often = often;
        }

        Often often() {
            return often;
        }

        String key() {
            return key;
        }
    }
}
