package io.stickermill.emulator.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stickermill.emulator.api.ApiRequest;
import io.stickermill.emulator.api.Refusal;
import io.stickermill.emulator.chat.Messages;
import io.stickermill.emulator.store.Json;
import io.stickermill.emulator.store.Sql;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The message that a new one answers.
 *
 * @param messageId 0 for none
 * @param optional send it all the same if that message is gone
 */
record ReplyTo(int messageId, boolean optional) {

    static ReplyTo of(ApiRequest request) {
        String text = request.text("reply_parameters");
        if (text.isEmpty()) {
            return new ReplyTo(0, true);
        }
        try {
            JsonNode parameters = Json.parse(text);
            if (!parameters.isObject()) {
                throw Refusal.badRequest("object expected as reply parameters");
            }
            return new ReplyTo(
                    parameters.path("message_id").asInt(),
                    parameters.path("allow_sending_without_reply").asBoolean());
        } catch (JsonProcessingException e) {
            throw Refusal.badRequest("can't parse reply parameters JSON object");
        }
    }

    /** @throws Refusal if the message is gone and the answer is not to be sent without it */
    Optional<ObjectNode> find(Sql sql, long chatId) throws SQLException {
        if (messageId == 0) {
            return Optional.empty();
        }
        Optional<ObjectNode> answered = Messages.find(sql, chatId, messageId);
        if (answered.isEmpty() && !optional) {
            throw Refusal.badRequest("message to be replied not found");
        }
        // Telegram nests one level only.
        answered.ifPresent(message -> message.remove("reply_to_message"));
        return answered.map(Messages::forBot);
    }
}
