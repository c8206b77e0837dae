package io.stickermill.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.schemas.Ids;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.logging.LogType;

/** The library page, as a person comes to it from the chat and goes back there. */
class LibraryPageIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int MANY = 1_000;

    private static Stack stack;
    private static byte[] photo;

    @TempDir
    Path profile;

    private Browser browser;

    @BeforeAll
    static void up() throws Exception {
        stack = Stack.shared();
        photo = Files.readAllBytes(Stack.photo("cup-600.jpg"));
    }

    @BeforeEach
    void open() {
        browser = Browser.open(profile);
        browser.size(1280, 900);
        browser.scheme("light");
    }

    @AfterEach
    void nothingWasWrong() {
        try {
            assertThat(browser.driver().manage().logs().get(LogType.BROWSER).getAll())
                    .as("the browser's console")
                    .noneMatch(entry -> entry.getMessage().contains("Content Security Policy")
                            || entry.getMessage().contains("Uncaught"));
            assertThat((List<?>) browser.script("return performance.getEntriesByType('resource')"
                            + ".map((r) => r.name).filter((name) => new URL(name).origin !== location.origin)"))
                    .as("nobody else is asked")
                    .isEmpty();
        } finally {
            browser.close();
        }
    }

    @Test
    void aPersonFindsKeepsRemakesAndDeletesAStickerOfTheirs() throws Exception {
        long chat = 6_701;
        stack.user(chat).sendPhoto(photo, Map.of("as", "photo", "caption", "Good morning"));
        await("the first").atMost(PATIENCE).until(() -> stack.stickers(chat).size() == 1);

        browser.driver().get(link(chat));
        browser.find(".tile[data-kind=sticker] img");
        assertThat(URI.create(browser.driver().getCurrentUrl()).getFragment())
                .as("what lets in is gone from the address")
                .isNull();
        assertThat(browser.script("return document.querySelector('#credits-open').hidden"))
                .as("where nothing costs any")
                .isEqualTo(true);
        pictures("library-one");

        browser.find(".tile[data-kind=sticker]").sendKeys(Keys.ENTER);
        browser.awaitText("#detail", "Good morning");
        browser.click("[data-action=favourite]");
        await("a favourite")
                .atMost(PATIENCE)
                .until(() -> !stack.rows(
                                "history",
                                "select from favourites where user_id = ? and marked",
                                Ids.user(stack.botId(), chat))
                        .isEmpty());
        pictures("library-detail");

        browser.click("[data-action=send]");
        await("the same once more in the chat")
                .atMost(PATIENCE)
                .until(() -> stack.stickers(chat).size() == 2);
        browser.click("[data-action=again]");
        await("another in the chat")
                .atMost(PATIENCE)
                .until(() -> stack.stickers(chat).size() == 3);
        browser.driver().switchTo().activeElement().sendKeys(Keys.ESCAPE);
        browser.awaitCount(".tile[data-kind=sticker]", 2);

        browser.click("#favourites");
        browser.awaitCount(".tile[data-kind=sticker]", 1);
        browser.click("#favourites");
        browser.awaitCount(".tile[data-kind=sticker]", 2);

        browser.click(".tile[data-kind=sticker]");
        browser.find("[data-action=delete]");
        assertThat(browser.script("document.querySelector('[data-action=delete]').click();"
                        + " const hidden = document.querySelectorAll('#grid li[hidden]').length;"
                        + " document.querySelector('#undo').click(); return hidden"))
                .as("gone at once, and back at once: a busy machine would miss the ten seconds")
                .isEqualTo(1L);
        browser.awaitCount("#grid li:not([hidden]) .tile", 2);
        assertThat(stack.stickers(chat)).as("nothing was deleted").hasSize(3);
        browser.click(".tile[data-kind=sticker]");
        browser.click("[data-action=delete]");
        await("it is gone from the chat, too")
                .atMost(PATIENCE)
                .until(() -> stack.stickers(chat).size() == 2);

        browser.click("#statistics-open");
        browser.awaitText("#statistics", "As it is");
        pictures("library-statistics");
    }

    @Test
    void aThousandAreThereToBeScrolledAndSearched() throws Exception {
        long chat = 6_702;
        stack.user(chat).sendPhoto(photo, Map.of("as", "photo"));
        await("a sticker in storage")
                .atMost(PATIENCE)
                .until(() -> !stack.rows(
                                "history",
                                "select from stickers where user_id = ? and result_storage_path is not null",
                                Ids.user(stack.botId(), chat))
                        .isEmpty());
        stack.rows("history", """
                insert into stickers (id, job_id, user_id, chat_id, session_id, origin, result_storage_path, stored_at,
                                      telegram_file_id, style_preset_id, generation_type, env, created_at, delivered_at, user_input)
                select gen_random_uuid(), gen_random_uuid(), user_id, chat_id, session_id, 'live', result_storage_path, now(),
                       telegram_file_id, (array['none', 'comic', 'pop-art', 'anime'])[1 + n % 4], 'photo', env,
                       now() - n * interval '3 hours', now(), case when n = 777 then 'a needle in it' end
                  from stickers, generate_series(1, ?) n where user_id = ? returning id
                """, MANY - 1, Ids.user(stack.botId(), chat));

        browser.driver().get(link(chat));
        browser.awaitCount(".tile", 60);
        pictures("library-many");
        for (int seen = 60; seen < MANY; seen = browser.count(".tile")) {
            int before = seen;
            browser.wait("more than " + before, () -> {
                browser.script("window.scrollTo(0, document.documentElement.scrollHeight)");
                return browser.count(".tile") > before ? true : null;
            });
        }
        browser.awaitCount(".tile", MANY);
        System.out.println("first picture after ms: "
                + browser.script("return performance.getEntriesByName('first-contentful-paint')[0]?.startTime"));

        browser.find("#search").sendKeys("needle");
        browser.awaitCount(".tile", 1);
        browser.find("#search").clear();
        browser.find("#search").sendKeys("nothing like it");
        browser.wait(
                "nothing found",
                () -> "yes".equals(browser.script("return document.body.dataset.narrowed"))
                                && browser.count(".tile") == 0
                        ? true
                        : null);
        browser.screenshot("library-nothing-found");
    }

    /** As Telegram opens it, in its colours; for who has nothing yet. */
    @Test
    void aMiniAppShowsNothingYetAndSomebodyElsesLinkNothingAtAll() throws Exception {
        long chat = 6_703;
        String page = stack.status().path("access").path("library").asText();
        String theme = "{\"bg_color\":\"#17212b\",\"text_color\":\"#f5f5f5\",\"secondary_bg_color\":\"#232e3c\"}";

        browser.driver()
                .get(page + "#tgWebAppData=" + encoded(initData(chat)) + "&tgWebAppVersion=9.0&tgWebAppThemeParams="
                        + encoded(theme));
        browser.wait(
                "nothing yet",
                () -> "empty".equals(browser.script("return document.body.dataset.state")) ? true : null);
        browser.screenshot("library-empty-telegram");

        browser.driver().manage().deleteAllCookies();
        browser.driver().get("about:blank");
        browser.driver().get(page + "#link=1.made.up");
        browser.wait(
                "signed out",
                () -> "signed-out".equals(browser.script("return document.body.dataset.state")) ? true : null);
        browser.awaitText("body", "/library");
        pictures("library-signed-out");
    }

    /** The link that the bot gives. */
    private static String link(long chat) throws Exception {
        stack.user(chat).say("/library", "en");
        return await("the link")
                .atMost(PATIENCE)
                .until(() -> linkIn(stack.user(chat).fromBot()), link -> link != null);
    }

    private static String linkIn(List<JsonNode> messages) {
        return messages.reversed().stream()
                .map(message -> message.path("reply_markup")
                        .path("inline_keyboard")
                        .path(0)
                        .path(0)
                        .path("url")
                        .asText(null))
                .filter(url -> url != null && url.contains("#link="))
                .findFirst()
                .orElse(null);
    }

    private static String initData(long user) throws Exception {
        String said = "{\"id\":%d,\"first_name\":\"Ann\",\"language_code\":\"en\"}".formatted(user);
        long now = Instant.now().getEpochSecond();
        String token = stack.status().path("emulator").path("token").asText();
        byte[] hash = hmac(hmac("WebAppData".getBytes(UTF_8), token), "auth_date=" + now + "\nuser=" + said);
        return "user=" + encoded(said) + "&auth_date=" + now + "&hash="
                + HexFormat.of().formatHex(hash);
    }

    private static byte[] hmac(byte[] key, String text) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(UTF_8));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    private void pictures(String name) throws Exception {
        for (String scheme : new String[] {"light", "dark"}) {
            browser.scheme(scheme);
            for (int width : new int[] {1280, 390}) {
                browser.size(width, 850);
                browser.screenshot(name + "-" + width + "-" + scheme);
                assertThat((Boolean) browser.script(
                                "return document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
                        .as("nothing is wider than the window")
                        .isTrue();
            }
        }
        browser.size(1280, 900);
        browser.scheme("light");
    }
}
