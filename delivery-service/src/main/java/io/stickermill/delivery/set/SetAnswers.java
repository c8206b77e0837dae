package io.stickermill.delivery.set;

import io.stickermill.contracts.button.SetAction;
import io.stickermill.contracts.button.SetEmoji;
import io.stickermill.platform.event.EventPublisher;
import io.stickermill.platform.text.Texts;
import io.stickermill.schemas.ChatReply;
import io.stickermill.schemas.ChatReplyKind;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.ReplyButton;
import io.stickermill.schemas.StickerSetRequestKind;
import io.stickermill.schemas.StickerSetRequested;
import io.stickermill.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Says what a request about sets came to: each answer is said once, by the request's id. */
final class SetAnswers {

    /** Stickers of a set that are listed in one message. */
    private static final int PAGE = 24;

    private static final int COLUMNS = 4;
    private static final int EMOJI_COLUMNS = 6;

    private final EventPublisher events;
    private final Texts texts;

    SetAnswers(EventPublisher events, Texts texts) {
        this.events = events;
        this.texts = texts;
    }

    void say(StickerSetRequested asked, Answer answer) {
        switch (answer) {
            case Answer.InSet(StickerSet set, Part part, boolean before) -> inSet(asked, set, part, before);
            case Answer.Listed(List<StickerSet> sets) -> listed(asked, sets);
            case Answer.Shown(StickerSet set, List<Part> parts, int from) -> shown(asked, set, parts, from);
            case Answer.Sticker(StickerSet set, Part part, int count, boolean anew) ->
                sticker(asked, set, part, count, anew);
            case Answer.Removed(StickerSet set) -> {
                publish(asked, reply(asked, ChatReplyKind.DELETE, "removed").setMessageId(asked.getMessageId()));
                publish(asked, text(asked, texts.get(asked.getLanguage(), "set_removed", set.title())));
            }
            case Answer.Renamed(StickerSet set) ->
                publish(
                        asked,
                        text(asked, texts.get(asked.getLanguage(), "set_renamed", set.title(), set.link()))
                                .setButtons(new Rows()
                                        .open(set, asked.getLanguage())
                                        .all()));
            case Answer.Pictured(StickerSet set) ->
                publish(asked, text(asked, texts.get(asked.getLanguage(), "set_pictured", set.title())));
            case Answer.SureToDelete(StickerSet set) ->
                publish(
                        asked,
                        inPlace(asked, texts.get(asked.getLanguage(), "set_sure", set.title()))
                                .setButtons(new Rows()
                                        .data(0, "set_button_sure", asked, new SetAction.Delete(set.id(), true))
                                        .data(1, "set_button_keep", asked, new SetAction.Show(set.id(), 0))
                                        .all()));
            case Answer.Deleted(StickerSet set) ->
                publish(asked, inPlace(asked, texts.get(asked.getLanguage(), "set_deleted", set.title())));
            case Answer.Refused(String key) -> publish(asked, text(asked, texts.get(asked.getLanguage(), key)));
        }
    }

    /** It has failed, and may come after all by a replay. */
    void givenUp(StickerSetRequested asked, String key) {
        publish(
                asked,
                text(asked, texts.get(asked.getLanguage(), key))
                        .setReplyId(Ids.reply(asked.getRequestId(), "given up")));
    }

    /** Telegram wants so long a pause that the person would wonder. */
    void saysLater(StickerSetRequested asked, Duration pause) {
        publish(
                asked,
                text(asked, texts.get(asked.getLanguage(), "set_later", pause.toSeconds()))
                        .setReplyId(Ids.reply(asked.getRequestId(), "later")));
    }

    private void inSet(StickerSetRequested asked, StickerSet set, Part part, boolean before) {
        String key = before ? "set_has_it" : part.place() == null ? "set_added" : "set_added_at";
        int place = part.place() == null ? 0 : part.place() + 1;
        publish(
                asked,
                text(asked, texts.get(asked.getLanguage(), key, set.title(), set.link(), place))
                        .setButtons(new Rows()
                                .open(set, asked.getLanguage())
                                .data(
                                        1,
                                        "set_button_sticker",
                                        asked,
                                        new SetAction.ShowSticker(set.id(), part.number()))
                                .all()));
    }

    private void listed(StickerSetRequested asked, List<StickerSet> sets) {
        Rows rows = new Rows();
        for (StickerSet set : sets) {
            rows.add(rows.next(), set.title(), new SetAction.Show(set.id(), 0).callbackData(), null);
        }
        publish(
                asked,
                text(asked, texts.get(asked.getLanguage(), sets.isEmpty() ? "sets_none" : "sets"))
                        .setButtons(rows.all()));
    }

    private void shown(StickerSetRequested asked, StickerSet set, List<Part> parts, int from) {
        Rows rows = new Rows().open(set, asked.getLanguage());
        int first = Math.clamp(from, 0, Math.max(0, parts.size() - 1));
        int end = Math.min(parts.size(), first + PAGE);
        for (int i = first; i < end; i++) {
            Part part = parts.get(i);
            rows.add(
                    1 + (i - first) / COLUMNS,
                    (i + 1) + " " + part.emoji(),
                    new SetAction.ShowSticker(set.id(), part.number()).callbackData(),
                    null);
        }
        int pages = rows.next();
        if (first > 0) {
            rows.data(pages, "set_button_before", asked, new SetAction.Show(set.id(), Math.max(0, first - PAGE)));
        }
        if (end < parts.size()) {
            rows.data(pages, "set_button_after", asked, new SetAction.Show(set.id(), end));
        }
        int last = rows.next();
        rows.data(last, "set_button_title", asked, new SetAction.AskTitle(set.id()));
        rows.data(last, "set_button_delete", asked, new SetAction.Delete(set.id(), false));
        publish(
                asked,
                inPlace(asked, texts.get(asked.getLanguage(), "set", set.title(), parts.size(), set.link()))
                        .setButtons(rows.all()));
    }

    private void sticker(StickerSetRequested asked, StickerSet set, Part part, int count, boolean anew) {
        List<ReplyButton> buttons = ofSticker(asked, set, part, count);
        publish(
                asked,
                anew
                        ? reply(asked, ChatReplyKind.STICKER, "set")
                                .setStickerFileId(part.fileId())
                                .setButtons(buttons)
                        : reply(asked, ChatReplyKind.EDIT, "set")
                                .setMessageId(asked.getMessageId())
                                .setButtons(buttons));
    }

    private List<ReplyButton> ofSticker(StickerSetRequested asked, StickerSet set, Part part, int count) {
        Rows rows = new Rows();
        int place = part.place() == null ? count - 1 : part.place();
        if (place > 0) {
            rows.data(0, "set_button_first", asked, new SetAction.Move(set.id(), part.number(), 0));
            rows.data(0, "set_button_earlier", asked, new SetAction.Move(set.id(), part.number(), place - 1));
        }
        if (place < count - 1) {
            rows.data(0, "set_button_later", asked, new SetAction.Move(set.id(), part.number(), place + 1));
        }
        for (int i = 0; i < SetEmoji.ALL.size(); i++) {
            String emoji = SetEmoji.ALL.get(i);
            rows.add(
                    1 + i / EMOJI_COLUMNS,
                    emoji.equals(part.emoji()) ? "✓ " + emoji : emoji,
                    new SetAction.Emoji(set.id(), part.number(), i).callbackData(),
                    null);
        }
        int last = rows.next();
        rows.data(last, "set_button_picture", asked, new SetAction.Picture(set.id(), part.number()));
        rows.data(last, "set_button_remove", asked, new SetAction.Remove(set.id(), part.number()));
        return rows.all();
    }

    /** In the message whose button was pressed, if it was a button under a text. */
    private ChatReply.Builder inPlace(StickerSetRequested asked, String text) {
        boolean pressed = asked.getMessageId() != null && asked.getKind() != StickerSetRequestKind.LIST;
        return pressed
                ? reply(asked, ChatReplyKind.EDIT, "set")
                        .setMessageId(asked.getMessageId())
                        .setText(text)
                : text(asked, text);
    }

    private static ChatReply.Builder text(StickerSetRequested asked, String text) {
        return reply(asked, ChatReplyKind.TEXT, "set")
                .setReplyToMessageId(asked.getMessageId())
                .setText(text);
    }

    private static ChatReply.Builder reply(StickerSetRequested asked, ChatReplyKind kind, String name) {
        return ChatReply.newBuilder()
                .setReplyId(Ids.reply(asked.getRequestId(), name))
                .setKind(kind)
                .setUserId(asked.getUserId())
                .setChatId(asked.getChatId())
                .setChatKind(asked.getChatKind())
                .setThreadId(asked.getThreadId())
                .setLanguage(asked.getLanguage())
                .setOwed(true)
                .setIssuedAt(asked.getRequestedAt());
    }

    private void publish(StickerSetRequested asked, ChatReply.Builder reply) {
        events.publish(Topics.CHAT_REPLIES, asked.getChatId(), (UUID) null, null, reply.build());
    }

    /** Buttons by their rows. */
    private final class Rows {

        private final List<ReplyButton> buttons = new ArrayList<>();

        Rows open(StickerSet set, String language) {
            return add(0, texts.get(language, "set_button_open"), null, set.link());
        }

        Rows data(int row, String key, StickerSetRequested asked, SetAction action) {
            return add(row, texts.get(asked.getLanguage(), key), action.callbackData(), null);
        }

        Rows add(int row, String text, @Nullable String data, @Nullable String url) {
            buttons.add(new ReplyButton(row, text, data, url));
            return this;
        }

        /** The first row that is empty. */
        int next() {
            return buttons.stream().mapToInt(ReplyButton::getRow).max().orElse(-1) + 1;
        }

        List<ReplyButton> all() {
            return buttons;
        }
    }
}
