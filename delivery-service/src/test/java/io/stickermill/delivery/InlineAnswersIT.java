package io.stickermill.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.stickermill.schemas.ConsumerGroup;
import io.stickermill.schemas.InlineAnswer;
import io.stickermill.schemas.InlineSticker;
import io.stickermill.schemas.Topics;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Stickers are offered in other chats, and Telegram takes an answer or does not. */
class InlineAnswersIT extends DeliveryOnParts {

    private final long ann = nextChat();

    /** Telegram's ten seconds are over soon on a busy machine. */
    @BeforeEach
    void timeToAnswer() throws Exception {
        admin().ask("PUT", "/admin/limits", Map.of("inline_answer_ms", 0));
    }

    @AfterEach
    void telegramsTime() throws Exception {
        admin().ask("PUT", "/admin/limits", Map.of("inline_answer_ms", 10_000));
    }

    @Test
    void theyAreOfferedToTheirOwnerAloneAndNotForLong() throws Exception {
        String query = ask();
        List<InlineSticker> stickers = List.of(sticker(true, "o1"), sticker(true, "o2"));
        publish(answer(query, stickers));

        JsonNode seen = seen(query);
        assertThat(files(seen)).isEqualTo(fileIds(stickers));
        assertThat(seen.path("is_personal").asBoolean()).isTrue();
        assertThat(seen.path("cache_time").asInt()).isBetween(0, 10);
        assertThat(seen.path("next_offset").asText()).isEqualTo("o2");
    }

    @Test
    void whoHasNoneIsLedToTheBot() throws Exception {
        String query = ask();
        publish(answer(query, List.of()).setButton("No stickers yet"));

        JsonNode seen = seen(query);
        assertThat(seen.path("results")).isEmpty();
        assertThat(seen.path("button").path("text").asText()).isEqualTo("No stickers yet");
        assertThat(seen.path("button").path("start_parameter").asText()).isEqualTo("inline");
    }

    @Test
    void aFileThatTelegramDoesNotKnowHidesNoOther() throws Exception {
        List<InlineSticker> stickers = List.of(
                sticker(true, "o1"),
                sticker(true, "o2"),
                sticker(false, "o3"),
                sticker(true, "o4"),
                sticker(true, null));
        String first = ask();
        publish(answer(first, stickers));

        JsonNode page = seen(first);
        assertThat(files(page)).isEqualTo(fileIds(stickers.subList(0, 2)));
        assertThat(page.path("next_offset").asText()).isEqualTo("o2");

        String next = ask();
        publish(answer(next, stickers.subList(2, 5)));
        page = seen(next);
        assertThat(files(page)).isEqualTo(fileIds(stickers.subList(3, 5)));
        assertThat(page.path("next_offset").asText()).isEmpty();
    }

    @Test
    void whatIsTooOldEndsQuietly() throws Exception {
        long letters = deadLetters();
        long before = calls();
        publish(answer("4711", List.of(sticker(true, null))));
        publish(answer(ask(), List.of(sticker(true, null)))
                .setGoodUntil(Instant.now().minusSeconds(1).truncatedTo(ChronoUnit.MILLIS)));
        String later = ask();
        publish(answer(later, List.of(sticker(true, null))));

        assertThat(files(seen(later))).hasSize(1);
        assertThat(calls() - before)
                .as("one that is refused, none that is over, one that is taken")
                .isEqualTo(2);
        assertThat(deadLetters()).isEqualTo(letters);
    }

    @Test
    void aMomentsFailureIsWaitedOut() throws Exception {
        faults(List.of(
                Map.of("method", "answerInlineQuery", "times", 1, "action", "close_before"),
                Map.of(
                        "method",
                        "answerInlineQuery",
                        "times",
                        1,
                        "action",
                        "status",
                        "status",
                        429,
                        "retry_after",
                        1)));
        String query = ask();
        publish(answer(query, List.of(sticker(true, null))));

        assertThat(files(seen(query))).hasSize(1);
    }

    private String ask() throws Exception {
        return admin().ask("POST", "/admin/users/" + ann + "/inline-queries", Map.of("query", ""))
                .path("inline_query_id")
                .asText();
    }

    private static JsonNode seen(String query) throws Exception {
        JsonNode seen = admin().get("/admin/inline-queries/" + query + "?wait=" + PATIENCE.toSeconds());
        assertThat(seen.path("answered").asBoolean()).as("answered").isTrue();
        return seen;
    }

    private static InlineSticker sticker(boolean known, String nextOffset) throws Exception {
        String file = "CAAC" + UUID.randomUUID();
        if (known) {
            var png = new ByteArrayOutputStream();
            ImageIO.write(new BufferedImage(512, 300, BufferedImage.TYPE_INT_ARGB), "png", png);
            admin().ask("PUT", "/admin/files/" + file + "?kind=sticker&filename=x.png", png.toByteArray());
        }
        return InlineSticker.newBuilder()
                .setStickerId(UUID.randomUUID())
                .setFileId(file)
                .setNextOffset(nextOffset)
                .build();
    }

    private InlineAnswer.Builder answer(String query, List<InlineSticker> stickers) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return InlineAnswer.newBuilder()
                .setQueryId(query)
                .setTelegramUserId(ann)
                .setStickers(stickers)
                .setAskedAt(now)
                .setGoodUntil(now.plus(PATIENCE));
    }

    private void publish(InlineAnswer.Builder answer) {
        events.publish(Topics.INLINE_ANSWERS, ann, null, null, answer.build());
    }

    private static List<String> files(JsonNode seen) {
        List<String> files = new ArrayList<>();
        seen.path("results")
                .forEach(result -> files.add(result.path("sticker_file_id").asText()));
        return files;
    }

    private static List<String> fileIds(List<InlineSticker> stickers) {
        return stickers.stream().map(InlineSticker::getFileId).toList();
    }

    private static long calls() throws Exception {
        return admin().get("/admin/calls?after=0&method=answerInlineQuery")
                .path("calls")
                .size();
    }

    private static long deadLetters() throws Exception {
        try (Admin kafka = Admin.create(Map.of("bootstrap.servers", settings.get("spring.kafka.bootstrap-servers")))) {
            Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
            for (int i = 0; i < ConsumerGroup.PARTITIONS; i++) {
                ends.put(new TopicPartition(ConsumerGroup.DELIVERY_TELEGRAM.deadLetterTopic(), i), OffsetSpec.latest());
            }
            return kafka.listOffsets(ends).all().get().values().stream()
                    .mapToLong(end -> end.offset())
                    .sum();
        }
    }
}
