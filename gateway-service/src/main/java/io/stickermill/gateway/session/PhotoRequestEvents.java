package io.stickermill.gateway.session;

import io.stickermill.platform.event.EventPublisher;
import io.stickermill.schemas.ChatKind;
import io.stickermill.schemas.PhotoRequested;
import io.stickermill.schemas.Topics;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Publishes that a photo is to become a sticker. */
public final class PhotoRequestEvents {

    private final EventPublisher events;
    private final long botId;
    private final String env;
    private final Clock clock;

    /**
     * @param botId the bot's id at Telegram
     * @param env the environment that the events name
     */
    public PhotoRequestEvents(EventPublisher events, long botId, String env, Clock clock) {
        this.events = events;
        this.botId = botId;
        this.env = env;
        this.clock = clock;
    }

    /**
     * The future ends when Kafka has it.
     *
     * @param threadId topic of a forum that it was asked in
     * @param language of the texts for the user
     */
    public CompletableFuture<?> publish(
            PhotoRequest asked, ChatKind chatKind, @Nullable Integer threadId, String language) {
        Asker asker = asked.asker();
        AskedOptions options = asked.options();
        var request = PhotoRequested.newBuilder()
                .setJobId(asked.jobId())
                .setSessionId(asked.sessionId())
                .setUserId(asker.userId())
                .setBotId(botId)
                .setChatId(asker.chatId())
                .setChatKind(chatKind)
                .setTelegramUserId(asker.telegramUserId())
                .setMessageId(asked.messageId())
                .setThreadId(threadId)
                .setLanguage(language)
                .setPhotoFileId(asked.source().fileId())
                .setPhotoStorageKey(asked.source().storageKey())
                .setMediaGroupId(asked.albumId())
                .setUserInput(asked.userInput())
                .setStylePresetId(options.style())
                .setOutline(options.outline())
                .setText(options.text())
                .setMode(options.mode())
                .setVariant(asked.variant())
                .setPackBatchId(asked.part() == null ? null : asked.part().packId())
                .setPackIndex(asked.part() == null ? null : asked.part().index())
                .setSheetCell(asked.part() == null ? null : asked.part().cell())
                .setReadyMadeOf(asked.source().readyMadeOf())
                .setEnv(env)
                .setRequestedAt(asked.requestedAt())
                .setReceivedAt(clock.instant())
                .build();
        return events.publishAsync(Topics.PHOTO_REQUESTS, asker.chatId(), asked.jobId(), null, request);
    }
}
