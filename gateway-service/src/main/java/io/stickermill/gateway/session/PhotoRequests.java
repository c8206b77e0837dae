package io.stickermill.gateway.session;

import io.stickermill.gateway.GatewaySettings;
import io.stickermill.platform.event.EventPublisher;
import io.stickermill.platform.telegram.TelegramClient;
import io.stickermill.schemas.ChatKind;
import io.stickermill.schemas.PhotoRequested;
import io.stickermill.schemas.Topics;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Publishes that a photo is to become a sticker. */
@Component
public final class PhotoRequests {

    private final EventPublisher events;
    private final TelegramClient telegram;
    private final GatewaySettings settings;
    private final Clock clock;

    PhotoRequests(EventPublisher events, TelegramClient telegram, GatewaySettings settings, Clock clock) {
        this.events = events;
        this.telegram = telegram;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * The future ends when Kafka has it.
     *
     * @param threadId topic of a forum that it was asked in
     * @param language of the texts for the user
     */
    public CompletableFuture<?> publish(
            AskedPhoto asked, ChatKind chatKind, @Nullable Integer threadId, String language) {
        AskedOptions options = asked.options();
        var request = PhotoRequested.newBuilder()
                .setJobId(asked.jobId())
                .setSessionId(asked.sessionId())
                .setUserId(asked.userId())
                .setBotId(telegram.botId())
                .setChatId(asked.chatId())
                .setChatKind(chatKind)
                .setTelegramUserId(asked.telegramUserId())
                .setMessageId(asked.messageId())
                .setThreadId(threadId)
                .setLanguage(language)
                .setPhotoFileId(asked.photoFileId())
                .setPhotoStorageKey(asked.photoStorageKey())
                .setMediaGroupId(asked.albumId())
                .setUserInput(asked.userInput())
                .setStylePresetId(options.style())
                .setOutline(options.outline())
                .setText(options.text())
                .setMode(options.mode())
                .setVariant(asked.variant())
                .setReadyMadeOf(asked.readyMadeOf())
                .setEnv(settings.env())
                .setRequestedAt(asked.requestedAt())
                // Events carry milliseconds.
                .setReceivedAt(clock.instant().truncatedTo(ChronoUnit.MILLIS))
                .build();
        return events.publishAsync(Topics.PHOTO_REQUESTS, asked.chatId(), asked.jobId(), null, request);
    }
}
