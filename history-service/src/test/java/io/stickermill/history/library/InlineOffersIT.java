package io.stickermill.history.library;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stickermill.history.parts.HistoryOnParts;
import io.stickermill.platform.dispatch.Outcome;
import io.stickermill.platform.dispatch.RecordHandler;
import io.stickermill.platform.event.EventPublisher;
import io.stickermill.platform.event.TopicScan;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.InlineAnswer;
import io.stickermill.schemas.InlineQueried;
import io.stickermill.schemas.InlineSticker;
import io.stickermill.schemas.Topics;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is offered to whom in other chats. */
class InlineOffersIT extends HistoryOnParts {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final int PAGE = 50;

    @Autowired
    private RecordHandler<InlineQueried> offers;

    @Autowired
    private EventPublisher events;

    @Autowired
    private TopicScan topics;

    @Autowired
    private JdbcClient database;

    private final long bot = Long.parseLong(settings.get("stickermill.library.bot-id"));
    private final long ann = ThreadLocalRandom.current().nextLong(1L << 50);
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);

    @Test
    void onlyTheirOwnAreOfferedTheNewestFirst() throws Exception {
        UUID older = sticker(now.minusSeconds(1));
        UUID newest = sticker(now);
        sticker(Ids.user(bot, ann + 1), now);
        sticker(Ids.user(bot + 1, ann), now);

        InlineAnswer answer = answer(asked());

        assertThat(files(answer)).containsExactly("file " + newest, "file " + older);
        assertThat(answer.getStickers().getFirst().getStickerId()).isEqualTo(newest);
        assertThat(answer.getButton()).isNull();
    }

    @Test
    void whatCannotBeSentOrIsDeletedIsNotOffered() throws Exception {
        UUID offered = sticker(now);
        change("deleted_at = now()", sticker(now));
        change("origin = 'import', telegram_file_id = null", sticker(now));
        change("generation_type = 'foreign'", sticker(now));

        assertThat(files(answer(asked()))).containsExactly("file " + offered);
    }

    @Test
    void itComesByItsTopicsForWhoAsked() {
        UUID sticker = sticker(now);
        InlineQueried asked = asked().build();
        events.publish(Topics.INLINE_QUERIES, ann, null, null, asked);

        await().atMost(PATIENCE).until(() -> answers().size() == 1);
        assertThat(answers().getFirst()).satisfies(answer -> {
            assertThat(files(answer)).containsExactly("file " + sticker);
            assertThat(answer.getQueryId()).isEqualTo(asked.getQueryId());
            assertThat(answer.getAskedAt()).isEqualTo(asked.getAskedAt());
            assertThat(answer.getGoodUntil()).isEqualTo(asked.getGoodUntil());
        });
    }

    /** All of them within the same instant, so that time alone orders none. */
    @Test
    void pagesFollowEachOtherWhereverOneEnds() throws Exception {
        for (int i = 0; i < 2 * PAGE + 1; i++) {
            sticker(now);
        }
        List<String> seen = new ArrayList<>();
        InlineAnswer page = answer(asked());
        assertThat(page.getStickers())
                .hasSize(PAGE)
                .allSatisfy(sticker -> assertThat(sticker.getNextOffset().getBytes(UTF_8))
                        .as("as much as Telegram passes on")
                        .hasSizeLessThanOrEqualTo(64));

        // Delivery could tell of twenty.
        page.getStickers().subList(0, 20).forEach(sticker -> seen.add(sticker.getFileId()));
        String offset = page.getStickers().get(19).getNextOffset();
        while (offset != null) {
            page = answer(asked().setOffset(offset));
            seen.addAll(files(page));
            offset = page.getStickers().getLast().getNextOffset();
        }

        assertThat(seen).hasSize(2 * PAGE + 1).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "launch, launch",
        "LAUNCH, launch",
        "'  a cat ', a cat in a hat",
        "100%, '100% wool'",
        "a_b, a_b",
        "clay fig, prompt",
        "pop art, style",
        "поп-арт, style"
    })
    void wordsFindWhatIsWrittenSaidOrStyled(String words, String which) throws Exception {
        UUID launch = change("sticker_text = 'ready for launch'", sticker(now));
        UUID cat = change("user_input = 'a cat in a hat'", sticker(now.minusSeconds(1)));
        UUID wool = change("sticker_text = '100% wool a_b'", sticker(now.minusSeconds(2)));
        UUID prompt = change("generated_prompt = 'A clay figure of 1000 axb'", sticker(now.minusSeconds(3)));
        UUID style = change("style_preset_id = 'pop-art'", sticker(now.minusSeconds(4)));
        UUID wanted = switch (which) {
            case "launch" -> launch;
            case "a cat in a hat" -> cat;
            case "prompt" -> prompt;
            case "style" -> style;
            default -> wool;
        };

        assertThat(files(answer(asked().setWords(words).setLanguage(words.startsWith("поп") ? "ru" : "en"))))
                .containsExactly("file " + wanted);
    }

    @ParameterizedTest
    @CsvSource({
        "en, '', No stickers yet: send me a photo",
        "ru, '', Стикеров пока нет: пришлите мне фото",
        "en, ' ', No stickers yet: send me a photo",
        "en, zebra, Nothing found. Make a sticker of a photo",
        "ru, zebra, Ничего не нашлось. Сделать стикер из фото"
    })
    void whereThereIsNothingAButtonLeadsToTheBot(String language, String words, String button) throws Exception {
        InlineAnswer answer = answer(asked().setLanguage(language).setWords(words));

        assertThat(answer.getStickers()).isEmpty();
        assertThat(answer.getButton()).isEqualTo(button);
    }

    /** Whoever asks can write anything where the offset stands. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "50",
                "_",
                "2026-01-01T00:00:00Z",
                "2026-01-01T00:00:00Z_",
                "2026-01-01T00:00:00Z_' or true --",
                "-1000000000-01-01T00:00:00Z_00000000-0000-5000-8000-000000000001",
                "+1000000000-12-31T23:59:59Z_00000000-0000-5000-8000-000000000001",
                "1969-12-31T23:59:59Z_00000000-0000-5000-8000-000000000001"
            })
    void anOffsetThatIsNoneOfOursBeginsNowhere(String offset) throws Exception {
        sticker(now);

        InlineAnswer answer = answer(asked().setOffset(offset));

        assertThat(answer.getStickers()).isEmpty();
        assertThat(answer.getButton()).isNull();
    }

    /** Of another's sticker, say: it says when, and nothing else. */
    @Test
    void anothersOffsetShowsNothingOfTheirs() throws Exception {
        UUID bobs = sticker(Ids.user(bot, ann + 1), now);
        UUID anns = sticker(now.minusSeconds(1));
        sticker(Ids.user(bot, ann + 1), now.minusSeconds(2));

        assertThat(files(answer(asked().setOffset(now + "_" + bobs)))).containsExactly("file " + anns);
    }

    @Test
    void whatNobodyWaitsForAnyMoreIsLetBe() throws Exception {
        sticker(now);
        InlineQueried asked = asked().setAskedAt(now.minusSeconds(11))
                .setGoodUntil(now.minusSeconds(1))
                .build();

        assertThat(offers.handle(asked, null)).isEqualTo(Outcome.done());
        assertThat(answers()).isEmpty();
    }

    /** No retry topic is to keep what was typed: the next key asks anew. */
    @Test
    void whatFailsIsNotTriedAgain() throws Exception {
        InlineQueried asked = asked().setWords("a\0b").build();

        assertThat(offers.handle(asked, null)).isEqualTo(Outcome.done());
        assertThat(answers()).isEmpty();
    }

    private InlineAnswer answer(InlineQueried.Builder asked) throws Exception {
        assertThat(offers.handle(asked.build(), null)).isEqualTo(Outcome.done());
        return answers().getLast();
    }

    private List<InlineAnswer> answers() {
        List<InlineAnswer> found = new ArrayList<>();
        topics.read(Topics.INLINE_ANSWERS, now.minusSeconds(5), record -> {
            if (record.value().getTelegramUserId() == ann) {
                found.add(record.value());
            }
        });
        return found;
    }

    private static List<String> files(InlineAnswer answer) {
        return answer.getStickers().stream().map(InlineSticker::getFileId).toList();
    }

    private UUID sticker(Instant at) {
        return sticker(Ids.user(bot, ann), at);
    }

    private UUID sticker(UUID owner, Instant at) {
        UUID id = UUID.randomUUID();
        database.sql("""
                insert into stickers (id, job_id, user_id, chat_id, session_id, origin, telegram_file_id, generation_type, env,
                                      created_at, delivered_at)
                values (?, ?, ?, ?, ?, 'live', ?, 'photo', 'test', ?, now())
                """)
                .params(id, UUID.randomUUID(), owner, ann, UUID.randomUUID(), "file " + id, Timestamp.from(at))
                .update();
        return id;
    }

    private UUID change(String what, UUID sticker) {
        database.sql("update stickers set " + what + " where id = ?")
                .param(sticker)
                .update();
        return sticker;
    }

    private InlineQueried.Builder asked() {
        Instant asked = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return InlineQueried.newBuilder()
                .setQueryId(Long.toString(ThreadLocalRandom.current().nextLong(Long.MAX_VALUE)))
                .setUserId(Ids.user(bot, ann))
                .setTelegramUserId(ann)
                .setAskedAt(asked)
                .setGoodUntil(asked.plusSeconds(10));
    }
}
