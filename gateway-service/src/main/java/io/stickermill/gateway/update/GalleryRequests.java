package io.stickermill.gateway.update;

import io.stickermill.contracts.button.GalleryAction;
import io.stickermill.gateway.update.Incoming.AskGallery;
import io.stickermill.gateway.update.Incoming.Button;
import io.stickermill.gateway.update.Incoming.Sender;
import io.stickermill.gateway.update.Tellings.Often;
import io.stickermill.platform.event.EventPublisher;
import io.stickermill.schemas.ChatKind;
import io.stickermill.schemas.GalleryRequestKind;
import io.stickermill.schemas.GalleryRequested;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.Topics;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Publishes what people want to see of their stickers in the chat; answers each press. Whose a sticker is, history knows. */
final class GalleryRequests {

    private final EventPublisher events;
    private final ReplyEvents replies;
    private final ButtonAnswers answers;
    private final long botId;
    private final Clock clock;

    GalleryRequests(EventPublisher events, ReplyEvents replies, ButtonAnswers answers, long botId, Clock clock) {
        this.events = events;
        this.replies = replies;
        this.answers = answers;
        this.botId = botId;
        this.clock = clock;
    }

    /** In a group everybody would look at what is one person's. */
    CompletableFuture<?> open(AskGallery asked) {
        Sender sender = asked.sender();
        UUID cause = Ids.jobOfMessage(botId, sender.chatId(), asked.messageId());
        if (sender.chatKind() != ChatKind.PRIVATE) {
            return replies.say(
                    sender,
                    asked.messageId(),
                    "gallery_private",
                    Often.COMPLAINT,
                    Ids.reply(cause, "gallery_private"),
                    answers.texts().get(sender.language(), "gallery_private"),
                    asked.sentAt());
        }
        return replies.isDue(sender, asked.messageId(), "gallery")
                ? publish(of(GalleryRequestKind.OPEN, Ids.reply(cause, "gallery"), sender, asked.sentAt()))
                : CompletableFuture.completedFuture(null);
    }

    /** Pressed later, it asks again: what there is to be seen changes. */
    CompletableFuture<?> pressed(GalleryAction action, Button button) {
        Sender sender = button.sender();
        if (sender.chatKind() != ChatKind.PRIVATE) {
            return answers.only(button, "gallery_private");
        }
        UUID press = Ids.jobOfButton(botId, sender.chatId(), button.messageId(), button.data());
        var request = of(kind(action), Ids.reply(press, "gallery/" + button.callbackId()), sender, clock.instant())
                .setStickerId(action.stickerId())
                .setFavourites(action.favourites())
                .setMessageId(button.messageId());
        return answers.after(publish(request), button, words(action, button));
    }

    private static GalleryRequestKind kind(GalleryAction action) {
        return switch (action.kind()) {
            case OLDER -> GalleryRequestKind.OLDER;
            case NEWER -> GalleryRequestKind.NEWER;
            case FIRST -> GalleryRequestKind.FIRST;
            case MARK -> GalleryRequestKind.MARK;
            case UNMARK -> GalleryRequestKind.UNMARK;
            case SEND -> GalleryRequestKind.SEND;
            case AGAIN -> GalleryRequestKind.AGAIN;
            case PROMPT -> GalleryRequestKind.PROMPT;
            case DELETE -> GalleryRequestKind.DELETE;
        };
    }

    private String words(GalleryAction action, Button button) {
        return switch (action.kind()) {
            case OLDER, NEWER, FIRST, PROMPT -> "";
            case MARK -> answers.text(button, "gallery_marked");
            case UNMARK -> answers.text(button, "gallery_unmarked");
            case SEND -> answers.text(button, "gallery_sent");
            case AGAIN -> answers.text(button, "button_again");
            case DELETE -> answers.text(button, "button_delete");
        };
    }

    private GalleryRequested.Builder of(GalleryRequestKind kind, UUID requestId, Sender sender, Instant at) {
        return GalleryRequested.newBuilder()
                .setRequestId(requestId)
                .setKind(kind)
                .setUserId(Ids.user(botId, sender.userId()))
                .setTelegramUserId(sender.userId())
                .setChatId(sender.chatId())
                .setLanguage(sender.language())
                .setRequestedAt(at);
    }

    private CompletableFuture<?> publish(GalleryRequested.Builder asked) {
        GalleryRequested request = asked.build();
        return events.publishAsync(Topics.GALLERY_REQUESTS, request.getChatId(), null, request.getStickerId(), request);
    }
}
