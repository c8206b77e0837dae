package io.stickermill.gateway.update;

import io.stickermill.contracts.button.SetEmoji;
import io.stickermill.contracts.style.StickerStyles;
import io.stickermill.contracts.text.SetTitle;
import io.stickermill.gateway.pack.Pack;
import io.stickermill.gateway.session.PhotoRequest;
import io.stickermill.gateway.update.Incoming.AskSets;
import io.stickermill.gateway.update.Incoming.Button;
import io.stickermill.gateway.update.Incoming.Said;
import io.stickermill.gateway.update.Incoming.Sender;
import io.stickermill.platform.event.EventPublisher;
import io.stickermill.platform.text.Texts;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.LibraryRequested;
import io.stickermill.schemas.SetPictureRequested;
import io.stickermill.schemas.StickerSetRequestKind;
import io.stickermill.schemas.StickerSetRequested;
import io.stickermill.schemas.Topics;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Publishes what people ask of their sticker sets. Each future ends when Kafka has it. */
final class SetRequests {

    private final EventPublisher events;
    private final Texts texts;
    private final StickerStyles styles;
    private final long botId;

    SetRequests(EventPublisher events, Texts texts, StickerStyles styles, long botId) {
        this.events = events;
        this.texts = texts;
        this.styles = styles;
        this.botId = botId;
    }

    /** Shows who asks their sets. */
    CompletableFuture<?> list(AskSets asked) {
        return publish(of(
                StickerSetRequestKind.LIST,
                ofMessage(asked.sender(), asked.messageId()),
                asked.sender(),
                asked.messageId(),
                asked.sentAt()));
    }

    /**
     * Puts a sticker into the set of who presses, which is made where there is none. Pressed twice, it is there already; pressed
     * after it was taken out, it comes back.
     *
     * @param index place of the sticker among those of its job
     */
    CompletableFuture<?> add(PhotoRequest sticker, int index, Button pressed, Instant at) {
        return publish(ofButton(StickerSetRequestKind.ADD, pressed, at)
                .setStickerId(Ids.sticker(sticker.jobId(), index))
                .setTelegramFileId(pressed.stickerFileId())
                .setText(sticker.options().text())
                .setEmoji(SetEmoji.proposed(
                                sticker.options().text(),
                                styles.ofId(sticker.options().style()))
                        .orElse(null))
                .setTitle(titleOfFirst(pressed.sender())));
    }

    /**
     * As the button under it does, for a sticker of the library.
     *
     * @param fileId the sticker's at Telegram
     */
    CompletableFuture<?> add(LibraryRequested asked, String fileId, Sender sender, Instant at) {
        return publish(of(StickerSetRequestKind.ADD, Ids.reply(asked.getRequestId(), "set"), sender, null, at)
                .setStickerId(asked.getStickerId())
                .setTelegramFileId(fileId)
                .setText(asked.getText())
                .setEmoji(SetEmoji.proposed(
                                asked.getText(),
                                Optional.ofNullable(asked.getStyle()).flatMap(styles::ofId))
                        .orElse(null))
                .setTitle(titleOfFirst(sender)));
    }

    /** Gives a set the title that was said. */
    CompletableFuture<?> rename(UUID setId, String title, Said said) {
        return publish(of(
                        StickerSetRequestKind.RENAME,
                        ofMessage(said.sender(), said.messageId()),
                        said.sender(),
                        said.messageId(),
                        said.sentAt())
                .setSetId(setId)
                .setTitle(title));
    }

    /** The photos of a pack come, to be one set. */
    CompletableFuture<?> packBegun(Pack pack, Instant at) {
        return publish(of(StickerSetRequestKind.PACK_BEGUN, pack, "begun", at).setTitle(pack.title()));
    }

    /** They have all come. */
    CompletableFuture<?> packEnded(Pack pack, Instant at) {
        return publish(of(StickerSetRequestKind.PACK_ENDED, pack, "ended", at).setParts(pack.parts()));
    }

    private static StickerSetRequested.Builder of(StickerSetRequestKind kind, Pack pack, String name, Instant at) {
        return StickerSetRequested.newBuilder()
                .setRequestId(Ids.reply(pack.id(), name))
                .setKind(kind)
                .setSetId(pack.id())
                .setUserId(pack.asker().userId())
                .setTelegramUserId(pack.asker().telegramUserId())
                .setChatId(pack.asker().chatId())
                .setChatKind(pack.chatKind())
                .setMessageId(pack.messageId())
                .setThreadId(pack.threadId())
                .setLanguage(pack.language())
                .setRequestedAt(at);
    }

    /** Has a sticker drawn as the picture of its set. */
    CompletableFuture<?> picture(UUID setId, String stickerFileId, Button pressed, Instant at) {
        var asked = ofButton(StickerSetRequestKind.PICTURE, setId, pressed, at).build();
        var request = SetPictureRequested.newBuilder()
                .setRequestId(asked.getRequestId())
                .setSetId(setId)
                .setUserId(asked.getUserId())
                .setTelegramUserId(asked.getTelegramUserId())
                .setChatId(asked.getChatId())
                .setChatKind(asked.getChatKind())
                .setMessageId(pressed.messageId())
                .setThreadId(asked.getThreadId())
                .setLanguage(asked.getLanguage())
                .setStickerFileId(stickerFileId)
                .setRequestedAt(at)
                .build();
        return events.publishAsync(Topics.SET_PICTURE_REQUESTS, asked.getChatId(), null, null, request);
    }

    /** What a button asks of a set. Pressed later, it asks again: sets change. */
    StickerSetRequested.Builder ofButton(StickerSetRequestKind kind, UUID setId, Button pressed, Instant at) {
        return ofButton(kind, pressed, at).setSetId(setId);
    }

    private StickerSetRequested.Builder ofButton(StickerSetRequestKind kind, Button pressed, Instant at) {
        Sender sender = pressed.sender();
        UUID button = Ids.jobOfButton(botId, sender.chatId(), pressed.messageId(), pressed.data());
        return of(kind, Ids.reply(button, "set/" + pressed.callbackId()), sender, pressed.messageId(), at);
    }

    CompletableFuture<?> publish(StickerSetRequested.Builder asked) {
        StickerSetRequested request = asked.build();
        return events.publishAsync(
                Topics.SET_REQUESTS, request.getTelegramUserId(), null, request.getStickerId(), request);
    }

    private UUID ofMessage(Sender sender, int messageId) {
        return Ids.reply(Ids.jobOfMessage(botId, sender.chatId(), messageId), "sets");
    }

    String titleOfFirst(Sender sender) {
        return SetTitle.name(sender.firstName())
                .map(name -> SetTitle.cut(texts.get(sender.language(), "set_title", name)))
                .orElseGet(() -> texts.get(sender.language(), "set_title_nameless"));
    }

    private StickerSetRequested.Builder of(
            StickerSetRequestKind kind, UUID requestId, Sender sender, @Nullable Integer messageId, Instant at) {
        return StickerSetRequested.newBuilder()
                .setRequestId(requestId)
                .setKind(kind)
                .setUserId(Ids.user(botId, sender.userId()))
                .setTelegramUserId(sender.userId())
                .setChatId(sender.chatId())
                .setChatKind(sender.chatKind())
                .setMessageId(messageId)
                .setThreadId(sender.threadId())
                .setLanguage(sender.language())
                .setRequestedAt(at);
    }
}
