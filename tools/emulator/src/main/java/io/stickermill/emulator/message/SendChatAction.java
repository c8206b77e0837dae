package io.stickermill.emulator.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import io.stickermill.emulator.api.ApiRequest;
import io.stickermill.emulator.api.BotMethod;
import io.stickermill.emulator.api.Refusal;
import io.stickermill.emulator.chat.ChatLog;
import io.stickermill.emulator.store.Database;
import java.util.Locale;
import java.util.Set;

/** Seen only in the journal of calls: what it shows is gone after 5 seconds. */
record SendChatAction(Database database) implements BotMethod {
    private static final Set<String> ACTIONS = Set.of(
            "cancel",
            "typing",
            "record_video",
            "upload_video",
            "record_audio",
            "record_voice",
            "upload_audio",
            "upload_voice",
            "upload_photo",
            "upload_document",
            "choose_sticker",
            "pick_up_location",
            "find_location",
            "record_video_note",
            "upload_video_note");

    @Override
    public String name() {
        return "sendChatAction";
    }

    @Override
    public Set<String> fields() {
        return Set.of("chat_id", "action");
    }

    @Override
    public JsonNode call(ApiRequest request) {
        if (!ACTIONS.contains(request.text("action").toLowerCase(Locale.ROOT))) {
            throw Refusal.badRequest("wrong parameter action in request");
        }
        long chatId = request.chatId();
        database.transact(sql -> {
            ChatLog.requireWritable(sql, chatId);
            return chatId;
        });
        return BooleanNode.TRUE;
    }
}
