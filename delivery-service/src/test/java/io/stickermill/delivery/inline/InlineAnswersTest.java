package io.stickermill.delivery.inline;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.pengrad.telegrambot.request.AnswerInlineQuery;
import com.pengrad.telegrambot.response.BaseResponse;
import com.pengrad.telegrambot.utility.BotUtils;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.stickermill.platform.dispatch.Delivery;
import io.stickermill.platform.dispatch.Outcome;
import io.stickermill.platform.fixture.MovableClock;
import io.stickermill.platform.telegram.TelegramAnswer;
import io.stickermill.schemas.InlineAnswer;
import io.stickermill.schemas.InlineSticker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told of which stickers, when Telegram does not take them all. */
class InlineAnswersTest {

    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    private final MovableClock clock = new MovableClock();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Set<String> unknownFiles = new HashSet<>();
    private final Deque<TelegramAnswer<BaseResponse>> script = new ArrayDeque<>();
    private final List<AnswerInlineQuery> calls = new ArrayList<>();
    private Instant asked = NOW;
    private final InlineAnswers answers = new InlineAnswers(this::telegram, clock, meters);

    @BeforeEach
    void now() {
        clock.set(NOW);
    }

    @Test
    void allAreOfferedToTheOnePersonWithWhatComesNext() {
        assertThat(handle(of(3, "o3"))).isEqualTo(Outcome.done());

        assertThat(calls).singleElement().satisfies(call -> {
            assertThat(call.getParameters())
                    .containsEntry("inline_query_id", "77")
                    .containsEntry("is_personal", true)
                    .containsEntry("cache_time", 5)
                    .containsEntry("next_offset", "o3")
                    .doesNotContainKey("button");
            assertThat(results(call)).containsExactly("f1", "f2", "f3");
        });
        assertThat(ended("ANSWERED")).isEqualTo(1);
    }

    @Test
    void theLastPageSaysOfNoNextOne() {
        handle(of(3, null));

        assertThat(calls.getFirst().getParameters()).doesNotContainKey("next_offset");
    }

    @Test
    void whoHasNothingGetsAButtonThatLeadsToTheBot() {
        handle(InlineAnswer.newBuilder(of(0, null)).setButton("Make one").build());

        assertThat(calls).singleElement().satisfies(call -> {
            assertThat(results(call)).isEmpty();
            JsonObject button = JsonParser.parseString(
                            BotUtils.toJson(call.getParameters().get("button")))
                    .getAsJsonObject();
            assertThat(button.get("text").getAsString()).isEqualTo("Make one");
            assertThat(button.get("start_parameter").getAsString()).matches("[A-Za-z0-9_-]{1,64}");
        });
    }

    @Test
    void aRefusedFileHidesOnlyWhatComesAfterItAndThatIsOnTheNextPage() {
        unknownFiles.add("f4");

        handle(of(8, "o8"));

        assertThat(calls).hasSize(3);
        assertThat(results(calls.getLast())).containsExactly("f1", "f2");
        assertThat(calls.getLast().getParameters()).containsEntry("next_offset", "o2");
        assertThat(ended("SHORTENED")).isEqualTo(1);
    }

    @Test
    void oneThatIsRefusedByItselfIsPassedOverAndNotComeUponAgainSoon() {
        unknownFiles.add("f1");

        handle(of(8, "o8"));
        assertThat(results(calls.getLast())).containsExactly("f2", "f3", "f4", "f5", "f6", "f7", "f8");
        assertThat(calls.getLast().getParameters()).containsEntry("next_offset", "o8");
        assertThat(calls).hasSize(5);

        handle(of(8, "o8"));
        assertThat(calls).hasSize(6);
        assertThat(results(calls.getLast())).hasSize(7).doesNotContain("f1");

        clock.set(NOW.plus(Duration.ofMinutes(10)));
        asked = clock.instant();
        unknownFiles.clear();
        handle(of(8, "o8"));
        assertThat(results(calls.getLast())).as("tried again later").hasSize(8);
    }

    @Test
    void whereAllAreRefusedTheNextPageIsStillTold() {
        unknownFiles.addAll(List.of("f1", "f2"));

        handle(of(2, "o2"));

        assertThat(results(calls.getLast())).isEmpty();
        assertThat(calls.getLast().getParameters()).containsEntry("next_offset", "o2");
        handle(of(2, "o2"));
        assertThat(results(calls.getLast())).isEmpty();
        assertThat(calls.getLast().getParameters()).containsEntry("next_offset", "o2");
    }

    /** Those of another bot, say: it comes to an end, and goes on where it was with the next key. */
    @Test
    void aLibraryOfRefusedFilesIsKnockedAtSoOftenAndNoMore() {
        IntStream.rangeClosed(1, 50).forEach(i -> unknownFiles.add("f" + i));

        assertThat(handle(of(50, "o50"))).isEqualTo(Outcome.done());

        assertThat(calls).hasSize(21);
        assertThat(ended("REFUSED")).isEqualTo(1);
        handle(of(50, "o50"));
        assertThat(results(calls.get(21))).hasSizeLessThan(50);
    }

    @Test
    void whatIsTooOldEndsQuietly() {
        script.add(refused(400, "Bad Request: query is too old and response timeout expired or query ID is invalid"));

        assertThat(handle(of(8, null))).isEqualTo(Outcome.done());

        assertThat(calls).hasSize(1);
        assertThat(ended("LATE")).isEqualTo(1);
    }

    @Test
    void whatNobodyWaitsForAnyMoreIsNotSent() {
        clock.set(NOW.plusSeconds(10));

        assertThat(handle(of(8, null))).isEqualTo(Outcome.done());

        assertThat(calls).isEmpty();
        assertThat(ended("LATE")).isEqualTo(1);
    }

    @Test
    void theNetworkIsTriedAgainForAMoment() {
        script.add(new TelegramAnswer.NotSent<>("no route"));
        script.add(new TelegramAnswer.OutcomeUnknown<>("cut"));
        script.add(new TelegramAnswer.NotSent<>("no route"));

        assertThat(handle(of(1, null), 1)).isEqualTo(Outcome.retry("no route"));
        assertThat(handle(of(1, null), 2)).isEqualTo(Outcome.retry("cut"));
        assertThat(handle(of(1, null), 3)).isEqualTo(Outcome.done());
        assertThat(ended("FAILED")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"0, 2, true", "0, 4, false", "9, 2, false"})
    void telegramIsWaitedForOnlyAsLongAsThePersonWaits(int age, int retryAfter, boolean waits) {
        clock.set(NOW.plusSeconds(age));
        script.add(new TelegramAnswer.Refused<>(
                429, "Too Many Requests", Optional.of(Duration.ofSeconds(retryAfter)), OptionalLong.empty()));

        assertThat(handle(of(1, null)))
                .isEqualTo(
                        waits ? new Outcome.Wait(Duration.ofSeconds(retryAfter), "Too Many Requests") : Outcome.done());
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 413})
    void whatIsNoFaultOfAFileIsNotHalved(int code) {
        script.add(refused(code, "Forbidden"));

        assertThat(handle(of(8, null))).isEqualTo(Outcome.done());

        assertThat(calls).hasSize(1);
        assertThat(ended("REFUSED")).isEqualTo(1);
    }

    private TelegramAnswer<BaseResponse> telegram(AnswerInlineQuery request) {
        calls.add(request);
        if (!script.isEmpty()) {
            return script.remove();
        }
        return results(request).stream().anyMatch(unknownFiles::contains)
                ? refused(400, "Bad Request: wrong file identifier/HTTP URL specified")
                : new TelegramAnswer.Ok<>(BotUtils.fromJson("{\"ok\": true}", BaseResponse.class));
    }

    private static TelegramAnswer<BaseResponse> refused(int code, String words) {
        return new TelegramAnswer.Refused<>(code, words, Optional.empty(), OptionalLong.empty());
    }

    private static List<String> results(AnswerInlineQuery call) {
        return JsonParser.parseString(BotUtils.toJson(call.getParameters().get("results")))
                .getAsJsonArray()
                .asList()
                .stream()
                .map(result -> {
                    assertThat(result.getAsJsonObject().get("type").getAsString())
                            .isEqualTo("sticker");
                    return result.getAsJsonObject().get("sticker_file_id").getAsString();
                })
                .toList();
    }

    private Outcome handle(InlineAnswer answer) {
        return handle(answer, 1);
    }

    private Outcome handle(InlineAnswer answer, int attempt) {
        return answers.handle(answer, new Delivery("inline-answers", 0, 0, "7", NOW, attempt, Map.of(), NOW));
    }

    private long ended(String how) {
        return meters.find("stickermill.inline.ended").tag("end", how).timers().stream()
                .mapToLong(timer -> timer.count())
                .sum();
    }

    /** Files f1, f2 and so on; the page after each begins at o1, o2 and so on. */
    private InlineAnswer of(int count, String afterTheLast) {
        return InlineAnswer.newBuilder()
                .setQueryId("77")
                .setTelegramUserId(7)
                .setStickers(IntStream.rangeClosed(1, count)
                        .mapToObj(i -> InlineSticker.newBuilder()
                                .setStickerId(UUID.randomUUID())
                                .setFileId("f" + i)
                                .setNextOffset(i == count ? afterTheLast : "o" + i)
                                .build())
                        .toList())
                .setAskedAt(asked)
                .setGoodUntil(asked.plusSeconds(10))
                .build();
    }
}
