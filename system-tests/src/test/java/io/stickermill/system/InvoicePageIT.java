package io.stickermill.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.emulator.Emulator;
import io.stickermill.emulator.client.EmulatedUser;
import io.stickermill.emulator.client.EmulatorAdmin;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.logging.LogType;

/** A person at the chat page who pays a bot, which is played here: no service has a part in it. */
class InvoicePageIT {

    private static final String TOKEN = "4242:AAtest-token_of_the_page";

    @TempDir
    static Path profile;

    @TempDir
    static Path data;

    private static Browser browser;
    private static Emulator emulator;
    private static EmulatorAdmin http;

    private long user;

    @BeforeAll
    static void open() {
        browser = Browser.open(profile);
        emulator = Emulator.start(0, data, TOKEN);
        http = new EmulatorAdmin(emulator.url().toString());
        browser.remember("#toasts");
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
        if (emulator != null) {
            emulator.close();
        }
    }

    @BeforeEach
    void aPersonOfTheirOwn() throws Exception {
        browser.size(1280, 860);
        browser.driver().get(emulator.url().toString());
        browser.script("localStorage.clear(); location.reload()");
        user = browser.wait("a person", () -> (Long) browser.script("""
                        return document.querySelector('[role=tab]')
                          && JSON.parse(localStorage.getItem('stickermill.users')).users[0].id;
                        """));
        new EmulatedUser(emulator.url().toString(), user).say("/buy", "en");
    }

    @AfterEach
    void nothingWasForbiddenOrFailed() {
        assertThat(browser.driver().manage().logs().get(LogType.BROWSER).getAll())
                .as("the console of the page")
                .isEmpty();
    }

    @Test
    void aClickPaysAndTheInvoiceLeadsToItsReceipt() throws Exception {
        bot("sendInvoice", invoice("ord_1"));
        browser.awaitText(".invoice", "75 Stars");
        browser.screenshot("invoice-1280-light");
        browser.click(".keyboard button");
        bot("answerPreCheckoutQuery", Map.of("pre_checkout_query_id", asked(), "ok", true));

        browser.awaitText(".service", "Paid: ⭐ 75 Stars");
        browser.awaitText(".keyboard button", "Receipt");
        browser.size(390, 844);
        browser.scheme("dark");
        assertThat((Boolean) browser.script("return [document.documentElement, document.getElementById('log')]"
                        + ".every((e) => e.scrollWidth <= e.clientWidth)"))
                .as("nothing scrolls sideways")
                .isTrue();
        browser.screenshot("invoice-paid-390-dark");
        browser.scheme("light");
    }

    @Test
    void whomTheBotRefusesReadsWhyAndCanTryAgain() throws Exception {
        bot("sendInvoice", invoice(""));
        browser.click(".keyboard button");
        bot(
                "answerPreCheckoutQuery",
                Map.of("pre_checkout_query_id", asked(), "ok", false, "error_message", "<b>Sold out</b>"));

        browser.awaitText("#alert[open] #alert-text", "<b>Sold out</b>");
        browser.click("#alert button");
        browser.awaitCount("[aria-busy=true]", 0);
        assertThat(browser.count(".service")).isZero();
        assertThat(browser.find(".keyboard button").getText()).isEqualTo("Pay ⭐ 75");
    }

    @Test
    void aBotThatDoesNotAnswerIsNotPaid() throws Exception {
        bot("sendInvoice", invoice(""));
        browser.click(".keyboard button");
        browser.awaitSaid("nothing was paid");
        browser.awaitCount("[aria-busy=true]", 0);
        assertThat(browser.count(".service")).isZero();
    }

    private Map<String, Object> invoice(String startParameter) {
        return Map.of(
                "chat_id",
                user,
                "title",
                "10 credits",
                "description",
                "Ten stickers of a remote style",
                "payload",
                "ord_1",
                "provider_token",
                "",
                "currency",
                "XTR",
                "prices",
                List.of(Map.of("label", "10 credits", "amount", 75)),
                "start_parameter",
                startParameter);
    }

    /** Waits until the bot is asked whether this person may pay; the id of the question. */
    private String asked() throws Exception {
        int after = 0;
        while (true) {
            for (JsonNode update : bot("getUpdates", Map.of("offset", after, "timeout", 20))) {
                after = update.path("update_id").asInt() + 1;
                JsonNode query = update.path("pre_checkout_query");
                if (query.path("from").path("id").asLong() == user) {
                    return query.path("id").asText();
                }
            }
        }
    }

    private static JsonNode bot(String method, Map<String, Object> arguments) throws Exception {
        return http.ask("POST", "/bot" + TOKEN + "/" + method, arguments).path("result");
    }
}
