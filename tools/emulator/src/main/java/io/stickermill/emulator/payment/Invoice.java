package io.stickermill.emulator.payment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.stickermill.emulator.api.ApiRequest;
import io.stickermill.emulator.api.Refusal;
import io.stickermill.emulator.store.Json;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * What is sold for Stars, checked as tdlib/telegram-bot-api and tdlib check it, with their words. The words for a title, a
 * description or a start parameter that Telegram's own servers refuse are not known for certain.
 *
 * @param payload the bot's own, at most 128 bytes; nobody else sees it
 * @param startParameter empty if forwarded copies may be paid, too
 * @param amount whole Stars
 */
record Invoice(String title, String description, String payload, String startParameter, long amount) {
    static final String CURRENCY = "XTR";

    /** Those of all kinds of invoice; what is not for Stars is ignored. */
    static final Set<String> FIELDS = Set.of(
            "title",
            "description",
            "payload",
            "provider_token",
            "currency",
            "prices",
            "max_tip_amount",
            "suggested_tip_amounts",
            "provider_data",
            "photo_url",
            "photo_size",
            "photo_width",
            "photo_height",
            "need_name",
            "need_phone_number",
            "need_email",
            "need_shipping_address",
            "send_phone_number_to_provider",
            "send_email_to_provider",
            "is_flexible");

    private static final int LONGEST_TITLE = 32;
    private static final int LONGEST_DESCRIPTION = 255;
    private static final int MOST_PAYLOAD_BYTES = 128;

    /** As tdlib's check_currency_amount. */
    private static final long HIGHEST_AMOUNT = 999_999_999_999L;

    /** @throws Refusal 400, or 501 for what the emulator does not know */
    static Invoice of(ApiRequest request, String startParameter) {
        requireEmulated(request);
        String title = required(request, "title");
        String description = required(request, "description");
        String payload = required(request, "payload");
        requireUnicode(payload, "the payload");
        String currency = required(request, "currency");
        JsonNode prices = prices(required(request, "prices"));
        requireUnicode(title, "invoice title");
        requireUnicode(description, "invoice description");
        requireUnicode(startParameter, "invoice bot start parameter");
        long amount = total(prices);
        requireLength(title, LONGEST_TITLE, "TITLE_INVALID");
        requireLength(description, LONGEST_DESCRIPTION, "DESCRIPTION_INVALID");
        if (payload.getBytes(StandardCharsets.UTF_8).length > MOST_PAYLOAD_BYTES) {
            throw Refusal.badRequest("INVOICE_PAYLOAD_INVALID");
        }
        if (!currency.equals(CURRENCY)) {
            // There are no other providers here, so that no token of one can be right.
            throw Refusal.badRequest("PAYMENT_PROVIDER_INVALID");
        }
        if (prices.size() != 1
                || !request.text("provider_token").isEmpty()
                || request.integer("max_tip_amount", 0, 0, Integer.MAX_VALUE) > 0) {
            throw Refusal.badRequest("STARS_INVOICE_INVALID");
        }
        // As in core.telegram.org/api/links#bot-links: the parameter is to become a link to the bot.
        if (!startParameter.matches("[A-Za-z0-9_-]{0,64}")) {
            throw Refusal.badRequest("START_PARAM_INVALID");
        }
        return new Invoice(title, description, payload, startParameter, amount);
    }

    /** Telegram's Invoice object: the payload is no part of it. */
    ObjectNode json() {
        return Json.object()
                .put("title", title)
                .put("description", description)
                .put("start_parameter", startParameter)
                .put("currency", CURRENCY)
                .put("total_amount", amount);
    }

    /** @throws Refusal 400 if the argument is absent or empty */
    static String required(ApiRequest request, String name) {
        String value = request.text(name);
        if (value.isEmpty()) {
            throw Refusal.badRequest("parameter \"" + name + "\" is required");
        }
        return value;
    }

    /** JSON can write half of a character that UTF-8 can't. */
    static void requireUnicode(String text, String what) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw Refusal.badRequest(what + " must be encoded in UTF-8");
        }
    }

    private static void requireEmulated(ApiRequest request) {
        if (request.integer("subscription_period", 0, 0, Integer.MAX_VALUE) > 0) {
            throw Refusal.notEmulated("subscriptions");
        }
        if (!request.text("business_connection_id").isEmpty()) {
            throw Refusal.notEmulated("business connections");
        }
    }

    private static void requireLength(String text, int most, String otherwise) {
        if (text.isBlank() || text.codePointCount(0, text.length()) > most) {
            throw Refusal.badRequest(otherwise);
        }
    }

    private static JsonNode prices(String text) {
        JsonNode prices;
        try {
            prices = Json.parse(text);
        } catch (JsonProcessingException e) {
            throw Refusal.badRequest("can't parse prices JSON object");
        }
        if (!prices.isArray()) {
            throw Refusal.badRequest("expected an Array of labeled prices");
        }
        if (prices.isEmpty()) {
            throw Refusal.badRequest("there must be at least one price");
        }
        return prices;
    }

    private static long total(JsonNode prices) {
        for (JsonNode price : prices) {
            requireLabel(price);
            amount(price);
        }
        long total = 0;
        for (JsonNode price : prices) {
            requireUnicode(price.get("label").asText(), "price part label");
            long amount = amount(price);
            if (amount > HIGHEST_AMOUNT || amount < -HIGHEST_AMOUNT) {
                throw Refusal.badRequest("too big amount of the currency specified");
            }
            total += amount;
        }
        if (total <= 0) {
            throw Refusal.badRequest("total price must be positive");
        }
        if (total > HIGHEST_AMOUNT) {
            throw Refusal.badRequest("total price is too big");
        }
        return total;
    }

    private static void requireLabel(JsonNode price) {
        if (!price.isObject()) {
            throw unreadable("LabeledPrice must be an Object");
        }
        JsonNode label = price.get("label");
        if (label == null) {
            throw unreadable("Can't find field \"label\"");
        }
        if (!label.isTextual() && !label.isNumber()) {
            throw unreadable("Field \"label\" must be of type String");
        }
        if (label.asText().isEmpty()) {
            throw unreadable("LabeledPrice label must be non-empty");
        }
    }

    private static long amount(JsonNode price) {
        JsonNode amount = price.get("amount");
        if (amount == null) {
            throw unreadable("Can't find field \"amount\"");
        }
        if (!amount.isTextual() && !amount.isNumber()) {
            throw unreadable("Field \"amount\" must be a Number");
        }
        if (amount.isIntegralNumber() && !amount.canConvertToLong()) {
            throw unreadable("Field \"amount\" must be a valid Number");
        }
        try {
            return Long.parseLong(amount.asText());
        } catch (NumberFormatException e) {
            throw unreadable("Field \"amount\" must be a valid Number");
        }
    }

    private static Refusal unreadable(String why) {
        return Refusal.badRequest("can't parse labeled price: " + why);
    }
}
