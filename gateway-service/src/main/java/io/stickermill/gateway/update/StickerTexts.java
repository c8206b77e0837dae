package io.stickermill.gateway.update;

import io.stickermill.contracts.text.StickerText;
import io.stickermill.gateway.admission.Admission;
import io.stickermill.gateway.admission.Admission.Decision;
import io.stickermill.gateway.admission.AdmissionRefusal;
import io.stickermill.gateway.session.PhotoRequest;
import io.stickermill.gateway.session.PhotoRequestEvents;
import io.stickermill.gateway.session.PhotoRequests;
import io.stickermill.gateway.session.SentStickers;
import io.stickermill.gateway.session.Sessions;
import io.stickermill.gateway.update.Incoming.Said;
import io.stickermill.gateway.update.Incoming.Sender;
import io.stickermill.schemas.Ids;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Sets a text on a sticker: the next that a person says after the button for it. */
final class StickerTexts {

    /** Takes the text off. */
    private static final Set<String> NONE = Set.of("-", "–", "—");

    private final Sessions sessions;
    private final PhotoRequests requests;
    private final SentStickers stickers;
    private final PhotoRequestEvents events;
    private final Admission admission;
    private final ReplyEvents replies;
    private final long botId;

    StickerTexts(
            Sessions sessions,
            PhotoRequests requests,
            SentStickers stickers,
            PhotoRequestEvents events,
            Admission admission,
            ReplyEvents replies,
            long botId) {
        this.sessions = sessions;
        this.requests = requests;
        this.stickers = stickers;
        this.events = events;
        this.admission = admission;
        this.replies = replies;
        this.botId = botId;
    }

    /** The same message once more: what it asked for is known, and no longer waited for. Empty for another message. */
    Optional<CompletableFuture<?>> again(Said said, UUID userId) {
        Sender sender = said.sender();
        return requests.find(jobOf(said))
                .map(asked -> CompletableFuture.allOf(
                        // Not a question for something else, which came after it.
                        sessions.textExpected(userId, sender.chatId()).isPresent()
                                ? takeBack(said, userId)
                                : CompletableFuture.completedFuture(null),
                        events.publish(asked, sender.chatKind(), sender.threadId(), sender.language())));
    }

    /** Empty if no text was asked for, or its sticker is deleted. */
    Optional<CompletableFuture<?>> take(Said said, UUID userId) {
        return sessions.textExpected(userId, said.sender().chatId())
                .flatMap(requests::find)
                .filter(original -> !stickers.isDeleted(original.jobId()))
                .map(original -> set(said, original, jobOf(said)));
    }

    private UUID jobOf(Said said) {
        return Ids.jobOfMessage(botId, said.sender().chatId(), said.messageId());
    }

    private CompletableFuture<?> set(Said said, PhotoRequest original, UUID jobId) {
        return switch (StickerText.of(said.text())) {
            case StickerText.Usable _
            when said.isCancel() ->
                CompletableFuture.allOf(
                        takeBack(said, original.asker().userId()), explain(said, jobId, "text_cancelled"));
            case StickerText.Usable(String text) -> set(said, original, jobId, NONE.contains(text) ? null : text);
            case StickerText.Nothing _ -> set(said, original, jobId, null);
            case StickerText.TooLong(int characters) ->
                explain(said, jobId, "text_too_long", characters, StickerText.LONGEST);
            case StickerText.Unprintable _ -> explain(said, jobId, "text_unprintable");
        };
    }

    private CompletableFuture<?> explain(Said said, UUID jobId, String key, Object... arguments) {
        return replies.explain(said.sender(), said.messageId(), Ids.reply(jobId, key), key, said.sentAt(), arguments);
    }

    private CompletableFuture<?> set(Said said, PhotoRequest original, UUID jobId, @Nullable String text) {
        Sender sender = said.sender();
        PhotoRequest wanted = original.withText(jobId, said.messageId(), text, said.sentAt());
        Decision decision = admission.add(wanted);
        return CompletableFuture.allOf(
                takeBack(said, original.asker().userId()),
                switch (decision) {
                    case Decision.Admitted(PhotoRequest admitted) ->
                        events.publish(admitted, sender.chatKind(), sender.threadId(), sender.language());
                    case Decision.Refused(AdmissionRefusal refusal) ->
                        replies.refuse(sender, said.messageId(), refusal, said.sentAt());
                });
    }

    /** No text is waited for any more, and its question goes. */
    private CompletableFuture<?> takeBack(Said said, UUID userId) {
        Sender sender = said.sender();
        return replies.takeBack(sender, sessions.expectNoText(userId, sender.chatId()), said.sentAt());
    }
}
