package io.stickermill.gateway.update;

import io.stickermill.gateway.admission.Admission;
import io.stickermill.gateway.admission.AdmissionRefusal;
import io.stickermill.gateway.session.PhotoRequest;
import io.stickermill.gateway.session.PhotoRequests;
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
final class StyleSheetRequests {

    private final PhotoRequests requests;
    private final Admission admission;
    private final EventPublisher events;

    StyleSheetRequests(PhotoRequests requests, Admission admission, EventPublisher events) {
        this.requests = requests;
        this.admission = admission;
        this.events = events;
    }

    Optional<AdmissionRefusal> refusal(PhotoRequest sticker) {
        return admission.refusalToShow(sticker);
    }

    /** The future ends when Kafka has it. */
    CompletableFuture<?> ask(PhotoRequest sticker, Button pressed, Instant at) {
        Sender sender = pressed.sender();
        String press = requests.showStyles(sticker.jobId(), pressed.callbackId());
        var request = StyleSheetRequested.newBuilder()
                .setRequestId(Ids.reply(sticker.jobId(), "styles/" + press))
                .setJobId(sticker.jobId())
                .setUserId(sticker.asker().userId())
                .setChatId(sender.chatId())
                .setChatKind(sender.chatKind())
                .setMessageId(pressed.messageId())
                .setThreadId(sender.threadId())
                .setLanguage(sender.language())
                .setPhotoFileId(sticker.source().fileId())
                .setPhotoStorageKey(sticker.source().storageKey())
                .setOutline(sticker.options().outline())
                .setMode(sticker.options().mode())
                .setVariant(sticker.variant())
                .setKeyboard(pressed.data())
                .setRequestedAt(at)
                .build();
        return events.publishAsync(Topics.STYLE_SHEET_REQUESTS, sender.chatId(), sticker.jobId(), null, request);
    }
}
