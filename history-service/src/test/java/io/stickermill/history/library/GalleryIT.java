package io.stickermill.history.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stickermill.contracts.button.GalleryAction;
import io.stickermill.contracts.button.GalleryAction.Kind;
import io.stickermill.history.parts.HistoryOnParts;
import io.stickermill.platform.dispatch.RecordHandler;
import io.stickermill.platform.event.EventPublisher;
import io.stickermill.platform.event.TopicScan;
import io.stickermill.schemas.ChatReply;
import io.stickermill.schemas.ChatReplyKind;
import io.stickermill.schemas.GalleryRequestKind;
import io.stickermill.schemas.GalleryRequested;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.JobCommand;
import io.stickermill.schemas.JobCommandKind;
import io.stickermill.schemas.LibraryRequestKind;
import io.stickermill.schemas.LibraryRequested;
import io.stickermill.schemas.ReplyButton;
import io.stickermill.schemas.Topic;
import io.stickermill.schemas.Topics;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.ToLongFunction;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The gallery in the chat: what is shown of whom, and what its buttons do. */
class GalleryIT extends HistoryOnParts {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final int MESSAGE = 5;

    @Autowired
    private RecordHandler<GalleryRequested> gallery;

    @Autowired
    private EventPublisher events;

    @Autowired
    private TopicScan topics;

    @Autowired
    private JdbcClient database;

    private final long ann = ThreadLocalRandom.current().nextLong(1L << 50);
    private final Instant now = Instant.now();

    @Test
    void itGoesThroughThemOneByOneAndBack() throws Exception {
        UUID newest = sticker(ann, now);
        UUID middle = sticker(ann, now.minusSeconds(1));
        UUID oldest = sticker(ann, now.minusSeconds(2));
        sticker(ann + 1, now);

        assertThat(shown(GalleryRequestKind.OPEN, null)).isEqualTo("file " + newest + " [1 / 3, ▶]");
        assertThat(shown(GalleryRequestKind.OLDER, newest)).isEqualTo("file " + middle + " [◀, 2 / 3, ▶]");
        assertThat(shown(GalleryRequestKind.OLDER, middle)).isEqualTo("file " + oldest + " [◀, 3 / 3]");
        assertThat(shown(GalleryRequestKind.NEWER, oldest)).isEqualTo("file " + middle + " [◀, 2 / 3, ▶]");
        assertThat(shown(GalleryRequestKind.FIRST, oldest)).isEqualTo("file " + newest + " [1 / 3, ▶]");
        assertThat(shown(GalleryRequestKind.OLDER, oldest))
                .as("there is none: the newest")
                .isEqualTo("file " + newest + " [1 / 3, ▶]");
        assertThat(shown(GalleryRequestKind.OLDER, UUID.randomUUID())).isEqualTo("file " + newest + " [1 / 3, ▶]");
    }

    /** Delivery removes it when the next has come: a chat never stands empty. */
    @Test
    void theNextOneTakesThePlaceOfTheOneBefore() throws Exception {
        UUID sticker = sticker(ann, now);
        gallery.handle(asked(GalleryRequestKind.FIRST, sticker).build(), null);

        assertThat(replies()).singleElement().satisfies(reply -> {
            assertThat(reply.getKind()).isEqualTo(ChatReplyKind.STICKER);
            assertThat(reply.getMessageId()).isEqualTo(MESSAGE);
        });
    }

    /** Of two that are heard in the wrong order the later press counts. */
    @Test
    void aPressThatIsHandledOnceMoreUndoesNoYoungerOne() throws Exception {
        UUID sticker = sticker(ann, now);
        GalleryRequested mark = asked(GalleryRequestKind.MARK, sticker).build();
        gallery.handle(mark, null);
        gallery.handle(
                asked(GalleryRequestKind.UNMARK, sticker)
                        .setRequestedAt(mark.getRequestedAt().plusSeconds(1))
                        .build(),
                null);
        gallery.handle(mark, null);

        assertThat(database.sql("select marked from favourites where sticker_id = ?")
                        .param(sticker)
                        .query(Boolean.class)
                        .single())
                .isFalse();
    }

    @Test
    void itComesByItsTopic() {
        UUID sticker = sticker(ann, now);
        events.publish(
                Topics.GALLERY_REQUESTS,
                ann,
                null,
                null,
                asked(GalleryRequestKind.OPEN, null).build());

        await().atMost(PATIENCE).until(() -> replies().size() == 1);
        assertThat(replies().getFirst().getStickerFileId()).isEqualTo("file " + sticker);
    }

    @Test
    void onlyFavouritesAreShownWhereOnlyTheyAreWanted() throws Exception {
        UUID newest = sticker(ann, now);
        UUID older = sticker(ann, now.minusSeconds(1));
        gallery.handle(
                asked(GalleryRequestKind.FIRST, newest).setFavourites(true).build(), null);
        assertThat(replies().getFirst().getText()).startsWith("None of your stickers is a favourite");

        gallery.handle(asked(GalleryRequestKind.MARK, older).build(), null);
        ChatReply edited = replies().getLast();
        assertThat(edited.getKind()).isEqualTo(ChatReplyKind.EDIT);
        assertThat(edited.getButtons().stream().map(ReplyButton::getText)).contains("★ Favourite", "2 / 2");
        gallery.handle(
                asked(GalleryRequestKind.FIRST, newest).setFavourites(true).build(), null);
        assertThat(lastSticker()).isEqualTo("file " + older + " [1 / 1]");
        assertThat(read(Topics.JOB_COMMANDS, JobCommand::getChatId))
                .extracting(JobCommand::getKind)
                .containsExactly(JobCommandKind.FAVOURITE);

        gallery.handle(
                asked(GalleryRequestKind.UNMARK, older).setFavourites(true).build(), null);
        gallery.handle(
                asked(GalleryRequestKind.FIRST, older).setFavourites(true).build(), null);
        assertThat(replies().stream().map(ChatReply::getText))
                .contains("None of your stickers is a favourite. /my shows them all.");
    }

    @Test
    void whoHasNothingIsTold() throws Exception {
        gallery.handle(asked(GalleryRequestKind.OPEN, null).setLanguage("ru").build(), null);

        assertThat(replies())
                .singleElement()
                .satisfies(reply -> assertThat(reply.getText()).startsWith("Пока ничего нет"));
    }

    @ParameterizedTest
    @EnumSource(names = {"SEND", "AGAIN"})
    void whatTheGatewayDoesIsAskedOfIt(GalleryRequestKind kind) throws Exception {
        UUID sticker = sticker(ann, now);
        GalleryRequested asked = asked(kind, sticker).build();
        gallery.handle(asked, null);
        gallery.handle(asked, null);

        List<LibraryRequested> requests = read(Topics.LIBRARY_REQUESTS, LibraryRequested::getTelegramUserId);
        assertThat(requests).hasSize(2).allSatisfy(request -> {
            assertThat(request.getKind()).isEqualTo(LibraryRequestKind.valueOf(kind.name()));
            assertThat(request.getRequestId()).isEqualTo(requests.getFirst().getRequestId());
            assertThat(request.getStickerId()).isEqualTo(sticker);
        });
    }

    @Test
    void itsWordsAreShownAsTheyAre() throws Exception {
        UUID sticker = sticker(ann, now);
        gallery.handle(asked(GalleryRequestKind.PROMPT, sticker).build(), null);
        database.sql("update stickers set user_input = '*a* <b>_cat_' where id = ?")
                .param(sticker)
                .update();
        gallery.handle(asked(GalleryRequestKind.PROMPT, sticker).build(), null);

        assertThat(replies())
                .extracting(ChatReply::getText)
                .containsExactly("There are no words with this sticker.", "*a* <b>_cat_");
    }

    @Test
    void aDeletedOneGivesItsPlaceToTheNext() throws Exception {
        UUID newest = sticker(ann, now);
        UUID older = sticker(ann, now.minusSeconds(1));
        GalleryRequested asked = asked(GalleryRequestKind.DELETE, newest).build();
        gallery.handle(asked, null);
        gallery.handle(asked, null);

        assertThat(lastSticker()).isEqualTo("file " + older + " [1 / 1]");
        assertThat(read(Topics.JOB_COMMANDS, JobCommand::getChatId))
                .extracting(JobCommand::getKind)
                .containsExactly(JobCommandKind.DELETE);
    }

    /** A press carries what its sender likes. */
    @ParameterizedTest
    @EnumSource(names = {"MARK", "UNMARK", "SEND", "AGAIN", "PROMPT", "DELETE"})
    void anothersStickerIsNotThere(GalleryRequestKind kind) throws Exception {
        UUID bobs = sticker(ann + 1, now);
        gallery.handle(asked(kind, bobs).build(), null);

        assertThat(replies())
                .singleElement()
                .satisfies(reply -> assertThat(reply.getText()).startsWith("This sticker is not here"));
        assertThat(read(Topics.LIBRARY_REQUESTS, LibraryRequested::getTelegramUserId))
                .isEmpty();
        assertThat(read(Topics.JOB_COMMANDS, JobCommand::getChatId)).isEmpty();
    }

    @Test
    void whatWasPressedLongAgoIsLetBe() throws Exception {
        sticker(ann, now);
        gallery.handle(
                asked(GalleryRequestKind.OPEN, null)
                        .setRequestedAt(now.minus(Duration.ofMinutes(16)))
                        .build(),
                null);

        assertThat(replies()).isEmpty();
    }

    private String shown(GalleryRequestKind kind, UUID beside) throws Exception {
        gallery.handle(asked(kind, beside).build(), null);
        return lastSticker();
    }

    /** Its file and its first row of buttons, all of which are the gallery's. */
    private String lastSticker() {
        ChatReply last = replies().stream()
                .filter(reply -> reply.getKind() == ChatReplyKind.STICKER)
                .toList()
                .getLast();
        assertThat(last.getButtons())
                .allSatisfy(button ->
                        assertThat(GalleryAction.parse(button.getData())).isPresent());
        assertThat(last.getButtons().stream()
                        .map(button -> GalleryAction.parse(button.getData())
                                .orElseThrow()
                                .kind()))
                .contains(Kind.FIRST, Kind.SEND, Kind.AGAIN, Kind.PROMPT, Kind.DELETE);
        return last.getStickerFileId() + " "
                + last.getButtons().stream()
                        .filter(button -> button.getRow() == 0)
                        .map(ReplyButton::getText)
                        .toList();
    }

    private List<ChatReply> replies() {
        return read(Topics.CHAT_REPLIES, ChatReply::getChatId);
    }

    private <T extends SpecificRecord> List<T> read(Topic<T> topic, ToLongFunction<T> chat) {
        List<T> found = new ArrayList<>();
        topics.read(topic, now.minusSeconds(5), record -> {
            if (chat.applyAsLong(record.value()) == ann) {
                found.add(record.value());
            }
        });
        return found;
    }

    private static UUID user(long telegramId) {
        return Ids.user(Long.parseLong(settings.get("stickermill.library.bot-id")), telegramId);
    }

    private UUID sticker(long owner, Instant at) {
        UUID id = UUID.randomUUID();
        database.sql("""
                insert into stickers (id, job_id, user_id, chat_id, session_id, origin, telegram_file_id, generation_type, env,
                                      created_at, delivered_at)
                values (?, ?, ?, ?, ?, 'live', ?, 'photo', 'test', ?, now())
                """)
                .params(id, UUID.randomUUID(), user(owner), owner, UUID.randomUUID(), "file " + id, Timestamp.from(at))
                .update();
        return id;
    }

    private GalleryRequested.Builder asked(GalleryRequestKind kind, UUID sticker) {
        return GalleryRequested.newBuilder()
                .setRequestId(UUID.randomUUID())
                .setKind(kind)
                .setStickerId(sticker)
                .setMessageId(kind == GalleryRequestKind.OPEN ? null : MESSAGE)
                .setUserId(user(ann))
                .setTelegramUserId(ann)
                .setChatId(ann)
                .setRequestedAt(Instant.now());
    }
}
