package io.stickermill.emulator.payment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.stickermill.emulator.api.ApiRequest;
import io.stickermill.emulator.api.BotMethod;
import io.stickermill.emulator.store.Database;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/** A link for anybody, who may pay again and again. */
record CreateInvoiceLink(Database database, SecureRandom random) implements BotMethod {
    @Override
    public String name() {
        return "createInvoiceLink";
    }

    @Override
    public Set<String> fields() {
        return Invoice.FIELDS;
    }

    @Override
    public JsonNode call(ApiRequest request) {
        Invoice invoice = Invoice.of(request, "");
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        String slug = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        database.transact(sql -> Invoices.add(sql, invoice, slug));
        return TextNode.valueOf("https://t.me/$" + slug);
    }
}
