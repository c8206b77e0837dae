package io.stickermill.emulator.payment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stickermill.emulator.api.ApiRequest;
import io.stickermill.emulator.api.BotMethod;
import io.stickermill.emulator.message.Sender;
import io.stickermill.emulator.store.Json;
import java.util.HashSet;
import java.util.Set;

record SendInvoice(Sender sender) implements BotMethod {
    @Override
    public String name() {
        return "sendInvoice";
    }

    @Override
    public Set<String> fields() {
        Set<String> fields = new HashSet<>(Invoice.FIELDS);
        fields.add("start_parameter");
        return Sender.fields(fields);
    }

    @Override
    public JsonNode call(ApiRequest request) {
        Invoice invoice = Invoice.of(request, request.text("start_parameter"));
        Sender.Admitted admitted = sender.admit(request);
        ObjectNode keyboard =
                admitted.replyMarkup().map(PayButton::in).orElseGet(() -> PayButton.forStars(invoice.amount()));
        return sender.send(
                admitted.withKeyboard(keyboard),
                sql -> Json.object().set("invoice", invoice.json()),
                (sql, message) -> Invoices.stands(
                        sql,
                        Invoices.add(sql, invoice, null),
                        admitted.chatId(),
                        message.path("message_id").asInt()));
    }
}
