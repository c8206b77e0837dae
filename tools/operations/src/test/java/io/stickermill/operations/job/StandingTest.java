package io.stickermill.operations.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.stickermill.operations.database.LookedAtDatabase.Row;
import io.stickermill.operations.job.Standing.Facts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StandingTest {

    private static final String T = "2026-01-31T03:00:00Z";
    private static final String LATER = "2026-01-31T03:01:00Z";
    private static final Map<String, String> READY = Map.of("accepted", T, "ready", T);

    @Test
    void aPhotoInLineSaysHowManyAreBeforeIt() {
        Standing standing = Standing.of(new Facts(
                null,
                Map.of(),
                row("state", "waiting", "attempts", 0, "before", 2L, "created_at", T),
                null,
                null,
                List.of()));

        assertThat(standing)
                .isEqualTo(new Standing(
                        "table",
                        "waits in generation's table for its turn",
                        T,
                        "2 photos of its chat before it",
                        null));
    }

    @Test
    void aPhotoThatFailedSaysWhenItIsTriedAgain() {
        Standing standing = Standing.of(new Facts(
                null,
                Map.of(),
                row(
                        "state",
                        "waiting",
                        "attempts",
                        3,
                        "aside",
                        true,
                        "failure",
                        "the storage is away",
                        "due_at",
                        LATER),
                null,
                null,
                List.of()));

        assertThat(standing.place()).isEqualTo("retry");
        assertThat(standing.why()).isEqualTo("the storage is away");
        assertThat(standing.next()).isEqualTo(LATER);
    }

    @Test
    void aStickerThatTelegramHoldsBackSaysUntilWhen() {
        Standing standing = Standing.of(new Facts(
                row("state", "generating"), READY, row("state", "done"), row("state", "free"), LATER, List.of()));

        assertThat(standing.place()).isEqualTo("hold");
        assertThat(standing.words()).isEqualTo("sending");
        assertThat(standing.why()).contains("429");
        assertThat(standing.next()).isEqualTo(LATER);
    }

    @Test
    void aStickerInARetryTopicSaysWhyAndWhenItIsDue() {
        var record = new UnreadRecord(
                "delivery-telegram",
                "delivery-telegram.retry-1m",
                0,
                4,
                Instant.parse(T),
                "7",
                "job",
                "9",
                "500",
                LATER);

        Standing standing = Standing.of(new Facts(
                row("state", "generating"), READY, row("state", "done"), row("state", "free"), null, List.of(record)));

        assertThat(standing)
                .isEqualTo(new Standing(
                        "retry", "sending, waits in delivery-telegram.retry-1m after 9 attempts", T, "500", LATER));
    }

    @Test
    void aSendWithoutAnAnswerIsSending() {
        Standing standing = Standing.of(new Facts(
                row("state", "generating"),
                READY,
                row("state", "done"),
                row("state", "claimed", "attempts", 2, "unknown_outcomes", 1),
                null,
                List.of()));

        assertThat(standing.place()).isEqualTo("sending");
        assertThat(standing.since()).isEqualTo(T);
        assertThat(standing.why()).contains("attempt 2 is at Telegram").contains("1 send");
    }

    @Test
    void whatHasEndedHasEnded() {
        Standing standing = Standing.of(new Facts(
                row("state", "failed", "ended_at", LATER, "reason", "the bot is blocked"),
                READY,
                row("state", "done"),
                row("state", "claimed"),
                LATER,
                List.of()));

        assertThat(standing).isEqualTo(new Standing("ended", "failed", LATER, "the bot is blocked", null));
    }

    private static Row row(Object... columns) {
        Row row = new Row();
        for (int i = 0; i < columns.length; i += 2) {
            row.put((String) columns[i], columns[i + 1]);
        }
        return row;
    }
}
