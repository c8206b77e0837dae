package io.stickermill.emulator.payment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stickermill.emulator.EmulatorExtension;
import io.stickermill.emulator.Reply;
import io.stickermill.emulator.Telegram;
import io.stickermill.emulator.store.Json;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.stream.Collectors;

/** A bot that sells and people who pay. */
record Stars(EmulatorExtension emulator) {

    static ObjectNode invoice(long chat) {
        return goods().put("chat_id", chat);
    }

    static ObjectNode goods() {
        ObjectNode goods = Json.object()
                .put("title", "10 credits")
                .put("description", "Ten stickers")
                .put("payload", "ord_k3x")
                .put("provider_token", "")
                .put("currency", "XTR");
        goods.putArray("prices").addObject().put("label", "10 credits").put("amount", 75);
        return goods;
    }

    Telegram telegram() {
        return emulator.telegram();
    }

    /** A call whose JSON is ASCII, as of a client that can write half a character. */
    Reply escaped(String method, ObjectNode args) {
        String body = args.toString()
                .codePoints()
                .mapToObj(one -> one < 128 ? Character.toString(one) : escape(one))
                .collect(Collectors.joining());
        return telegram()
                .json(telegram()
                        .botRequest(method)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body)));
    }

    private static String escape(int codePoint) {
        return Character.toString(codePoint)
                .chars()
                .mapToObj(unit -> String.format("\\u%04x", unit))
                .collect(Collectors.joining());
    }

    int send(ObjectNode invoice) {
        return telegram().bot("sendInvoice", invoice).result().get("message_id").asInt();
    }

    Reply tap(long payer, int messageId, long chat) {
        return telegram()
                .post(
                        "/admin/users/" + payer + "/payments",
                        Json.object().put("message_id", messageId).put("chat_id", chat));
    }

    /** The id of the question that the bot is asked. */
    String tap(long payer, int messageId) {
        return tap(payer, messageId, payer).json().get("pre_checkout_query_id").asText();
    }

    Reply yes(String query) {
        return telegram()
                .bot(
                        "answerPreCheckoutQuery",
                        Json.object().put("pre_checkout_query_id", query).put("ok", true));
    }

    /** The payment's charge id. */
    String paid(long payer, int messageId) {
        String query = tap(payer, messageId);
        yes(query).result();
        return payment(query).get("telegram_payment_charge_id").asText();
    }

    /** Somebody who has talked to the bot pays an invoice; the charge id. */
    String sold(long payer) {
        telegram().says(payer, "hi");
        return paid(payer, send(invoice(payer)));
    }

    JsonNode payment(String query) {
        return telegram().get("/admin/payments/" + query).json();
    }

    String state(String query) {
        return payment(query).path("state").asText();
    }

    Reply refund(long user, String charge) {
        return telegram()
                .bot("refundStarPayment", Json.object().put("user_id", user).put("telegram_payment_charge_id", charge));
    }

    long balance() {
        return telegram().bot("getMyStarBalance").result().get("amount").asLong();
    }

    JsonNode transactions() {
        return transactions(Json.object());
    }

    JsonNode transactions(ObjectNode page) {
        return telegram().bot("getStarTransactions", page).result().get("transactions");
    }

    /** The updates of which this message, or query, is part, oldest first. */
    List<JsonNode> updates(String kind) {
        return telegram()
                .bot("getUpdates")
                .result()
                .valueStream()
                .map(update -> update.path("message").has(kind) ? update.path("message") : update)
                .filter(update -> update.has(kind))
                .toList();
    }
}
