package io.stickermill.system.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Each alert has its chapter in the runbook, and each chapter its alert; that the metrics exist is {@code MetricNamesTest}'s. */
class RunbookTest {

    private static final String RUNBOOK = Repository.text("docs/runbook.md");

    @Test
    void eachAlertHasItsChapterAndItsAddress() {
        List<String> alerts = new ArrayList<>();
        for (Object group :
                (List<?>) Repository.yaml("deploy/prometheus/rules.yaml").get("groups")) {
            for (Object entry : (List<?>) ((Map<?, ?>) group).get("rules")) {
                Map<?, ?> rule = (Map<?, ?>) entry;
                String alert = String.valueOf(rule.get("alert"));
                alerts.add(alert);
                Map<?, ?> annotations = (Map<?, ?>) rule.get("annotations");
                assertThat(annotations.get("runbook"))
                        .as(alert)
                        .isEqualTo("docs/runbook.md#" + alert.toLowerCase(Locale.ROOT));
                String severity = String.valueOf(((Map<?, ?>) rule.get("labels")).get("severity"));
                assertThat(severity).isIn("page", "ticket");
                assertThat(chapter(alert))
                        .as(alert)
                        .startsWith("*" + severity + "*")
                        .contains("**Means:** ", "**Look:** ", "**Do:** ");
            }
        }
        assertThat(Pattern.compile("(?m)^## (.*)$")
                        .matcher(RUNBOOK)
                        .results()
                        .map((MatchResult match) -> match.group(1)))
                .containsExactlyElementsOf(alerts);
    }

    private static String chapter(String alert) {
        int begin = RUNBOOK.indexOf("## " + alert + "\n");
        assertThat(begin).as("the chapter of " + alert).isPositive();
        int end = RUNBOOK.indexOf("\n## ", begin);
        return RUNBOOK.substring(begin, end < 0 ? RUNBOOK.length() : end)
                .substring(("## " + alert).length())
                .strip();
    }
}
