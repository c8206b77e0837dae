package io.stickermill.generation.job;

import io.stickermill.contracts.style.RemoteStyle;
import io.stickermill.contracts.style.RemoteStyles;
import io.stickermill.generation.job.PhotoFetcher.Fetched;
import io.stickermill.generation.maker.MakerEnded;
import io.stickermill.generation.maker.StickerOptions;
import io.stickermill.generation.maker.StyleSample;
import io.stickermill.generation.maker.StyleSheetMaker;
import io.stickermill.generation.maker.UnusablePhoto;
import io.stickermill.platform.dispatch.Delivery;
import io.stickermill.platform.dispatch.Outcome;
import io.stickermill.platform.dispatch.RecordHandler;
import io.stickermill.platform.dispatch.Telling;
import io.stickermill.platform.event.EventPublisher;
import io.stickermill.platform.storage.StorageKeys;
import io.stickermill.schemas.ChatReply;
import io.stickermill.schemas.ChatReplyKind;
import io.stickermill.schemas.GenerationFailure;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.StyleSheetRequested;
import io.stickermill.schemas.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Draws sheets of styles and has them sent. No job: nobody is promised a sticker, and what is asked for twice is sent once,
 * by its id. Where there can be no sheet, the styles' names alone come under the sticker.
 */
final class StyleSheets implements RecordHandler<StyleSheetRequested> {

    private static final Logger log = LoggerFactory.getLogger(StyleSheets.class);

    private final KeptSheets kept;
    private final PhotoFetcher photos;
    private final StyleSheetMaker maker;
    private final List<Preview> others;
    private final EventPublisher events;

    /** @throws UncheckedIOException if the preview of a remote style can't be read */
    StyleSheets(
            KeptSheets kept, PhotoFetcher photos, StyleSheetMaker maker, RemoteStyles remote, EventPublisher events) {
        this.others = remote.all().stream().flatMap(Preview::of).toList();
        this.kept = kept;
        this.photos = photos;
        this.maker = maker;
        this.events = events;
    }

    /** Of a style that is not drawn here. */
    private record Preview(RemoteStyle style, byte[] picture) {

        static Stream<Preview> of(RemoteStyle style) {
            return style.preview().stream().map(file -> {
                try {
                    return new Preview(style, Files.readAllBytes(file));
                } catch (IOException e) {
                    throw new UncheckedIOException("The preview of style " + style.id() + " can't be read", e);
                }
            });
        }

        StyleSample in(String language) {
            return new StyleSample(picture, style.title(language));
        }
    }

    @Override
    public Outcome handle(StyleSheetRequested request, Delivery delivery) {
        String key = StorageKeys.styleSheet(request.getJobId(), request.getLanguage());
        if (kept.has(key)) {
            return sheet(request, key);
        }
        return switch (photos.fetch(request.getPhotoFileId(), request.getPhotoStorageKey())) {
            case Fetched.NotNow(Duration delay) -> new Outcome.Wait(delay, "Telegram wants us to wait");
            case Fetched.Barred(String cause) -> new Outcome.Outage(cause, null);
            case Fetched.Failed(String cause) -> Outcome.retry(cause);
            case Fetched.Unusable(GenerationFailure reason, String detail) -> names(request, reason + ": " + detail);
            case Fetched.Photo(byte[] file) -> draw(request, file, key);
        };
    }

    private Outcome draw(StyleSheetRequested request, byte[] photo, String key) {
        var options = new StickerOptions(
                StickerOptions.Mode.valueOf(request.getMode().name()),
                StickerOptions.NO_STYLE,
                request.getOutline(),
                null,
                request.getVariant(),
                null);
        byte[] sheet;
        try {
            sheet = maker.sheet(
                    photo,
                    options,
                    request.getLanguage(),
                    others.stream()
                            .map(preview -> preview.in(request.getLanguage()))
                            .toList());
        } catch (UnusablePhoto unusable) {
            return names(request, unusable.reason() + ": " + unusable.detail());
        } catch (MakerEnded ended) {
            // One is enough: a sheet is no sticker, and the names alone do.
            return names(request, ended.how());
        }
        kept.keep(key, sheet);
        return sheet(request, key);
    }

    @Override
    public Telling onDeadLetter(@Nullable StyleSheetRequested request, Delivery delivery, String cause) {
        if (request != null) {
            names(request, cause);
        }
        return Telling.told();
    }

    private Outcome sheet(StyleSheetRequested request, String key) {
        publish(reply(request)
                .setReplyId(request.getRequestId())
                .setKind(ChatReplyKind.PHOTO)
                .setPhotoStorageKey(key)
                .setReplyToMessageId(request.getMessageId())
                .build());
        return Outcome.done();
    }

    private Outcome names(StyleSheetRequested request, String why) {
        log.info("no sheet of styles for the sticker of job {}: {}", request.getJobId(), why);
        publish(reply(request)
                .setReplyId(Ids.reply(request.getRequestId(), "names"))
                .setKind(ChatReplyKind.EDIT)
                .setMessageId(request.getMessageId())
                .build());
        return Outcome.done();
    }

    private static ChatReply.Builder reply(StyleSheetRequested request) {
        return ChatReply.newBuilder()
                .setUserId(request.getUserId())
                .setChatId(request.getChatId())
                .setChatKind(request.getChatKind())
                .setThreadId(request.getThreadId())
                .setLanguage(request.getLanguage())
                .setKeyboard(request.getKeyboard())
                .setIssuedAt(request.getRequestedAt());
    }

    private void publish(ChatReply reply) {
        events.publish(Topics.CHAT_REPLIES, reply.getChatId(), null, null, reply);
    }
}
