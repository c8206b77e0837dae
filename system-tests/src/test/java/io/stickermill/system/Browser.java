package io.stickermill.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Debian's Chromium without a window, which reaches nothing but this machine. */
final class Browser implements AutoCloseable {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /**
     * Fails without a browser: a test that skips itself tests nothing for long.
     *
     * @param profile an empty folder
     */
    static Browser open(Path profile) {
        Assumptions.assumeFalse(
                "skip".equals(System.getProperty("stickermill.browser")), "-Dstickermill.browser=skip was given");
        if (!Files.isExecutable(CHROMIUM) || !Files.isExecutable(DRIVER)) {
            throw new AssertionError("The tests of the pages need " + CHROMIUM + " and " + DRIVER
                    + ": run `apt-get install chromium chromium-driver`, or leave these tests out with"
                    + " -Dstickermill.browser=skip");
        }
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM.toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--lang=en",
                "--user-data-dir=" + profile);
        var service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .usingAnyFreePort()
                .build();
        ChromeDriver driver = new ChromeDriver(service, options);
        driver.manage().timeouts().scriptTimeout(PATIENCE).pageLoadTimeout(PATIENCE);
        return new Browser(driver);
    }

    ChromeDriver driver() {
        return driver;
    }

    /** Also below the narrowest window that Chromium has. */
    void size(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** What the page sees as the system's wish. */
    void scheme(String lightOrDark) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", lightOrDark))));
    }

    WebElement find(String css) {
        return wait(
                "an element " + css,
                () -> driver.findElements(By.cssSelector(css)).stream()
                        .filter(WebElement::isDisplayed)
                        .findFirst()
                        .orElse(null));
    }

    /** Also where the page puts another element in its place just then. */
    void click(String css) {
        wait("a click on " + css, () -> {
            find(css).click();
            return true;
        });
    }

    int count(String css) {
        return driver.findElements(By.cssSelector(css)).size();
    }

    void awaitCount(String css, int number) {
        wait(number + " of " + css, () -> count(css) == number ? true : null);
    }

    void awaitText(String css, String text) {
        wait(
                "'" + text + "' in " + css,
                () -> Boolean.TRUE.equals(script(
                        "return [...document.querySelectorAll(arguments[0])].some((e) => e.textContent.includes(arguments[1]))",
                        css,
                        text)));
    }

    /**
     * From the next page on, all that is added below this element is remembered for {@link #awaitSaid}: what the page shows for
     * four seconds may be gone when a busy machine looks again.
     */
    void remember(String css) {
        driver.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", """
                window.said = [];
                document.addEventListener('DOMContentLoaded', () => {
                  const place = document.querySelector('%s');
                  if (place) new MutationObserver((changes) => changes.forEach((change) =>
                    change.addedNodes.forEach((node) => window.said.push(node.textContent))))
                    .observe(place, { childList: true, subtree: true });
                });
                """.formatted(css)));
    }

    /** Waits until the remembered element has said all of this since this was asked last; what it said is forgotten. */
    void awaitSaid(String... texts) {
        wait(
                List.of(texts) + " said",
                () -> Boolean.TRUE.equals(script(
                        "const all = arguments[0].every((text) => window.said.some((words) => words.includes(text)));"
                                + " if (all) window.said = []; return all;",
                        List.of(texts))));
    }

    /** Stale or not there yet counts as not yet. */
    <T> T wait(String forWhat, java.util.function.Supplier<T> look) {
        return new WebDriverWait(driver, PATIENCE)
                .ignoring(org.openqa.selenium.WebDriverException.class)
                .withMessage(() -> forWhat)
                .until(_ -> look.get());
    }

    Object script(String body, Object... arguments) {
        return ((JavascriptExecutor) driver).executeScript(body, arguments);
    }

    void screenshot(String name) throws IOException {
        // Pictures have come and small movements ended.
        wait(
                "pictures",
                () -> Boolean.TRUE.equals(script(
                        "return [...document.images].every((i) => i.complete || i.getBoundingClientRect().bottom < 0)"
                                + " && document.getAnimations().every((a) => a.playState !== 'running')")));
        Files.createDirectories(SCREENSHOTS);
        Files.write(SCREENSHOTS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
    }

    @Override
    public void close() {
        driver.quit();
    }
}
