package io.stickermill.emulator.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stickermill.emulator.api.ApiRequest;
import io.stickermill.emulator.api.Refusal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What all edits share, with Telegram's words. */
final class MessageEdit {
    private MessageEdit() {}

    static void requireTarget(ApiRequest request) {
        if (!request.text("inline_message_id").isEmpty()) {
            throw Refusal.notEmulated("inline messages");
        }
        if (request.text("chat_id").isEmpty() && request.messageId() == 0) {
            throw Refusal.badRequest("message identifier is not specified");
        }
    }

    /**
     * The message with other content and another keyboard, or none.
     *
     * @param fields the fields that the new content stands for
     * @throws Refusal if it is not the bot's own, or stays as it was
     */
    static ObjectNode changed(
            ObjectNode message, List<String> fields, ObjectNode content, Optional<ObjectNode> markup) {
        if (!message.path("from").path("is_bot").asBoolean()) {
            throw Refusal.badRequest("message can't be edited");
        }
        ObjectNode changed = message.deepCopy();
        changed.remove(fields);
        changed.remove("reply_markup");
        changed.setAll(content);
        markup.ifPresent(keyboard -> changed.set("reply_markup", keyboard));
        if (Objects.equals(changed, message)) {
            throw Refusal.badRequest("message is not modified: specified new message content and reply markup are "
                    + "exactly the same as a current content and reply markup of the message");
        }
        return changed;
    }
}
