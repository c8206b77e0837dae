package io.stickermill.gateway.update;

import static org.assertj.core.api.Assertions.assertThat;

import io.stickermill.contracts.button.ButtonAction;
import io.stickermill.gateway.payment.Checkout;
import io.stickermill.gateway.session.JobEnd;
import io.stickermill.gateway.update.Incoming.Answerable;
import io.stickermill.gateway.update.Incoming.AskCredits;
import io.stickermill.gateway.update.Incoming.Cancel;
import io.stickermill.gateway.update.Incoming.Photo;
import io.stickermill.gateway.update.Incoming.PreCheckout;
import io.stickermill.gateway.update.Incoming.ReplyText;
import io.stickermill.gateway.update.Incoming.Said;
import io.stickermill.gateway.update.Incoming.Sender;
import io.stickermill.schemas.ChatKind;
import io.stickermill.schemas.ChatReply;
import io.stickermill.schemas.ChatReplyKind;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.JobCommand;
import io.stickermill.schemas.JobCommandKind;
import io.stickermill.schemas.PhotoRequested;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the gateway promises of an update, with the twins of its tables. */
class UpdateProcessorTest {

    private static final String BUTTON_UNKNOWN = "This button no longer works. Send the photo once more.";

    private final InMemoryGateway gateway = new InMemoryGateway();

    @ParameterizedTest
    @EnumSource(AskCredits.About.class)
    void withoutPricesThereAreNoCredits(AskCredits.About about) {
        gateway.taken(new AskCredits(gateway.person, 7, about, Instant.EPOCH));
        gateway.taken(new AskCredits(InMemoryGateway.sender(1001, -5, ChatKind.GROUP), 7, about, Instant.EPOCH));

        assertThat(gateway.told()).containsExactly("I don't know this command. /help says what I can do.");
        assertThat(gateway.press(gateway.button(gateway.person, 7, "Co:0"))).isEqualTo(BUTTON_UNKNOWN);
        gateway.taken(new PreCheckout("q", new Checkout.Question(1001, "XTR", 75, "ord_1"), "en"));
        assertThat(gateway.popup()).as("Telegram is told no").startsWith("This offer is over.");
    }

    @Test
    void aPhotoIsOneJobHoweverOftenItsUpdateComes() {
        Photo photo = gateway.photo("cat", null);
        gateway.taken(photo);
        gateway.taken(photo);

        assertThat(published()).hasSize(2).allSatisfy(request -> {
            assertThat(request.getJobId()).isEqualTo(InMemoryGateway.jobOf(photo));
            assertThat(request.getSessionId()).isEqualTo(Ids.session(request.getJobId()));
            assertThat(request.getPhotoFileId()).isEqualTo(photo.fileId());
            assertThat(request.getUserInput()).isEqualTo("cat");
            assertThat(request.getReadyMadeOf()).isNull();
        });
        assertThat(gateway.users.language(published().getFirst().getUserId())).contains("en");
    }

    /** So that programs may send stickers to it. */
    @Test
    void aGroupInWhichSomebodyWritesIsKnownFromThenOn() {
        Sender inGroup = InMemoryGateway.sender(1001, -5, ChatKind.GROUP);
        assertThat(gateway.users.language(Ids.user(1, -5))).isEmpty();

        gateway.taken(new Answerable(inGroup, 7, Instant.EPOCH, ReplyText.START));

        assertThat(gateway.users.language(Ids.user(1, -5))).contains("en");
    }

    /** I1: its future is what the update is confirmed by. */
    @Test
    void anUpdateIsNotDoneBeforeKafkaHasWhatItAsksFor() {
        gateway.events.kafkaKeepsSilent();
        CompletableFuture<?> photo = gateway.take(gateway.photo());
        assertThat(photo).isNotDone();

        gateway.events.kafkaAnswers();

        assertThat(photo).succeedsWithin(10, TimeUnit.SECONDS);
    }

    @Test
    void thePhotosOfAnAlbumAreOneSession() {
        UUID first = gateway.asked(gateway.photo(null, "album"));
        gateway.asked(gateway.photo(null, "album"));
        gateway.asked(gateway.photo());

        assertThat(published().subList(0, 2))
                .extracting(PhotoRequested::getSessionId)
                .containsOnly(Ids.session(first));
        assertThat(published().getLast().getSessionId()).isNotEqualTo(Ids.session(first));
    }

    @Test
    void whatIsWrittenWithAPhotoIsSetOnItsStickerOrSaidToBeLeftOff() {
        gateway.taken(gateway.photo("two\r\nlines", null));
        gateway.taken(gateway.photo("x".repeat(201), null));

        assertThat(published()).extracting(PhotoRequested::getText).containsExactly("two\nlines", null);
        assertThat(gateway.told()).singleElement().asString().contains("201 characters, and 200 fit");
    }

    /** Telegram sends it with one photo, and shows it under all. */
    @Test
    void theCaptionOfAnAlbumGoesOnAllItsStickersButWhereAPhotoHasItsOwn() {
        gateway.taken(gateway.photo("the sea", "album"));
        gateway.taken(gateway.photo(null, "album"));
        gateway.taken(gateway.photo("a crab", "album"));
        gateway.taken(gateway.photo(null, "album"));
        gateway.taken(gateway.photo(null, null));

        assertThat(published())
                .extracting(PhotoRequested::getText)
                .containsExactly("the sea", "the sea", "a crab", "the sea", null);
        assertThat(published())
                .extracting(PhotoRequested::getUserInput)
                .containsExactly("the sea", "the sea", "a crab", "the sea", null);
    }

    /** Its sticker may be made by then; and what is published twice must be the same. */
    @Test
    void aPhotoThatCameBeforeTheCaptionOfItsAlbumStaysWithoutAlsoWhenItComesAgain() {
        Photo early = gateway.photo(null, "album");
        gateway.taken(early);
        gateway.taken(gateway.photo("late", "album"));
        gateway.taken(early);

        assertThat(published()).extracting(PhotoRequested::getText).containsExactly(null, "late", null);
    }

    @Test
    void aCaptionOfAnAlbumThatDoesNotFitIsSaidOnce() {
        gateway.taken(gateway.photo("x".repeat(201), "album"));
        gateway.taken(gateway.photo(null, "album"));

        assertThat(published()).extracting(PhotoRequested::getText).containsExactly(null, null);
        assertThat(gateway.told()).singleElement().asString().contains("201 characters, and 200 fit");
    }

    @Test
    void whatIsRefusedIsNoJobAndIsToldOnce() {
        gateway.rules.pause(true);
        for (int i = 0; i < 20; i++) {
            gateway.taken(gateway.photo());
        }

        assertThat(published()).isEmpty();
        assertThat(gateway.told()).singleElement().asString().startsWith("I take a break");
        gateway.rules.pause(false);
        gateway.taken(gateway.photo());
        assertThat(published()).hasSize(1);
    }

    @Test
    void theQuotaEndsWithTheDayAndWhatWasAdmittedStaysSo() {
        Photo first = gateway.photo();
        gateway.taken(first);
        for (int i = 1; i < InMemoryGateway.DAILY_QUOTA + 3; i++) {
            gateway.taken(gateway.photo());
        }
        assertThat(jobs()).hasSize(InMemoryGateway.DAILY_QUOTA);
        assertThat(gateway.told()).singleElement().asString().contains("5 stickers a day");

        gateway.taken(first);
        assertThat(published()).as("its update came again").hasSize(InMemoryGateway.DAILY_QUOTA + 1);

        gateway.pass(Duration.ofHours(12));
        gateway.taken(gateway.photo());
        assertThat(jobs()).as("after midnight").hasSize(InMemoryGateway.DAILY_QUOTA + 1);
    }

    @Test
    void aCancellationIsToldWhenItsCommandsAreInKafkaAndNotBefore() {
        UUID first = gateway.asked();
        UUID second = gateway.asked();
        UUID ended = gateway.asked();
        gateway.requests.ended(ended, JobEnd.DELIVERED);
        gateway.events.kafkaKeepsSilent();

        CompletableFuture<?> cancel = gateway.take(gateway.cancel());

        assertThat(gateway.events.of(JobCommand.class))
                .allMatch(command -> command.getKind() == JobCommandKind.CANCEL)
                .extracting(JobCommand::getJobId)
                .containsExactlyInAnyOrder(first, second);
        assertThat(gateway.told()).isEmpty();
        gateway.events.kafkaAnswers();
        assertThat(cancel).succeedsWithin(10, TimeUnit.SECONDS);
        assertThat(gateway.told()).singleElement().asString().startsWith("All 2 photos are stopped.");
    }

    @Test
    void aCancellationThatComesAgainMeansTheSameJobsAndIsSaidOnce() {
        UUID job = gateway.asked();
        Cancel cancel = gateway.cancel();
        gateway.taken(cancel);
        gateway.requests.ended(job, JobEnd.CANCELLED);
        gateway.taken(cancel);

        assertThat(gateway.events.of(JobCommand.class))
                .hasSize(2)
                .extracting(JobCommand::getJobId)
                .containsOnly(job);
        assertThat(gateway.events.of(ChatReply.class))
                .extracting(ChatReply::getReplyId)
                .as("one id")
                .hasSize(2)
                .containsOnly(gateway.events.of(ChatReply.class).getFirst().getReplyId());
    }

    @Test
    void whereNothingRunsThereIsNothingToCancel() {
        gateway.taken(gateway.cancel());

        assertThat(gateway.events.of(JobCommand.class)).isEmpty();
        assertThat(gateway.told()).containsExactly("There is nothing to cancel.");
    }

    @Test
    void talkIsHintedAtOnceInAWhileAndInAGroupNever() {
        for (int i = 0; i < 50; i++) {
            gateway.taken(gateway.said("forwarded " + i));
        }
        assertThat(gateway.told()).singleElement().asString().startsWith("Send me a photo");

        Sender inGroup = InMemoryGateway.sender(1001, -5, ChatKind.GROUP);
        gateway.taken(new Said(inGroup, 1, "talk", gateway.clock.instant()));
        assertThat(gateway.told()).hasSize(1);
    }

    @Test
    void theTextThatWasAskedForIsSetOnItsStickerAndTheNextOneIsTalk() {
        UUID sticker = gateway.asked();
        gateway.press(new ButtonAction.AskText(sticker), 50);
        Said text = gateway.said("Good morning");

        gateway.taken(text);
        gateway.taken(text);
        gateway.taken(gateway.said("and so on"));

        assertThat(published()).hasSize(3).last().satisfies(request -> {
            assertThat(request.getText()).isEqualTo("Good morning");
            assertThat(request.getSessionId()).isEqualTo(Ids.session(sticker));
            assertThat(request.getMessageId()).isEqualTo(text.messageId());
        });
        assertThat(jobs()).as("of the text, which came twice, one").hasSize(2);
        assertThat(gateway.told()).last().asString().startsWith("Send me a photo");
    }

    @Test
    void aDashTakesTheTextOffAndWhatDoesNotFitIsAskedForAgain() {
        UUID sticker = gateway.asked(gateway.photo("cat", null));
        gateway.press(new ButtonAction.AskText(sticker), 50);

        gateway.taken(gateway.said("x".repeat(300)));
        assertThat(gateway.told()).last().asString().contains("300 characters, and 200 fit");
        gateway.taken(gateway.said("–"));

        assertThat(published())
                .hasSize(2)
                .last()
                .satisfies(request -> assertThat(request.getText()).isNull());
    }

    @Test
    void aPhotoOrACancellationTakesTheQuestionForATextBack() {
        List<Incoming> others = List.of(gateway.photo(), gateway.cancel());
        for (Incoming other : others) {
            UUID sticker = gateway.asked();
            gateway.press(new ButtonAction.AskText(sticker), 50);
            gateway.taken(other);
            int before = published().size();

            gateway.taken(gateway.said("no text for a sticker"));

            assertThat(published()).hasSize(before);
        }
    }

    @Test
    void whoAskedForATextIsToldThatItIsNoLongerWaitedFor() {
        UUID sticker = gateway.asked();
        gateway.requests.ended(sticker, JobEnd.DELIVERED);
        for (String cancel : List.of("cancel", " ОТМЕНА ")) {
            gateway.press(new ButtonAction.AskText(sticker), 50);
            gateway.taken(gateway.said(cancel));
            assertThat(gateway.told()).last().isEqualTo("All right, the sticker stays as it is.");
        }
        gateway.press(new ButtonAction.AskText(sticker), 50);
        gateway.taken(gateway.cancel());
        assertThat(gateway.told()).last().isEqualTo("All right, the sticker stays as it is.");

        gateway.press(new ButtonAction.AskText(sticker), 50);
        gateway.taken(gateway.photo());
        assertThat(gateway.told()).last().asString().startsWith("I no longer wait for the text");
        assertThat(published()).as("the first photo and this one").hasSize(2);
        assertThat(gateway.sessions.textExpected(Ids.user(1, 1001), 1001)).isEmpty();
    }

    @Test
    void theQuestionForATextGoesOnceItIsAnsweredOrGivenUp() {
        UUID sticker = gateway.asked();
        for (Incoming end :
                List.of(gateway.said("Good morning"), gateway.said("cancel"), gateway.cancel(), gateway.photo())) {
            gateway.press(new ButtonAction.AskText(sticker), 50);
            UUID question = gateway.events.of(ChatReply.class).stream()
                    .filter(ChatReply::getAsks)
                    .toList()
                    .getLast()
                    .getReplyId();

            gateway.taken(end);

            assertThat(gateway.events.of(ChatReply.class))
                    .as(end.toString())
                    .filteredOn(reply -> question.equals(reply.getDeletesReplyId()))
                    .singleElement()
                    .extracting(ChatReply::getKind)
                    .isEqualTo(ChatReplyKind.DELETE);
        }
    }

    @Test
    void aTextForADeletedStickerIsTalk() {
        UUID sticker = gateway.asked();
        gateway.press(new ButtonAction.AskText(sticker), 50);
        gateway.requests.deleted(sticker);

        gateway.taken(gateway.said("text"));

        assertThat(published()).hasSize(1);
        assertThat(gateway.told()).last().asString().startsWith("Send me a photo");
    }

    private List<PhotoRequested> published() {
        return gateway.events.of(PhotoRequested.class);
    }

    private List<UUID> jobs() {
        return published().stream().map(PhotoRequested::getJobId).distinct().toList();
    }
}
