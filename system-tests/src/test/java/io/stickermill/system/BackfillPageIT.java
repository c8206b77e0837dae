package io.stickermill.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the backfill page says of a question that is refused. */
class BackfillPageIT {

    @TempDir
    Path profile;

    @Test
    void aRefusedQuestionTakesTheOldAnswerAwayAndSaysWhyBesideItsField() throws Exception {
        Stack stack = Stack.shared();
        Matcher page = Pattern.compile("As a page: (\\S+)")
                .matcher(stack.run("backfill", "runs").output());
        assertThat(page.find()).isTrue();
        try (Browser browser = Browser.open(profile)) {
            browser.size(1280, 900);
            browser.scheme("light");
            browser.driver().get(page.group(1));
            browser.awaitText("#state", "live");
            browser.script("document.querySelector('details').open = true");
            browser.script("document.querySelector('[name=env]').value = 'nowhere'");
            browser.find("#dry-run").click();
            browser.awaitText("#found", "Nothing is missing");

            browser.script("document.querySelector('[name=user]').value = 'somebody'");
            browser.find("#dry-run").click();

            browser.awaitText("label:has([name=user]) .error", "user must be a UUID");
            browser.awaitCount("#found *", 0);
            assertThat(browser.find("[name=user]").getDomAttribute("aria-invalid"))
                    .isEqualTo("true");
            pictures(browser);

            browser.script("document.querySelector('[name=user]').value = ''");
            browser.script("document.querySelector('[name=since]').value = '2026-02-01'");
            browser.script("document.querySelector('[name=until]').value = '2026-01-31'");
            browser.find("#start .primary").click();
            browser.awaitText("label:has([name=until]) .error", "until must be after since");
            browser.awaitCount("#start .error", 1);

            browser.script("document.querySelector('[name=until]').value = '2026-03-01'");
            browser.find("#dry-run").click();
            browser.awaitText("#found", "Nothing is missing");
            browser.awaitCount("#start .error", 0);
        }
    }

    private static void pictures(Browser browser) throws Exception {
        for (String scheme : new String[] {"light", "dark"}) {
            browser.scheme(scheme);
            for (int width : new int[] {1280, 390}) {
                browser.size(width, width == 390 ? 1000 : 700);
                browser.screenshot("backfill-refused-" + width + "-" + scheme);
                assertThat((Boolean) browser.script(
                                "return document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
                        .as("nothing is wider than the window")
                        .isTrue();
            }
        }
        browser.size(1280, 900);
    }
}
