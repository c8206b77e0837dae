package io.stickermill.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;

/** A person at the chat page, with the whole system behind it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ChatPageIT {

    /** What an event carries as {@code dataTransfer} or {@code clipboardData}: [[name, type, base64], ...]. */
    private static final String TRANSFER = """
            const transfer = new DataTransfer();
            for (const [name, type, data] of arguments[0]) {
              const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
              transfer.items.add(new File([bytes], name, { type }));
            }
            """;

    @TempDir
    static Path profile;

    private static Browser browser;
    private static Stack stack;

    @BeforeAll
    static void open() throws Exception {
        browser = Browser.open(profile);
        stack = Stack.shared();
        browser.remember("#toasts");
        browser.driver().get(address());
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void wide() {
        browser.size(1280, 860);
        browser.scheme("light");
    }

    @AfterEach
    void nothingWasForbiddenOrFailed() {
        assertThat(browser.driver().manage().logs().get(LogType.BROWSER).getAll())
                .as("the console of the page")
                .filteredOn(entry -> !entry.getMessage().contains("ERR_CONNECTION_REFUSED")
                        && !entry.getMessage().contains("ERR_INCOMPLETE_CHUNKED_ENCODING"))
                .isEmpty();
    }

    @Test
    @Order(1)
    void aDroppedPhotoBecomesAStickerWithButtonsThatWork() throws Exception {
        assertThat(stack.terminal()).containsPattern("ready after .*\\n +Chat page +http://127");
        browser.awaitText("#state", "bot");
        assertThat(browser.find("#empty").getText()).contains("Turn a photo into a sticker");
        browser.screenshot("empty-1280-light");
        stack.slow("getFile", Duration.ofSeconds(5));

        drop(List.of(file("rocket-640.jpg", "image/jpeg")));
        assertThat(browser.find(".preview img").getAttribute("alt")).isEqualTo("rocket-640.jpg");
        browser.find("#text").sendKeys("ready for launch");
        browser.screenshot("preview-1280-light");
        browser.find("#send").click();

        browser.awaitText(".out .text", "ready for launch");
        browser.awaitText(".row:not(.out) .text", "/7");
        browser.screenshot("progress-1280-light");
        browser.awaitCount("img.sticker", 1);
        browser.awaitText(".keyboard button", "Another cut-out");
        stack.noFaults();
        browser.wait("no status message", () -> browser.count(".row:not(.out) .text") == 0 ? true : null);
        assertThat(browser.count(".preview")).isZero();
        browser.size(860, 950);
        browser.screenshot("chat-page");

        press("Another cut-out");
        browser.awaitSaid("Here is another");
        browser.awaitCount("img.sticker", 2);
        browser.awaitCount("[aria-busy=true]", 0);
        press("Style");
        browser.awaitSaid("in every style");
        browser.awaitText(".row:not(.out) .text", "This is your picture in every style");
        browser.awaitText(".keyboard button", "Watercolour");
        browser.wait("the sheet's picture", () -> Boolean.TRUE.equals(browser.script("""
                        const sheet = document.querySelector('.row:not(.out) .picture img');
                        sheet.scrollIntoView();
                        return sheet.complete && sheet.naturalWidth > 0;
                        """)) ? true : null);
        assertThat((Boolean) browser.script("return [...document.querySelectorAll('.keyboard button')]"
                        + ".every((button) => button.scrollWidth <= button.clientWidth)"))
                .as("every button shows all of its words")
                .isTrue();
        browser.screenshot("styles-860-light");
        press("Close");
        browser.awaitCount(".row:not(.out) .picture", 0);
        browser.awaitCount("[aria-busy=true]", 0);
    }

    @Test
    @Order(2)
    void severalPhotosAreOneAlbum() throws Exception {
        paste(List.of(
                file("cup-600.jpg", "image/jpeg"),
                file("person-astronaut-512.jpg", "image/jpeg"),
                file("cat-451.jpg", "image/jpeg")));
        browser.awaitCount(".preview", 3);
        browser.find(".preview:last-child button").click();
        browser.awaitCount(".preview", 2);
        browser.find("#text").sendKeys("two at once", Keys.ENTER);

        browser.awaitCount(".album.n2 .picture", 2);
        browser.awaitCount("img.sticker", 4);
        var album = stack.user(userId()).history().stream()
                .filter(message -> message.has("media_group_id"))
                .toList();
        assertThat(album).hasSize(2);
        assertThat(album.get(0).path("media_group_id")).isEqualTo(album.get(1).path("media_group_id"));
        assertThat(album.get(0).path("caption").asText()).isEqualTo("two at once");
        assertThat(album.get(1).has("caption")).isFalse();
        browser.wait("no status message", () -> browser.count(".row:not(.out) .text") == 0 ? true : null);
        browser.screenshot("chat-1280-light");
        browser.scheme("dark");
        browser.screenshot("chat-1280-dark");
    }

    @Test
    @Order(3)
    void aPhoneIsWideEnough() throws Exception {
        browser.size(390, 844);
        assertThat((Boolean) browser.script("return document.documentElement.scrollWidth <= innerWidth"
                        + " && document.getElementById('log').scrollWidth <= innerWidth"))
                .isTrue();
        assertThat(browser.find("#send").getRect().getX()
                        + browser.find("#send").getRect().getWidth())
                .isLessThanOrEqualTo(390);
        browser.screenshot("chat-390-light");
        browser.scheme("dark");
        browser.screenshot("chat-390-dark");
    }

    @Test
    @Order(4)
    void theKeyboardAloneIsEnough() {
        int before = browser.count(".out");
        browser.script("document.activeElement.blur()");
        tabTo("#text");
        keys("/start");
        keys(Keys.ENTER);
        browser.awaitText(".row:not(.out) .text", "Send me a photo");
        assertThat(browser.count(".out")).isEqualTo(before + 1);

        tabTo("#theme");
        keys(Keys.ENTER);
        assertThat(browser.script("return document.documentElement.dataset.shown"))
                .isEqualTo("dark");
        keys(Keys.ENTER);
        assertThat(browser.script("return document.documentElement.dataset.shown"))
                .isEqualTo("light");

        tabTo(".keyboard > div:last-child button:last-child");
        int stickers = browser.count("img.sticker");
        keys(Keys.ENTER);
        browser.awaitSaid("Deleted");
        browser.awaitCount("img.sticker", stickers - 1);
    }

    @Test
    @Order(5)
    void whatIsNoPictureOrTooBigIsRefusedInWords() {
        drop(List.of(List.of("notes.txt", "text/plain", "aGVsbG8=")));
        browser.awaitSaid("notes.txt is not an image");
        drop(List.of(List.of("torn.jpg", "image/jpeg", "aGVsbG8=")));
        browser.awaitSaid("torn.jpg is not an image");
        browser.script("""
                const transfer = new DataTransfer();
                transfer.items.add(new File([new Uint8Array(21 * 1024 * 1024)], 'huge.jpg', { type: 'image/jpeg' }));
                document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
                """);
        browser.awaitSaid("huge.jpg is too big (21.0 MB)");
        assertThat(browser.count(".preview")).isZero();
    }

    @Test
    @Order(6)
    void aSecondUserHasAChatOfTheirOwnAndTheFirstSeesWhatIsUnread() throws Exception {
        long first = userId();
        int messages = browser.count(".row");
        browser.find("#add-user").click();
        WebElement name = browser.find("#user-name");
        name.clear();
        name.sendKeys("<b>Anna</b>", Keys.ENTER);
        browser.awaitCount("[role=tab]", 2);
        assertThat(browser.find("[role=tab][aria-selected=true]").getText()).isEqualTo("<b>Anna</b>");
        browser.awaitCount(".row", 0);
        assertThat(userId()).isNotEqualTo(first);

        stack.user(first).say("/help", "en");
        browser.awaitText("[role=tab] .count", "1");
        browser.find("#text").sendKeys("<img src=x onerror=alert(1)>", Keys.ENTER);
        browser.awaitText(".out .text", "<img src=x onerror=alert(1)>");
        browser.awaitText(".row:not(.out) .text", "photo");

        browser.find("[role=tab]").click();
        browser.awaitCount(".row", messages + 2);
        browser.awaitCount("[role=tab] .count", 0);
    }

    @Test
    @Order(7)
    void itComesBackByItselfAndHasMissedNothing() throws Exception {
        long user = userId();
        int messages = browser.count(".row");
        stack.kill("emulator");
        browser.awaitText("#state", "reconnecting");
        browser.screenshot("reconnecting-1280-light");
        browser.awaitText("#state", "bot");
        stack.withoutTelegramsLimits();
        stack.user(user).say("/start", "en");
        browser.awaitCount(".row", messages + 2);
    }

    @Test
    @Order(8)
    void aBotThatDoesNotListenIsShown() throws Exception {
        stack.run("stop", "gateway");
        browser.awaitText("#banner", "The bot is not listening");
        browser.find("#text").sendKeys("anyone there?", Keys.ENTER);
        browser.awaitText("#banner", "1 message waits for it");
        stack.run("start", "gateway");
        browser.wait(
                "no banner", () -> browser.driver().findElement(By.id("banner")).isDisplayed() ? null : true);
    }

    @Test
    @Order(9)
    void allThatIsWrongWithSixFilesIsSaid() {
        drop(List.of(
                List.of("one.txt", "text/plain", "aGVsbG8="),
                List.of("two.pdf", "application/pdf", "aGVsbG8="),
                List.of("three.jpg", "image/jpeg", "aGVsbG8="),
                List.of("four.svg", "image/svg+xml", "aGVsbG8="),
                List.of("five.png", "image/png", ""),
                List.of("six.gif", "image/gif", "aGVsbG8=")));
        browser.awaitSaid("one.txt", "two.pdf", "three.jpg", "four.svg", "five.png", "six.gif");
    }

    @Test
    @Order(10)
    void whatWasBegunIsKept() throws Exception {
        drop(List.of(file("cup-600.jpg", "image/jpeg")));
        browser.awaitCount(".preview", 1);
        browser.find("#text").sendKeys("not sent yet", Keys.ESCAPE);
        assertThat(browser.count(".preview")).isEqualTo(1);
        browser.find("#clear").click();

        browser.driver().navigate().refresh();
        browser.wait(
                "the draft", () -> "not sent yet".equals(browser.find("#text").getDomProperty("value")) ? true : null);
        browser.find("#text").clear();
        browser.find("#text").sendKeys("x", Keys.BACK_SPACE);
    }

    @Test
    @Order(11)
    void aPersonIsRemovedOnlyAfterAYes() {
        int people = browser.count("[role=tab]");
        browser.find("[role=tab]:last-child").click();
        browser.find("#edit-user").click();
        browser.find("#user-remove").click();
        browser.find("#confirm button").click();
        assertThat(browser.count("[role=tab]")).isEqualTo(people);
        browser.find("#edit-user").click();
        browser.find("#user-remove").click();
        browser.find("#confirm-yes").click();
        browser.awaitCount("[role=tab]", people - 1);
    }

    @Test
    @Order(12)
    void theQuestionForATextIsAnsweredInItsPlace() throws Exception {
        drop(List.of(file("cup-600.jpg", "image/jpeg")));
        browser.awaitCount(".preview", 1);
        int stickers = browser.count("img.sticker");
        browser.find("#send").click();
        browser.awaitCount("img.sticker", stickers + 1);
        browser.awaitText(".row:last-child .keyboard button", "Text");
        browser.script("document.activeElement.blur()");
        press("Text");
        browser.wait("the question", () -> browser.find("#answered").isDisplayed() ? true : null);
        assertThat(browser.driver().switchTo().activeElement().getAttribute("id"))
                .isEqualTo("text");
        browser.size(390, 844);
        browser.screenshot("answer-390-light");
        keys("cancel");
        keys(Keys.ENTER);
        browser.awaitText(".out .quote", "Stickermill");
        browser.awaitText(".row:not(.out) .text", "the sticker stays as it is");
        browser.wait("the question has gone", () -> Boolean.TRUE.equals(browser.script("""
                        return ![...document.querySelectorAll('.row:not(.out) .text')]
                          .some((text) => text.textContent.includes('What shall I write on it?'));
                        """)) ? true : null);
        browser.wait(
                "no question",
                () -> browser.driver().findElement(By.id("answered")).isDisplayed() ? null : true);
    }

    @Test
    @Order(13)
    void aLongQuoteAndACaptionAreShownWithinTheirBubbles() throws Exception {
        browser.size(390, 844);
        // In a chat of its own: a chat is told little within a moment, and a hint once a minute.
        long before = userId();
        browser.find("#add-user").click();
        browser.find("#user-name").sendKeys(Keys.ENTER);
        browser.awaitCount(".row", 0);
        stack.user(userId()).say("/nothing " + "that goes on and on ".repeat(30), "en");
        browser.awaitText(".row:not(.out) .quote", "that goes on");
        assertThat((Boolean) browser.script("return [document.documentElement, document.getElementById('log')]"
                        + ".every((e) => e.scrollWidth <= e.clientWidth)"))
                .as("nothing scrolls sideways")
                .isTrue();
        browser.find("[role=tab][data-user='" + before + "']").click();
        browser.wait("the chat before", () -> browser.count(".row") > 2 ? true : null);
        assertThat((Boolean) browser.script("""
                        return [...document.querySelectorAll('.text')].every((text) => {
                          const time = text.querySelector('time').getBoundingClientRect();
                          const range = document.createRange();
                          range.selectNodeContents(text);
                          range.setEndBefore(text.querySelector('time'));
                          return [...range.getClientRects()].every((line) =>
                            line.right <= time.left || line.left >= time.right || line.bottom <= time.top || line.top >= time.bottom);
                        });
                        """)).as("no time covers a text").isTrue();
    }

    @ParameterizedTest
    @Order(14)
    @ValueSource(strings = {"light", "dark"})
    void allThatIsReadHasContrast(String scheme) {
        browser.scheme(scheme);
        assertThat((List<?>) browser.script("""
                        const colour = (text) => {
                          const [r, g, b, a = 1] = text.match(/[\\d.]+/g).map(Number);
                          return { r, g, b, a };
                        };
                        const over = (top, under) => ({
                          r: top.r * top.a + under.r * (1 - top.a),
                          g: top.g * top.a + under.g * (1 - top.a),
                          b: top.b * top.a + under.b * (1 - top.a), a: 1 });
                        const light = ({ r, g, b }) => {
                          const [x, y, z] = [r, g, b].map((v) => (v / 255 <= 0.03928 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
                          return 0.2126 * x + 0.7152 * y + 0.0722 * z;
                        };
                        const ratio = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
                        const probe = document.createElement('i');
                        document.body.append(probe);
                        const walls = ['1', '2', '3', '4'].map((n) => {
                          probe.style.color = `var(--wall-${n})`;
                          return colour(getComputedStyle(probe).color);
                        });
                        probe.remove();
                        const backs = (element) => {
                          const layers = [];
                          for (let e = element; e && e.id !== 'log'; e = e.parentElement) {
                            const c = colour(getComputedStyle(e).backgroundColor);
                            layers.push(c);
                            if (c.a === 1) break;
                          }
                          return walls.map((wall) => layers.reduceRight((under, top) => over(top, under), wall));
                        };
                        return [...document.querySelectorAll('.keyboard button, time, .day, .text, .quote b, .round.primary')]
                          .filter((e) => e.offsetParent && !e.disabled)
                          .filter((e) => backs(e).some((back) => ratio(light(over(colour(getComputedStyle(e).color), back)), light(back)) < 4.5))
                          .map((e) => `${e.tagName}.${e.className} ${e.textContent} in ${e.parentElement.className}`);
                        """)).isEmpty();
    }

    @Test
    @Order(15)
    void thePictureIsShownInTheMiddle() {
        browser.size(1280, 860);
        browser.script("[...document.querySelectorAll('.picture')].at(-1).click()");
        browser.wait("the picture", () -> Boolean.TRUE.equals(browser.script("""
                        const { left, right, width } = document.getElementById('viewer-image').getBoundingClientRect();
                        return width > 100 && Math.abs(left - (innerWidth - right)) <= 1;
                        """)) ? true : null);
        keys(Keys.ESCAPE);
    }

    @Test
    @Order(16)
    void atTwiceTheSizeTheEmptyCardIsWhole() {
        browser.find("#add-user").click();
        browser.find("#user-language");
        browser.script("document.getElementById('user-language').value = 'ru'");
        browser.find("#user-name").sendKeys(Keys.ENTER);
        browser.awaitText("#empty", "Превратите фото в стикер");
        // A window of 1280 by 860 pixels at 200 %.
        browser.size(640, 430);
        assertThat((Boolean) browser.script("""
                        const card = document.getElementById('empty').getBoundingClientRect();
                        const room = document.getElementById('chat').getBoundingClientRect();
                        const { scrollHeight, clientHeight } = document.getElementById('empty');
                        return card.top >= room.top && card.bottom <= room.bottom && scrollHeight <= clientHeight;
                        """)).isTrue();
        browser.size(1280, 860);
    }

    @Test
    @Order(17)
    void thePageSpeaksTheUsersLanguage() throws Exception {
        assertThat(browser.script("return document.documentElement.lang")).isEqualTo("ru");
        assertThat(browser.find("#send").getAttribute("aria-label")).isEqualTo("Отправить");
        browser.find("#text").sendKeys("/start", Keys.ENTER);
        browser.awaitText(".row:not(.out) .text", "фото");
        drop(List.of(file("cup-600.jpg", "image/jpeg")));
        browser.find("#text").sendKeys("Доброе утро", Keys.ENTER);
        browser.awaitCount("img.sticker", 1);
        browser.awaitText(".keyboard button", "Стиль");
        browser.screenshot("russian-1280-light");
        browser.size(390, 844);
        browser.scheme("dark");
        browser.screenshot("russian-390-dark");
        browser.find("[role=tab]").click();
        assertThat(browser.script("return document.documentElement.lang")).isEqualTo("en");
        assertThat(browser.find("#send").getAttribute("aria-label")).isEqualTo("Send");
    }

    @Test
    @Order(18)
    void whatTelegramCanSendCanBePlayed() throws Exception {
        inAChatOfItsOwn();
        browser.find("#attach").click();
        browser.find("#attach-menu [data-t=location]").click();
        browser.find("#content-dialog .primary").click();
        browser.awaitText(".out .card", "52.52, 13.405");
        drop(List.of(List.of("IMG_1.HEIC", "image/heic", "aGVsbG8=")));
        browser.find("#send").click();
        browser.awaitText(".out .document", "IMG_1.HEIC");
        browser.awaitText(".row:not(.out) .text", "HEIC");
        drop(List.of(List.of("dot.gif", "image/gif", "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")));
        browser.find(".preview img");
        browser.find("#send").click();
        browser.awaitCount(".out .moving", 1);
        browser.script("[...document.querySelectorAll('.out .forward')].at(-1).click()");
        browser.awaitCount(".out .moving", 2);
        browser.awaitCount(".out", 4);
        browser.screenshot("played-1280-light");
    }

    @Test
    @Order(19)
    void aVideoAndAVoiceMessageArePlayed() throws IOException {
        inAChatOfItsOwn();
        browser.script("""
                const canvas = document.createElement('canvas');
                const paint = canvas.getContext('2d');
                const recorder = new MediaRecorder(canvas.captureStream(), { mimeType: 'video/webm' });
                const parts = [];
                recorder.ondataavailable = (event) => parts.push(event.data);
                const over = new Promise((end) => { recorder.onstop = end; });
                recorder.start();
                for (let i = 0; i < 10; i++) {
                  paint.fillStyle = `hsl(${i * 36} 80% 50%)`;
                  paint.fillRect(0, 0, canvas.width, canvas.height);
                  await new Promise((next) => setTimeout(next, 100));
                }
                recorder.stop();
                await over;
                const transfer = new DataTransfer();
                transfer.items.add(new File(parts, 'clip.webm', { type: 'video/webm' }));
                document.getElementById('log').dispatchEvent(
                  new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
                """.replaceFirst("^", "return (async () => {").concat("})()"));
        browser.awaitCount(".preview", 1);
        browser.find("#send").click();
        awaitPlays(".out video");
        drop(List.of(List.of("hello.wav", "audio/wav", Base64.getEncoder().encodeToString(silence()))));
        browser.awaitCount(".preview", 1);
        browser.find("#send").click();
        awaitPlays(".out audio");
        browser.awaitText(".row:not(.out) .text", "photo");
        browser.screenshot("video-and-voice-1280-light");
    }

    @Test
    @Order(20)
    void aStickerOfASetIsSentByATap() throws Exception {
        inAChatOfItsOwn();
        browser.find("#attach").click();
        browser.find("#attach-menu [data-t=sets]").click();
        browser.awaitText("#sets .hint", "No set yet");
        browser.find("#sets-close").click();
        drop(List.of(file("cup-600.jpg", "image/jpeg")));
        browser.find("#send").click();
        browser.awaitCount("img.sticker", 1);
        browser.find(".keyboard button[data-data^='k:']").click();
        browser.awaitCount(".keyboard a[href^='https://t.me/addstickers/']", 1);

        browser.find(".keyboard a[href^='https://t.me/addstickers/']").click();
        browser.awaitText("#sets h3", "'s stickers 1 sticker");
        browser.awaitText(
                "#sets .hint",
                "_by_" + stack.bot("getMe", Map.of()).path("username").asText());
        browser.screenshot("sets-1280-light");
        browser.find("#sets .grid button").click();

        browser.awaitCount(".out img.sticker", 1);
        assertThat(browser.driver().findElement(By.id("sets-dialog")).isDisplayed())
                .isFalse();
    }

    /** A chat is told little within a moment. */
    private static void inAChatOfItsOwn() {
        browser.find("#add-user").click();
        browser.find("#user-name").sendKeys(Keys.ENTER);
        browser.awaitCount(".row", 0);
    }

    private static void awaitPlays(String css) {
        browser.wait(css + " plays", () -> Boolean.TRUE.equals(browser.script("""
                        const player = document.querySelector(arguments[0]);
                        if (!player) return false;
                        player.muted = true;
                        return player.play().then(() => player.error === null && player.readyState > 1);
                        """, css)) ? true : null);
    }

    /** Half a second, as a WAV file. */
    private static byte[] silence() {
        AudioFormat format = new AudioFormat(8_000, 8, 1, false, false);
        byte[] samples = new byte[4_000];
        Arrays.fill(samples, (byte) 128);
        try (var audio = new AudioInputStream(new ByteArrayInputStream(samples), format, samples.length)) {
            var file = new ByteArrayOutputStream();
            AudioSystem.write(audio, AudioFileFormat.Type.WAVE, file);
            return file.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The newest button that says so. */
    private static void press(String words) {
        browser.wait(words, () -> Boolean.TRUE.equals(browser.script("""
                        const found = [...document.querySelectorAll('.keyboard button')]
                          .filter((button) => button.textContent.includes(arguments[0])).at(-1);
                        found?.click();
                        return Boolean(found);
                        """, words)));
    }

    private static String address() throws IOException, InterruptedException {
        return stack.status().path("emulator").path("url").asText();
    }

    private static long userId() {
        return Long.parseLong(browser.find("[role=tab][aria-selected=true]").getAttribute("data-user"));
    }

    private static List<String> file(String name, String type) throws IOException {
        return List.of(name, type, Base64.getEncoder().encodeToString(Files.readAllBytes(Stack.photo(name))));
    }

    private static void drop(List<List<String>> files) {
        browser.script(TRANSFER + """
                const target = document.getElementById('log');
                for (const type of ['dragenter', 'dragover', 'drop']) {
                  target.dispatchEvent(new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }));
                }
                """, files);
    }

    private static void paste(List<List<String>> files) {
        browser.script(
                TRANSFER
                        + "document.activeElement.dispatchEvent(new ClipboardEvent('paste',"
                        + " { clipboardData: transfer, bubbles: true, cancelable: true }));",
                files);
    }

    private static void keys(CharSequence keys) {
        new Actions(browser.driver()).sendKeys(keys).perform();
    }

    /** As a person without a mouse does it. */
    private static void tabTo(String css) {
        for (int i = 0; i < 200; i++) {
            if (Boolean.TRUE.equals(browser.script("return document.activeElement.matches(arguments[0])", css))) {
                return;
            }
            keys(Keys.TAB);
        }
        throw new AssertionError("The tab key does not lead to " + css);
    }
}
