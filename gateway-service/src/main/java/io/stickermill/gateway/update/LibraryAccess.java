package io.stickermill.gateway.update;

import io.stickermill.contracts.library.LibraryLinks;
import io.stickermill.contracts.library.LibraryLinks.Guest;
import io.stickermill.gateway.update.Incoming.AskLibrary;
import io.stickermill.gateway.update.Incoming.ReplyText;
import io.stickermill.gateway.update.Incoming.Sender;
import io.stickermill.gateway.update.Tellings.Often;
import io.stickermill.platform.text.Texts;
import io.stickermill.schemas.ChatKind;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.ReplyButton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Gives people the link that lets them into the library page: to themselves only, and for a short while. */
final class LibraryAccess {

    private static final Duration GOOD_FOR = Duration.ofMinutes(15);

    private final @Nullable LibraryLinks links;
    private final ReplyEvents replies;
    private final Texts texts;
    private final long botId;
    private final Clock clock;

    /** @param links empty where there is no library page */
    LibraryAccess(Optional<LibraryLinks> links, ReplyEvents replies, Texts texts, long botId, Clock clock) {
        this.links = links.orElse(null);
        this.replies = replies;
        this.texts = texts;
        this.botId = botId;
        this.clock = clock;
    }

    /** A link in a group would let in whoever presses it first. */
    CompletableFuture<?> answer(AskLibrary asked) {
        Sender sender = asked.sender();
        UUID cause = Ids.jobOfMessage(botId, sender.chatId(), asked.messageId());
        boolean isPrivate = sender.chatKind() == ChatKind.PRIVATE;
        String what = asked.forCopy() ? "export" : "library";
        if (links == null) {
            return isPrivate
                    ? say(asked, cause, asked.forCopy() ? "export_off" : ReplyText.UNKNOWN_COMMAND.key())
                    : CompletableFuture.completedFuture(null);
        }
        if (!isPrivate) {
            return say(asked, cause, what + "_private");
        }
        if (!replies.isDue(sender, asked.messageId(), what)) {
            return CompletableFuture.completedFuture(null);
        }
        Instant goodUntil = clock.instant().plus(GOOD_FOR).truncatedTo(ChronoUnit.SECONDS);
        var guest = new Guest(Ids.reply(cause, "library link"), sender.userId(), sender.language(), goodUntil);
        var button = ReplyButton.newBuilder()
                .setRow(0)
                .setText(texts.get(sender.language(), what + "_open"))
                .setUrl(asked.forCopy() ? links.linkToCopy(guest) : links.link(guest))
                .build();
        return replies.withButtons(
                sender,
                asked.messageId(),
                Ids.reply(cause, what),
                texts.get(sender.language(), what, GOOD_FOR.toMinutes()),
                List.of(button),
                asked.sentAt());
    }

    private CompletableFuture<?> say(AskLibrary asked, UUID cause, String key) {
        return replies.say(
                asked.sender(),
                asked.messageId(),
                key,
                Often.COMPLAINT,
                Ids.reply(cause, key),
                texts.get(asked.sender().language(), key),
                asked.sentAt());
    }
}
