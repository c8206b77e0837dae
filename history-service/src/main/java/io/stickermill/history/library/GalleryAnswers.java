package io.stickermill.history.library;

import io.stickermill.contracts.button.GalleryAction;
import io.stickermill.contracts.button.GalleryAction.Kind;
import io.stickermill.history.library.GalleryRows.Shown;
import io.stickermill.platform.event.EventPublisher;
import io.stickermill.platform.text.Texts;
import io.stickermill.schemas.ChatReply;
import io.stickermill.schemas.ChatReplyKind;
import io.stickermill.schemas.GalleryRequested;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.ReplyButton;
import io.stickermill.schemas.Topics;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Says and shows what a press in the gallery came to: each answer once, by the request's id. */
final class GalleryAnswers {

    private final EventPublisher events;
    private final Texts texts;
    private final Clock clock;

    GalleryAnswers(EventPublisher events, Texts texts, Clock clock) {
        this.events = events;
        this.texts = texts;
        this.clock = clock;
    }

    /** Delivery removes the one before when this one has come, and not otherwise: a chat never stands empty. */
    void show(GalleryRequested asked, Shown shown) {
        publish(reply(asked, ChatReplyKind.STICKER, "shown")
                .setStickerFileId(shown.fileId())
                .setMessageId(asked.getMessageId())
                .setButtons(buttons(asked, shown)));
    }

    /** A text in place of a sticker. */
    void instead(GalleryRequested asked, String key) {
        say(asked, key);
        removeTheOneBefore(asked);
    }

    void otherButtons(GalleryRequested asked, Shown shown) {
        publish(reply(asked, ChatReplyKind.EDIT, "buttons")
                .setMessageId(asked.getMessageId())
                .setButtons(buttons(asked, shown)));
    }

    void say(GalleryRequested asked, String key) {
        sayPlainly(asked, texts.get(asked.getLanguage(), key));
    }

    /** Whatever characters are in it, they are shown. */
    void sayPlainly(GalleryRequested asked, String words) {
        publish(reply(asked, ChatReplyKind.TEXT, "said").setText(words).setOwed(true));
    }

    private void removeTheOneBefore(GalleryRequested asked) {
        if (asked.getMessageId() != null) {
            publish(reply(asked, ChatReplyKind.DELETE, "gone").setMessageId(asked.getMessageId()));
        }
    }

    private List<ReplyButton> buttons(GalleryRequested asked, Shown shown) {
        var rows = new Rows(asked, shown);
        if (shown.place() > 1) {
            rows.add(0, "◀", Kind.NEWER);
        }
        rows.add(0, shown.place() + " / " + shown.all(), Kind.FIRST);
        if (shown.place() < shown.all()) {
            rows.add(0, "▶", Kind.OLDER);
        }
        rows.add(
                1,
                text(asked, shown.favourite() ? "gallery_unmark" : "gallery_mark"),
                shown.favourite() ? Kind.UNMARK : Kind.MARK);
        rows.add(1, text(asked, "gallery_send"), Kind.SEND);
        rows.add(1, text(asked, "gallery_again"), Kind.AGAIN);
        rows.add(2, text(asked, "gallery_prompt"), Kind.PROMPT);
        rows.add(2, text(asked, "gallery_delete"), Kind.DELETE);
        boolean onlyFavourites = asked.getFavourites();
        rows.add(
                3,
                text(asked, onlyFavourites ? "gallery_all" : "gallery_favourites"),
                new GalleryAction(Kind.FIRST, shown.stickerId(), !onlyFavourites));
        return rows.buttons;
    }

    private String text(GalleryRequested asked, String key) {
        return texts.get(asked.getLanguage(), key);
    }

    /** The buttons under one sticker. */
    private static final class Rows {

        private final GalleryRequested asked;
        private final Shown shown;
        private final List<ReplyButton> buttons = new ArrayList<>();

        Rows(GalleryRequested asked, Shown shown) {
            this.asked = asked;
            this.shown = shown;
        }

        void add(int row, String words, Kind kind) {
            add(row, words, new GalleryAction(kind, shown.stickerId(), asked.getFavourites()));
        }

        void add(int row, String words, GalleryAction action) {
            buttons.add(ReplyButton.newBuilder()
                    .setRow(row)
                    .setText(words)
                    .setData(action.callbackData())
                    .build());
        }
    }

    private ChatReply.Builder reply(GalleryRequested asked, ChatReplyKind kind, String name) {
        return ChatReply.newBuilder()
                .setReplyId(Ids.reply(asked.getRequestId(), name))
                .setKind(kind)
                .setUserId(asked.getUserId())
                .setChatId(asked.getChatId())
                .setLanguage(asked.getLanguage())
                .setIssuedAt(clock.instant());
    }

    private void publish(ChatReply.Builder reply) {
        events.publish(Topics.CHAT_REPLIES, reply.getChatId(), null, null, reply.build());
    }
}
