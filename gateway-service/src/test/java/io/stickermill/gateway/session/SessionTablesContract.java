package io.stickermill.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.stickermill.gateway.session.Sessions.Question;
import io.stickermill.gateway.session.Sessions.Wanted;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.StickerMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds of the tables of users, sessions and requests, and of their twins. */
abstract class SessionTablesContract {

    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    private final Asker asker = someone();

    abstract Users users();

    abstract Sessions sessions();

    abstract PhotoRequests requests();

    abstract SentStickers stickers();

    /** Lets time pass for what is noted. */
    abstract void pass(Duration time);

    @BeforeEach
    void seen() {
        seen(asker);
    }

    @Test
    void ofAPersonTheNewestLanguageIsKnownAndOfAStrangerNone() {
        users().seen(asker.userId(), 1, asker.telegramUserId(), "ru");

        assertThat(users().language(asker.userId())).contains("ru");
        assertThat(users().language(UUID.randomUUID())).isEmpty();
    }

    @Test
    void aRequestIsFoundAsItWasNoted() {
        AskedOptions options = new AskedOptions("comic", false, "a\ntext", StickerMode.CUT_OUT_ANYWAY);
        UUID first = UUID.randomUUID();
        PhotoRequest photo =
                PhotoRequest.inMessage(first, asker, 7, "file", options, NOW).with("cat", "album");
        PhotoRequest upload = PhotoRequest.uploaded(UUID.randomUUID(), asker, "uploads/1", options, NOW);
        PhotoRequest ready = photo.readyMade(UUID.randomUUID(), first, 2, NOW.plusMillis(1));

        for (PhotoRequest request : new PhotoRequest[] {photo, upload, ready}) {
            assertThat(noted(request)).isEqualTo(request);
            assertThat(requests().find(request.jobId())).contains(request);
        }
        assertThat(requests().find(UUID.randomUUID())).isEmpty();
    }

    @Test
    void ofTwoRequestsUnderOneJobTheFirstStays() {
        PhotoRequest first = noted(photo(1));
        PhotoRequest again = first.again(UUID.randomUUID(), first.options(), 1, NOW);
        requests().note(again);

        assertThat(requests().note(first.again(again.jobId(), first.options(), 1, NOW.plusSeconds(1))))
                .isEqualTo(again);
    }

    @Test
    void thePhotosOfAnAlbumAreInTheSessionOfTheOneThatCameFirst() {
        PhotoRequest first = photo(1).with(null, "album");
        PhotoRequest second = photo(2).with(null, "album");
        Asker other = someone();
        seen(other);
        PhotoRequest elsewhere = PhotoRequest.inMessage(UUID.randomUUID(), other, 1, "file", AskedOptions.DEFAULT, NOW)
                .with(null, "album");

        assertThat(sessions().open(first, "test").id()).isEqualTo(first.sessionId());
        assertThat(sessions().open(second, "test").id()).isEqualTo(first.sessionId());
        assertThat(sessions().open(first, "test").id()).isEqualTo(first.sessionId());
        assertThat(sessions().open(photo(3), "test").id()).isNotEqualTo(first.sessionId());
        assertThat(sessions().open(elsewhere, "test").id()).isEqualTo(elsewhere.sessionId());
    }

    @Test
    void ofTheCaptionsOfAnAlbumTheFirstThatCameIsKept() {
        assertThat(caption(photo(1).with(null, "album"))).isNull();
        assertThat(caption(photo(2).with("first", "album"))).isEqualTo("first");
        assertThat(caption(photo(3).with("second", "album"))).isEqualTo("first");
        assertThat(caption(photo(4).with(null, "album"))).isEqualTo("first");
        assertThat(caption(photo(5).with(null, "another"))).isNull();
        assertThat(caption(photo(6).with("alone", null))).isNull();
    }

    @Test
    void aCancellationMeansWhatRunsThereForThisPersonAndComingAgainTheSame() {
        PhotoRequest first = noted(photo(1));
        PhotoRequest ended = noted(photo(2));
        requests().ended(ended.jobId(), JobEnd.FAILED);
        Asker neighbour = new Asker(UUID.randomUUID(), someone().telegramUserId(), asker.chatId());
        seen(neighbour);
        noted(PhotoRequest.inMessage(UUID.randomUUID(), neighbour, 3, "file", AskedOptions.DEFAULT, NOW));

        assertThat(requests().cancel(asker.chatId(), asker.userId(), 4)).containsExactly(first.jobId());

        requests().ended(first.jobId(), JobEnd.CANCELLED);
        assertThat(requests().cancel(asker.chatId(), asker.userId(), 4))
                .as("the same command once more")
                .containsExactly(first.jobId());
        assertThat(requests().cancel(asker.chatId(), asker.userId(), 6))
                .as("another")
                .isEmpty();
    }

    @Test
    void aButtonCancelsItsJobOrItsAlbumAndNoVariantOfIt() {
        PhotoRequest first = photo(1).with(null, "album");
        PhotoRequest second = photo(2).with(null, "album");
        UUID session = sessions().open(first, "test").id();
        requests().note(first.in(session));
        requests().note(second.in(session));
        PhotoRequest variant = first.in(session).again(UUID.randomUUID(), AskedOptions.DEFAULT, 1, NOW);
        requests().note(variant);
        PhotoRequest alone = noted(photo(3));

        assertThat(requests().cancel(variant, true, 8)).as("of no album").containsExactly(variant.jobId());
        assertThat(requests().cancel(second.in(session), true, 9))
                .containsExactlyInAnyOrder(first.jobId(), second.jobId());
        assertThat(requests().cancel(alone, false, 10)).containsExactly(alone.jobId());
        assertThat(requests().cancel(alone, false, 10)).as("tapped again").containsExactly(alone.jobId());
    }

    @Test
    void howAJobEndedIsKnownAndNothingTurnsADeliveryBack() {
        UUID job = noted(photo(1)).jobId();
        assertThat(requests().hasEnded(job)).isFalse();
        assertThat(requests().end(job)).isEmpty();

        requests().ended(job, JobEnd.FAILED);
        assertThat(requests().hasEnded(job)).isTrue();
        assertThat(requests().end(job)).contains(JobEnd.FAILED);

        requests().ended(job, JobEnd.DELIVERED);
        requests().ended(job, JobEnd.CANCELLED);
        assertThat(requests().end(job)).contains(JobEnd.DELIVERED);

        requests().ended(UUID.randomUUID(), JobEnd.FAILED);
        assertThat(requests().hasEnded(UUID.randomUUID())).isFalse();
    }

    @Test
    void inTheChatIsWhatWasDeliveredAndIsNotDeleted() {
        PhotoRequest first = noted(photo(1));
        PhotoRequest second = first.again(UUID.randomUUID(), first.options(), 1, NOW);
        requests().note(second);
        noted(photo(2));
        assertThat(requests().inChat(first.sessionId())).as("on its way").isEmpty();

        requests().ended(first.jobId(), JobEnd.DELIVERED);
        requests().ended(second.jobId(), JobEnd.FAILED);
        assertThat(requests().inChat(first.sessionId())).containsExactly(first);

        requests().ended(second.jobId(), JobEnd.DELIVERED);
        stickers().deleted(first.jobId());
        assertThat(requests().inChat(first.sessionId())).containsExactly(second);
    }

    @Test
    void ofTwoPressesForTheStylesInAMomentTheFirstCounts() {
        UUID job = noted(photo(1)).jobId();

        assertThat(requests().showStyles(job, "one")).isEqualTo("one");
        assertThat(requests().showStyles(job, "two")).isEqualTo("one");
        pass(PhotoRequests.DOUBLE_TAP.plusSeconds(1));
        assertThat(requests().showStyles(job, "three")).isEqualTo("three");
    }

    @Test
    void aTextIsMeantForTheStickerWhoseButtonWasPressedLast() {
        PhotoRequest first = noted(photo(1));
        PhotoRequest second = noted(photo(2));
        assertThat(expected()).isEmpty();

        UUID question = UUID.randomUUID();
        UUID next = UUID.randomUUID();
        assertThat(sessions().expectText(first, question)).isEmpty();
        assertThat(sessions().expectText(second, next)).contains(forText(question));

        assertThat(expected()).contains(second.jobId());
        assertThat(sessions().textExpected(asker.userId(), asker.chatId() + 1)).isEmpty();
        assertThat(expectNoText()).contains(forText(next));
        assertThat(expectNoText()).isEmpty();
        assertThat(expected()).isEmpty();
    }

    @Test
    void afterAWhileATextIsTalk() {
        assertThat(sessions().expectText(noted(photo(1)), UUID.randomUUID())).isEmpty();

        pass(Sessions.TEXT_WAIT.plusSeconds(1));

        assertThat(expected()).isEmpty();
    }

    @Test
    void aTextIsAwaitedAlsoWhenItComesAgainAsTheJobThatItBecame() {
        PhotoRequest sticker = noted(photo(1));
        UUID ofText = UUID.randomUUID();
        assertThat(awaits(ofText)).isFalse();

        UUID question = UUID.randomUUID();
        assertThat(sessions().expectText(sticker, question)).isEmpty();
        assertThat(awaits(ofText)).isTrue();

        assertThat(expectNoText()).contains(forText(question));
        assertThat(awaits(ofText)).isFalse();
        requests().note(sticker.withText(ofText, 2, "text", NOW));
        assertThat(awaits(ofText)).isTrue();
    }

    @Test
    void aTitleIsMeantForTheSetThatWasAskedAboutLast() {
        UUID set = UUID.randomUUID();
        UUID next = UUID.randomUUID();
        UUID message = UUID.randomUUID();
        assertThat(titleExpected(message)).isEmpty();

        assertThat(expectTitle(set, set)).isEmpty();
        assertThat(expectTitle(next, next)).contains(forTitle(set));

        assertThat(titleExpected(message)).contains(next);
        assertThat(sessions().titleExpected(asker.userId(), asker.chatId() + 1, message))
                .isEmpty();
        assertThat(titleSaid(set, message)).as("of the set before").isEmpty();
        assertThat(titleSaid(next, message)).contains(forTitle(next));
        assertThat(titleExpected(UUID.randomUUID())).isEmpty();
    }

    /** What it asks for may have got no further than the table, and another set may be asked about by now. */
    @Test
    void aTitleThatComesAgainIsOfTheSameSetAndAnswersNoOtherQuestion() {
        UUID set = UUID.randomUUID();
        UUID next = UUID.randomUUID();
        UUID message = UUID.randomUUID();
        assertThat(awaits(message)).isFalse();
        assertThat(expectTitle(set, set)).isEmpty();
        assertThat(awaits(message)).isTrue();
        assertThat(titleSaid(set, message)).contains(forTitle(set));

        assertThat(awaits(message)).isTrue();
        assertThat(awaits(UUID.randomUUID())).isFalse();
        assertThat(titleExpected(message)).contains(set);
        assertThat(expectTitle(next, next)).isEmpty();
        assertThat(titleExpected(message)).contains(set);
        assertThat(titleSaid(set, message)).isEmpty();
        assertThat(titleExpected(UUID.randomUUID())).contains(next);
    }

    /** The set's own question asked once more is another one. */
    @Test
    void aTitleThatComesAgainDoesNotAnswerTheNextQuestionAboutItsSet() {
        UUID set = UUID.randomUUID();
        UUID message = UUID.randomUUID();
        assertThat(expectTitle(set, UUID.randomUUID())).isEmpty();
        assertThat(titleSaid(set, message)).isPresent();
        UUID question = UUID.randomUUID();
        assertThat(expectTitle(set, question)).isEmpty();

        assertThat(titleSaid(set, message)).isEmpty();

        assertThat(titleSaid(set, UUID.randomUUID())).contains(forTitle(question));
    }

    @Test
    void aPersonIsAskedOneThingAtATimeInAChat() {
        PhotoRequest sticker = noted(photo(1));
        UUID set = UUID.randomUUID();
        UUID first = UUID.randomUUID();
        UUID second = UUID.randomUUID();
        UUID third = UUID.randomUUID();

        assertThat(sessions().expectText(sticker, first)).isEmpty();
        assertThat(expectTitle(set, second)).contains(forText(first));
        assertThat(expected()).isEmpty();
        assertThat(sessions().expectText(sticker, third)).contains(forTitle(second));
        assertThat(titleExpected(UUID.randomUUID())).isEmpty();
        assertThat(expectTitle(set, second)).contains(forText(third));
        assertThat(expectNoText()).contains(forTitle(second));
        assertThat(expectNoText()).isEmpty();
        assertThat(titleExpected(UUID.randomUUID())).isEmpty();
    }

    @Test
    void afterAWhileATitleIsTalk() {
        assertThat(expectTitle(UUID.randomUUID(), UUID.randomUUID())).isEmpty();

        pass(Sessions.TEXT_WAIT.plusSeconds(1));

        assertThat(titleExpected(UUID.randomUUID())).isEmpty();
    }

    @Test
    void whereAStickerIsIsKnownOnceItHasBeenHeard() {
        UUID job = noted(photo(1)).jobId();
        assertThat(stickers().hasArrived(job)).isFalse();
        assertThat(stickers().jobOf(asker.chatId(), 77)).isEmpty();

        stickers().arrived(job, 77);

        assertThat(stickers().hasArrived(job)).isTrue();
        assertThat(stickers().jobOf(asker.chatId(), 77)).contains(job);
        assertThat(stickers().jobOf(asker.chatId() + 1, 77)).isEmpty();
    }

    @Test
    void aDeletionIsRemembered() {
        UUID job = noted(photo(1)).jobId();
        assertThat(stickers().isDeleted(job)).isFalse();

        stickers().deleted(job);
        stickers().deleted(job);
        stickers().deleted(UUID.randomUUID());

        assertThat(stickers().isDeleted(job)).isTrue();
        assertThat(stickers().isDeleted(UUID.randomUUID())).isFalse();
    }

    private void seen(Asker person) {
        users().seen(person.userId(), 1, person.telegramUserId(), "en");
    }

    private static Asker someone() {
        long id = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
        return new Asker(Ids.user(1, id), id, id);
    }

    private PhotoRequest photo(int messageId) {
        UUID job = Ids.jobOfMessage(1, asker.chatId(), messageId);
        return PhotoRequest.inMessage(job, asker, messageId, "file" + messageId, AskedOptions.DEFAULT, NOW);
    }

    private PhotoRequest noted(PhotoRequest request) {
        sessions().open(request.with(null, null), "test");
        return requests().note(request);
    }

    private @Nullable String caption(PhotoRequest request) {
        return sessions().open(request, "test").albumCaption();
    }

    private Optional<UUID> expected() {
        return sessions().textExpected(asker.userId(), asker.chatId());
    }

    private Optional<Question> expectNoText() {
        return sessions().expectNoText(asker.userId(), asker.chatId());
    }

    private Optional<Question> expectTitle(UUID setId, UUID question) {
        return sessions().expectTitle(asker.userId(), asker.chatId(), setId, question);
    }

    private Optional<UUID> titleExpected(UUID message) {
        return sessions().titleExpected(asker.userId(), asker.chatId(), message);
    }

    private Optional<Question> titleSaid(UUID setId, UUID message) {
        return sessions().titleSaid(asker.userId(), asker.chatId(), setId, message);
    }

    private boolean awaits(UUID message) {
        return sessions().awaitsText(asker.userId(), asker.chatId(), message);
    }

    private static Question forText(UUID replyId) {
        return new Question(replyId, Wanted.STICKER_TEXT);
    }

    private static Question forTitle(UUID replyId) {
        return new Question(replyId, Wanted.SET_TITLE);
    }
}
