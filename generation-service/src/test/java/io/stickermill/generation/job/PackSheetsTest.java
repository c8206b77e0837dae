package io.stickermill.generation.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.stickermill.generation.maker.grid.NoGrid;
import io.stickermill.platform.dispatch.Delivery;
import io.stickermill.platform.dispatch.Telling;
import io.stickermill.platform.event.EventCodec;
import io.stickermill.platform.event.EventPublisher;
import io.stickermill.platform.text.Texts;
import io.stickermill.schemas.ChatReply;
import io.stickermill.schemas.GenerationFailure;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.PackSheetRequested;
import io.stickermill.schemas.Topic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackSheetsTest {

    private static final Delivery DEAD =
            new Delivery("pack-sheet-requests", 0, 0, null, Instant.EPOCH, 5, Map.of(), Instant.EPOCH);

    private final List<SpecificRecord> published = new ArrayList<>();

    /** Nothing is fetched, drawn or kept where nothing works. */
    private final PackSheets sheets = new PackSheets(null, null, null, new Published(), new Texts("generation-texts"));

    @BeforeAll
    static void trust() {
        EventCodec.trustOurRecords();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "ru"})
    void everythingThatCanBeWrongHasASentence(String language) {
        Texts texts = new Texts("generation-texts");
        List<String> said = new ArrayList<>();
        for (NoGrid.Reason why : NoGrid.Reason.values()) {
            said.add(texts.get(language, PackSheets.fault(why)));
        }
        for (GenerationFailure reason : GenerationFailure.values()) {
            said.add(texts.get(language, PackSheets.fault(reason)));
        }

        assertThat(said).allMatch(sentence -> sentence.contains(". ") && sentence.endsWith("."));
        assertThat(texts.get(language, "sheet", 12)).contains("12").doesNotContain("{");
    }

    @Test
    void whoseRequestIsADeadLetterIsTold() {
        var request = PackSheetRequested.newBuilder()
                .setRequestId(UUID.randomUUID())
                .setUserId(UUID.randomUUID())
                .setTelegramUserId(5)
                .setChatId(6)
                .setThreadId(7)
                .setMessageId(8)
                .setLanguage("ru")
                .setPhotoFileId("photo")
                .setRequestedAt(Instant.EPOCH)
                .build();

        assertThat(sheets.onDeadLetter(request, DEAD, "no database")).isEqualTo(Telling.told());

        assertThat(published).singleElement().isInstanceOfSatisfying(ChatReply.class, said -> {
            assertThat(said.getReplyId()).isNotEqualTo(Ids.reply(request.getRequestId(), "preview"));
            assertThat(said.getText()).startsWith("Что-то сломалось");
            assertThat(said.getOwed()).isTrue();
            assertThat(said.getChatId()).isEqualTo(6);
            assertThat(said.getThreadId()).isEqualTo(7);
            assertThat(said.getReplyToMessageId()).isEqualTo(8);
        });
    }

    @Test
    void ofOneThatCannotBeReadNobodyCanBeTold() {
        assertThat(sheets.onDeadLetter(null, DEAD, "unreadable")).isInstanceOf(Telling.Untellable.class);

        assertThat(published).isEmpty();
    }

    private final class Published implements EventPublisher {

        @Override
        public <T extends SpecificRecord> void publish(
                Topic<T> topic, long chatId, UUID jobId, UUID stickerId, T event) {
            published.add(event);
        }

        @Override
        public <T extends SpecificRecord> byte[] encode(Topic<T> topic, T event) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void publishEncoded(Topic<?> topic, long chatId, UUID jobId, UUID stickerId, byte[] event) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <T extends SpecificRecord> CompletableFuture<?> publishAsync(
                Topic<T> topic, long chatId, UUID jobId, UUID stickerId, T event) {
            throw new UnsupportedOperationException();
        }
    }
}
