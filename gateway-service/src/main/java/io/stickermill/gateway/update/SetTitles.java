package io.stickermill.gateway.update;

import io.stickermill.contracts.text.SetTitle;
import io.stickermill.gateway.session.Sessions;
import io.stickermill.gateway.session.Sessions.Question;
import io.stickermill.gateway.update.Incoming.Button;
import io.stickermill.gateway.update.Incoming.Said;
import io.stickermill.gateway.update.Incoming.Sender;
import io.stickermill.schemas.Ids;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Gives a sticker set a title: the next text that a person says after the button for it. */
final class SetTitles {

    private final Sessions sessions;
    private final SetRequests requests;
    private final ReplyEvents replies;
    private final long botId;

    SetTitles(Sessions sessions, SetRequests requests, ReplyEvents replies, long botId) {
        this.sessions = sessions;
        this.requests = requests;
        this.replies = replies;
        this.botId = botId;
    }

    /** Each press asks again, since the question may be far up by now; the one before goes. */
    CompletableFuture<?> ask(UUID setId, Button pressed, Instant at) {
        Sender sender = pressed.sender();
        UUID question = Ids.reply(setId, "title/" + pressed.callbackId());
        Optional<Question> before = sessions.expectTitle(
                        Ids.user(botId, sender.userId()), sender.chatId(), setId, question)
                .filter(asked -> !asked.replyId().equals(question));
        return CompletableFuture.allOf(
                replies.takeBack(sender, before, at),
                replies.ask(sender, pressed.messageId(), question, "set_title_wanted", at));
    }

    /** Empty if no title was asked for. The same message once more asks for the same. */
    Optional<CompletableFuture<?>> take(Said said, UUID userId) {
        Sender sender = said.sender();
        UUID message = Ids.jobOfMessage(botId, sender.chatId(), said.messageId());
        return sessions.titleExpected(userId, sender.chatId(), message)
                .map(setId -> take(said, userId, setId, message));
    }

    private CompletableFuture<?> take(Said said, UUID userId, UUID setId, UUID message) {
        Sender sender = said.sender();
        return switch (SetTitle.of(said.text())) {
            case SetTitle.Usable _
            when said.isCancel() ->
                CompletableFuture.allOf(
                        replies.takeBack(sender, sessions.expectNoText(userId, sender.chatId()), said.sentAt()),
                        explain(said, message, "set_title_cancelled"));
            case SetTitle.Usable(String title) ->
                CompletableFuture.allOf(
                        replies.takeBack(
                                sender, sessions.titleSaid(userId, sender.chatId(), setId, message), said.sentAt()),
                        requests.rename(setId, title, said));
            case SetTitle.TooLong(int characters) ->
                explain(said, message, "set_title_too_long", characters, SetTitle.LONGEST);
            case SetTitle.Unprintable _ -> explain(said, message, "set_title_unprintable");
        };
    }

    private CompletableFuture<?> explain(Said said, UUID message, String key, Object... arguments) {
        return replies.explain(said.sender(), said.messageId(), Ids.reply(message, key), key, said.sentAt(), arguments);
    }
}
