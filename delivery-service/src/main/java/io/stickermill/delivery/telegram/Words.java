package io.stickermill.delivery.telegram;

import io.stickermill.delivery.telegram.End.Why;
import io.stickermill.platform.event.EventPublisher;
import io.stickermill.platform.text.Texts;
import io.stickermill.schemas.ChatKind;
import io.stickermill.schemas.ChatReply;
import io.stickermill.schemas.ChatReplyKind;
import io.stickermill.schemas.GenerationFailed;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.StickerReady;
import io.stickermill.schemas.StickerShape;
import io.stickermill.schemas.Topics;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What people are told of their jobs: published as replies, which are said once each by an id, wait for Telegram on their own
 * and hold up nothing here.
 */
final class Words {

    /** Of a record that could not be read, nobody knows who asked. */
    private static final UUID NOBODY = new UUID(0, 0);

    private final EventPublisher events;
    private final Texts texts;

    Words(EventPublisher events, Texts texts) {
        this.events = events;
        this.texts = texts;
    }

    /** Why there is no sticker; once per job. */
    void notMade(GenerationFailed failed) {
        publish(
                failed.getJobId(),
                reply(failed.getJobId(), "failed", failed.getChatId(), failed.getFailedAt())
                        .setUserId(Optional.ofNullable(failed.getUserId()).orElse(NOBODY))
                        .setReplyToMessageId(failed.getMessageId())
                        .setThreadId(failed.getThreadId())
                        .setText(texts.get(failed.getLanguage(), "failed_" + failed.getReason())));
    }

    /** Why the sticker does not come; once per job. */
    void notSent(StickerReady sticker, Why why) {
        String key = switch (why) {
            case EXPIRED, REFUSED, HELD, INTERNAL -> "failed_" + why;
            case NOT_A_STICKER -> "failed_INTERNAL";
            // There is nobody to tell, they asked for it, or they were told before.
            case BLOCKED, CHAT_GONE, CANCELLED, NOT_MADE, FORGOTTEN, OVER_BUDGET -> null;
        };
        if (key != null) {
            say(sticker, sticker.getJobId(), "failed", key);
        }
    }

    /** For a job of which nothing but its ids is known. */
    void unreadable(UUID jobId, long chatId, Instant at) {
        publish(
                jobId,
                reply(jobId, "failed", chatId, at).setUserId(NOBODY).setText(texts.get("en", "failed_INTERNAL")));
    }

    /** Why there is a card where they expected a cut-out: once a session, however many photos it has. */
    void whyACard(StickerReady sticker) {
        if (sticker.getShape() == StickerShape.CARD_NO_SUBJECT) {
            String key = sticker.getConfidence() > 0 ? "no_subject" : "nothing_at_all";
            say(sticker, sticker.getSessionId(), "no_subject", key);
        }
    }

    /** Who was told that there is no sticker is told that there is one after all; once. */
    void cameAfterAll(StickerReady sticker) {
        say(sticker, sticker.getJobId(), "after all", "came_after_all");
    }

    private void say(StickerReady sticker, UUID cause, String name, String key) {
        publish(
                sticker.getJobId(),
                reply(cause, name, sticker.getChatId(), sticker.getReceivedAt())
                        .setUserId(sticker.getUserId())
                        .setReplyToMessageId(sticker.getMessageId())
                        .setThreadId(sticker.getThreadId())
                        .setText(texts.get(sticker.getLanguage(), key)));
    }

    private static ChatReply.Builder reply(UUID cause, String name, long chatId, Instant at) {
        return ChatReply.newBuilder()
                .setReplyId(Ids.reply(cause, name))
                .setKind(ChatReplyKind.TEXT)
                // As Telegram numbers them.
                .setChatKind(chatId < 0 ? ChatKind.GROUP : ChatKind.PRIVATE)
                .setChatId(chatId)
                .setIssuedAt(at);
    }

    private void publish(UUID jobId, ChatReply.Builder reply) {
        events.publish(Topics.CHAT_REPLIES, reply.getChatId(), jobId, null, reply.build());
    }
}
