package io.stickermill.generation.job;

import io.stickermill.generation.job.PhotoFetcher.Fetched;
import io.stickermill.generation.maker.MakerEnded;
import io.stickermill.generation.maker.SmallPictureMaker;
import io.stickermill.generation.maker.UnusablePhoto;
import io.stickermill.platform.dispatch.Delivery;
import io.stickermill.platform.dispatch.Outcome;
import io.stickermill.platform.dispatch.RecordHandler;
import io.stickermill.platform.dispatch.Telling;
import io.stickermill.platform.event.EventPublisher;
import io.stickermill.platform.text.Texts;
import io.stickermill.schemas.ChatReply;
import io.stickermill.schemas.ChatReplyKind;
import io.stickermill.schemas.GenerationFailure;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.SetPictureRequested;
import io.stickermill.schemas.StickerSetRequestKind;
import io.stickermill.schemas.StickerSetRequested;
import io.stickermill.schemas.Topics;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Draws stickers as the pictures of their sets, for the role that keeps sets. A sticker may be any picture that its owner has put
 * into the set: it is opened where strangers' pictures are.
 */
final class SetPictures implements RecordHandler<SetPictureRequested> {

    private static final Logger log = LoggerFactory.getLogger(SetPictures.class);

    /** Bot API, setStickerSetThumbnail: exactly so many pixels each way. */
    private static final int SIDE = 100;

    private final PhotoFetcher photos;
    private final SmallPictureMaker maker;
    private final EventPublisher events;
    private final Texts texts;

    SetPictures(PhotoFetcher photos, SmallPictureMaker maker, EventPublisher events, Texts texts) {
        this.photos = photos;
        this.maker = maker;
        this.events = events;
        this.texts = texts;
    }

    @Override
    public Outcome handle(SetPictureRequested request, Delivery delivery) {
        return switch (photos.fetch(request.getStickerFileId(), null)) {
            case Fetched.NotNow(Duration delay) -> new Outcome.Wait(delay, "Telegram wants us to wait");
            case Fetched.Barred(String cause) -> new Outcome.Outage(cause, null);
            case Fetched.Failed(String cause) -> Outcome.retry(cause);
            case Fetched.Unusable(GenerationFailure reason, String detail) -> none(request, reason + ": " + detail);
            case Fetched.Photo(byte[] file) -> draw(request, file);
        };
    }

    private Outcome draw(SetPictureRequested request, byte[] sticker) {
        byte[] picture;
        try {
            picture = maker.inSquare(sticker, SIDE);
        } catch (UnusablePhoto unusable) {
            return none(request, unusable.reason() + ": " + unusable.detail());
        } catch (MakerEnded ended) {
            return none(request, ended.how());
        }
        var drawn = StickerSetRequested.newBuilder()
                .setRequestId(request.getRequestId())
                .setKind(StickerSetRequestKind.PICTURE)
                .setSetId(request.getSetId())
                .setPicture(ByteBuffer.wrap(picture))
                .setUserId(request.getUserId())
                .setTelegramUserId(request.getTelegramUserId())
                .setChatId(request.getChatId())
                .setChatKind(request.getChatKind())
                .setMessageId(request.getMessageId())
                .setThreadId(request.getThreadId())
                .setLanguage(request.getLanguage())
                .setRequestedAt(request.getRequestedAt())
                .build();
        events.publish(Topics.SET_REQUESTS, request.getTelegramUserId(), (UUID) null, null, drawn);
        return Outcome.done();
    }

    @Override
    public Telling onDeadLetter(@Nullable SetPictureRequested request, Delivery delivery, String cause) {
        if (request == null) {
            return new Telling.Untellable("a request for a set's picture that can't be read");
        }
        none(request, cause);
        return Telling.told();
    }

    private Outcome none(SetPictureRequested request, String why) {
        log.info("no picture for the set {}: {}", request.getSetId(), why);
        var reply = ChatReply.newBuilder()
                .setReplyId(Ids.reply(request.getRequestId(), "no picture"))
                .setKind(ChatReplyKind.TEXT)
                .setText(texts.get(request.getLanguage(), "set_no_picture"))
                .setUserId(request.getUserId())
                .setChatId(request.getChatId())
                .setChatKind(request.getChatKind())
                .setThreadId(request.getThreadId())
                .setReplyToMessageId(request.getMessageId())
                .setLanguage(request.getLanguage())
                .setOwed(true)
                .setIssuedAt(request.getRequestedAt())
                .build();
        events.publish(Topics.CHAT_REPLIES, reply.getChatId(), null, null, reply);
        return Outcome.done();
    }
}
