package io.stickermill.gateway.update;

import io.stickermill.gateway.admission.Admission;
import io.stickermill.gateway.admission.Refusal;
import io.stickermill.gateway.session.AskedPhoto;
import io.stickermill.gateway.session.Sessions;
import io.stickermill.gateway.update.Incoming.Button;
import io.stickermill.gateway.update.Incoming.Sender;
import io.stickermill.platform.event.EventPublisher;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.StyleSheetRequested;
import io.stickermill.schemas.Topics;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Asks for a sheet that shows a sticker in every style. */
final class StyleSheets {

    private final Sessions sessions;
    private final Admission admission;
    private final EventPublisher events;

    StyleSheets(Sessions sessions, Admission admission, EventPublisher events) {
        this.sessions = sessions;
        this.admission = admission;
        this.events = events;
    }

    Optional<Refusal> refusal(AskedPhoto sticker) {
        return admission.refusalToShow(sticker);
    }

    /** The future ends when Kafka has it. */
    CompletableFuture<?> ask(AskedPhoto sticker, Button pressed, Instant at) {
        Sender sender = pressed.sender();
        String press = sessions.showStyles(sticker.jobId(), pressed.callbackId());
        var request = StyleSheetRequested.newBuilder()
                .setRequestId(Ids.reply(sticker.jobId(), "styles/" + press))
                .setJobId(sticker.jobId())
                .setUserId(sticker.userId())
                .setChatId(sender.chatId())
                .setChatKind(sender.chatKind())
                .setMessageId(pressed.messageId())
                .setThreadId(sender.threadId())
                .setLanguage(sender.language())
                .setPhotoFileId(sticker.photoFileId())
                .setPhotoStorageKey(sticker.photoStorageKey())
                .setOutline(sticker.options().outline())
                .setMode(sticker.options().mode())
                .setVariant(sticker.variant())
                .setKeyboard(pressed.data())
                .setRequestedAt(at)
                .build();
        return events.publishAsync(Topics.STYLE_SHEET_REQUESTS, sender.chatId(), sticker.jobId(), null, request);
    }
}
