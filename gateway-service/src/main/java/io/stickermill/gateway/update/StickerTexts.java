package io.stickermill.gateway.update;

import io.stickermill.gateway.admission.Admission;
import io.stickermill.gateway.admission.Admission.Decision;
import io.stickermill.gateway.admission.Refusal;
import io.stickermill.gateway.session.AskedPhoto;
import io.stickermill.gateway.session.DeletedStickers;
import io.stickermill.gateway.session.PhotoRequests;
import io.stickermill.gateway.session.Sessions;
import io.stickermill.gateway.session.StickerText;
import io.stickermill.gateway.update.Incoming.Said;
import io.stickermill.gateway.update.Incoming.Sender;
import io.stickermill.platform.telegram.TelegramClient;
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
    private final DeletedStickers deleted;
    private final PhotoRequests requests;
    private final Admission admission;
    private final Replies replies;
    private final TelegramClient telegram;

    StickerTexts(
            Sessions sessions,
            DeletedStickers deleted,
            PhotoRequests requests,
            Admission admission,
            Replies replies,
            TelegramClient telegram) {
        this.sessions = sessions;
        this.deleted = deleted;
        this.requests = requests;
        this.admission = admission;
        this.replies = replies;
        this.telegram = telegram;
    }

    /** Whether this may be a text that was asked for; costs one question. */
    boolean isAwaited(Said said, UUID userId) {
        Sender sender = said.sender();
        return sessions.awaitsText(
                userId, sender.chatId(), Ids.jobOfMessage(telegram.botId(), sender.chatId(), said.messageId()));
    }

    /** Empty if no text was asked for, or its sticker is deleted. */
    Optional<CompletableFuture<?>> take(Said said, UUID userId) {
        Sender sender = said.sender();
        UUID jobId = Ids.jobOfMessage(telegram.botId(), sender.chatId(), said.messageId());
        // The same message once more: what it asked for is known, and no longer waited for.
        Optional<AskedPhoto> known = sessions.asked(jobId);
        if (known.isPresent()) {
            sessions.expectNoText(userId, sender.chatId());
            return known.map(asked -> requests.publish(asked, sender.chatKind(), sender.threadId(), sender.language()));
        }
        return sessions.textExpected(userId, sender.chatId())
                .filter(original -> !deleted.contains(original.jobId()))
                .map(original -> set(said, original, jobId));
    }

    private CompletableFuture<?> set(Said said, AskedPhoto original, UUID jobId) {
        return switch (StickerText.of(said.text())) {
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

    private CompletableFuture<?> set(Said said, AskedPhoto original, UUID jobId, @Nullable String text) {
        Sender sender = said.sender();
        AskedPhoto wanted = original.withText(jobId, said.messageId(), text, said.sentAt());
        Decision decision = admission.add(wanted);
        sessions.expectNoText(original.userId(), original.chatId());
        return switch (decision) {
            case Decision.Admitted(AskedPhoto admitted) ->
                requests.publish(admitted, sender.chatKind(), sender.threadId(), sender.language());
            case Decision.Refused(Refusal refusal) -> replies.refuse(sender, said.messageId(), refusal, said.sentAt());
        };
    }
}
