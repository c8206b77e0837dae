package io.stickermill.gateway.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.stickermill.contracts.button.ButtonAction;
import io.stickermill.contracts.button.StickerMenu;
import io.stickermill.contracts.style.StylePreset;
import io.stickermill.gateway.session.AskedOptions;
import io.stickermill.gateway.session.Asker;
import io.stickermill.gateway.session.JobEnd;
import io.stickermill.gateway.session.PhotoRequest;
import io.stickermill.gateway.update.Incoming.Button;
import io.stickermill.gateway.update.Incoming.Sender;
import io.stickermill.schemas.ChatKind;
import io.stickermill.schemas.ChatReply;
import io.stickermill.schemas.ChatReplyKind;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.JobCommand;
import io.stickermill.schemas.JobCommandKind;
import io.stickermill.schemas.PhotoRequested;
import io.stickermill.schemas.StickerMode;
import io.stickermill.schemas.StickerSetRequestKind;
import io.stickermill.schemas.StickerSetRequested;
import io.stickermill.schemas.StyleSheetRequested;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the buttons under a sticker promise, with the twins of the gateway's tables. */
class StickerButtonsTest {

    /** The message that carries the sticker. */
    private static final int STICKER = 50;

    private final InMemoryGateway gateway = new InMemoryGateway();
    private final UUID job = gateway.asked();

    @Test
    void aButtonIsForThePersonWhoseStickerItIsInTheirChat() {
        String data = new ButtonAction.Again(job, 1).callbackData();
        var stranger = InMemoryGateway.sender(7, 1001, ChatKind.PRIVATE);
        var elsewhere = InMemoryGateway.sender(1001, -5, ChatKind.GROUP);

        assertThat(gateway.press(gateway.button(stranger, STICKER, data)))
                .startsWith("This button belongs to somebody");
        assertThat(gateway.press(gateway.button(elsewhere, STICKER, data)))
                .startsWith("This button belongs to somebody");
        assertThat(asked()).isEmpty();
    }

    /** Nobody in the group has asked for it; in another chat it stays out of reach. */
    @Test
    void whatAProgramMadeForAGroupIsEverybodysThere() {
        var request = PhotoRequest.uploaded(
                UUID.randomUUID(),
                new Asker(Ids.user(1, -5), -5, -5),
                "uploads/x",
                AskedOptions.DEFAULT,
                Instant.EPOCH);
        gateway.requests.note(request);
        String data = new ButtonAction.Again(request.jobId(), 1).callbackData();

        assertThat(gateway.press(gateway.button(InMemoryGateway.sender(7, -6, ChatKind.GROUP), STICKER, data)))
                .startsWith("This button belongs to somebody");
        assertThat(gateway.press(gateway.button(InMemoryGateway.sender(7, -5, ChatKind.GROUP), STICKER, data)))
                .startsWith("One more");
    }

    @Test
    void whatIsNoButtonOfOursAsksForNothing() {
        assertThat(gateway.press(gateway.button(gateway.person, STICKER, "nonsense")))
                .startsWith("This button no longer works");
        assertThat(gateway.press(new ButtonAction.Again(UUID.randomUUID(), 1), STICKER))
                .startsWith("This button no longer works");
        assertThat(asked()).isEmpty();
    }

    @Test
    void aButtonWorksUnderItsOwnStickerAloneOnceItIsKnownWhichMessageThatIs() {
        ButtonAction again = new ButtonAction.Again(job, 1);
        gateway.requests.arrived(job, STICKER);

        assertThat(gateway.press(again, STICKER + 1)).startsWith("This button no longer works");
        assertThat(gateway.press(again, STICKER)).startsWith("One more");
    }

    @Test
    void aButtonIsAnsweredWhenKafkaHasWhatItAsksForAndNotBefore() {
        gateway.events.kafkaKeepsSilent();
        CompletableFuture<?> pressed = gateway.take(gateway.button(new ButtonAction.Again(job, 1), STICKER));
        assertThat(gateway.isAnswered()).isFalse();

        gateway.events.kafkaAnswers();

        assertThat(pressed).succeedsWithin(10, TimeUnit.SECONDS);
        assertThat(gateway.popup()).startsWith("One more");
    }

    @Test
    void twoTapsAreOneJobAndAfterItsEndThePersonHasHadIt() {
        ButtonAction again = new ButtonAction.Again(job, 1);
        gateway.press(again, STICKER);
        gateway.pass(Duration.ofMillis(300));
        gateway.press(again, STICKER);

        assertThat(asked())
                .hasSize(2)
                .extracting(PhotoRequested::getJobId, PhotoRequested::getRequestedAt)
                .containsOnly(
                        tuple(asked().getFirst().getJobId(), asked().getFirst().getRequestedAt()));
        UUID next = asked().getFirst().getJobId();
        assertThat(next).isEqualTo(Ids.jobOfButton(1, 1001, STICKER, again.callbackData()));
        gateway.requests.ended(next, JobEnd.DELIVERED);
        assertThat(gateway.press(again, STICKER)).startsWith("You already have this one");
        assertThat(asked()).hasSize(2);
    }

    @Test
    void eachChangesItsOwnAndLeavesTheRest() {
        assertThat(gateway.press(new ButtonAction.Restyle(job, StylePreset.COMIC.id()), STICKER))
                .contains(StylePreset.COMIC.title("en"));
        UUID comic = asked().getLast().getJobId();
        gateway.press(new ButtonAction.Outline(comic, false), STICKER + 1);
        UUID bare = asked().getLast().getJobId();
        gateway.press(new ButtonAction.Reshape(bare, StickerMode.CARD), STICKER + 2);

        assertThat(asked()).extracting(PhotoRequested::getStylePresetId).containsOnly("comic");
        assertThat(asked()).extracting(PhotoRequested::getOutline).containsExactly(true, false, false);
        assertThat(asked())
                .extracting(PhotoRequested::getMode)
                .containsExactly(StickerMode.CUT_OUT, StickerMode.CUT_OUT, StickerMode.CARD);
        assertThat(asked()).extracting(PhotoRequested::getPhotoFileId).containsOnly("file1");
        assertThat(asked()).extracting(PhotoRequested::getSessionId).containsOnly(Ids.session(job));
    }

    @Test
    void aRemoteStyleIsOrderedLikeAnyOtherAndOneThatIsGoneSaysSo() {
        assertThat(gateway.press(new ButtonAction.Restyle(job, "clay"), STICKER))
                .isEqualTo("One more, coming up: Clay figure.");
        assertThat(asked()).extracting(PhotoRequested::getStylePresetId).containsExactly("clay");

        UUID clay = asked().getFirst().getJobId();
        gateway.press(new ButtonAction.ShowPrompt(clay), STICKER + 1);
        assertThat(gateway.events.of(ChatReply.class).getLast().getText()).isEqualTo("A clay figure");
        assertThat(gateway.press(new ButtonAction.ShowPrompt(job), STICKER)).startsWith("This button no longer works");

        assertThat(gateway.press(new ButtonAction.Restyle(job, "plush"), STICKER))
                .startsWith("This button no longer works");
        assertThat(asked()).hasSize(1);
    }

    @Test
    void theTickedStyleMakesNothingAndSaysWhichItIs() {
        gateway.press(new ButtonAction.Restyle(job, StylePreset.COMIC.id()), STICKER);
        UUID comic = asked().getLast().getJobId();

        assertThat(gateway.press(new ButtonAction.Restyle(comic, StylePreset.COMIC.id()), STICKER + 1))
                .isEqualTo("This sticker is in that style already: Comic.");
        assertThat(gateway.press(new ButtonAction.Restyle(job, StylePreset.NONE.id()), STICKER))
                .isEqualTo("This sticker is in that style already: As it is.");
        assertThat(asked()).hasSize(1);
    }

    @Test
    void whatStandsInTheChatAlreadyIsNotMadeAgainByAnotherButton() {
        gateway.rules.quota(10);
        gateway.requests.ended(job, JobEnd.DELIVERED);
        UUID bare = delivered(new ButtonAction.Outline(job, false), STICKER);
        UUID card = delivered(new ButtonAction.Reshape(job, StickerMode.CARD), STICKER);
        delivered(new ButtonAction.Restyle(job, StylePreset.SEPIA.id()), STICKER);

        for (ButtonAction same : List.of(
                new ButtonAction.Outline(bare, true),
                new ButtonAction.Reshape(card, StickerMode.CUT_OUT),
                new ButtonAction.Restyle(card, StylePreset.SEPIA.id()))) {
            assertThat(gateway.press(same, STICKER + 1)).as(same.toString()).startsWith("You already have this one");
        }
        assertThat(asked()).hasSize(3);
        assertThat(gateway.press(new ButtonAction.Reshape(bare, StickerMode.CARD), STICKER + 1))
                .as("the card is there with an outline")
                .startsWith("One more");
        gateway.requests.deleted(job);
        assertThat(gateway.press(new ButtonAction.Outline(bare, true), STICKER + 1))
                .as("deleted")
                .startsWith("One more");
    }

    /** Its job may have got no further than the table; whatever was delivered since, its update must bring it to Kafka. */
    @Test
    void aPressThatComesAgainIsItsJobThoughItsTwinWasDeliveredSince() {
        UUID bare = delivered(new ButtonAction.Outline(job, false), STICKER);
        ButtonAction press = new ButtonAction.Outline(bare, true);
        gateway.press(press, STICKER + 1);
        gateway.requests.ended(job, JobEnd.DELIVERED);

        assertThat(gateway.press(press, STICKER + 1)).startsWith("One more");
    }

    private UUID delivered(ButtonAction action, int messageId) {
        assertThat(gateway.press(action, messageId)).startsWith("One more");
        UUID made = asked().getLast().getJobId();
        gateway.requests.ended(made, JobEnd.DELIVERED);
        return made;
    }

    @Test
    void whatIsReadyMadeIsTakenAndCostsNothing() {
        gateway.made.add(job + "/1");
        gateway.made.add(job + "/2");
        gateway.rules.quota(1);

        assertThat(gateway.press(new ButtonAction.ReadyMade(job, 1), STICKER)).isEqualTo("Here is another.");
        UUID second = asked().getLast().getJobId();
        assertThat(gateway.press(new ButtonAction.ReadyMade(second, 2), STICKER + 1))
                .isEqualTo("Here is another.");

        assertThat(asked())
                .extracting(PhotoRequested::getReadyMadeOf)
                .as("of the first")
                .containsExactly(job, job);
        assertThat(asked()).extracting(PhotoRequested::getVariant).containsExactly(1, 2);
        assertThat(gateway.press(new ButtonAction.Again(job, 3), STICKER)).contains("That was all for today");
    }

    @Test
    void whatIsKeptNoLongerOrWasNeverMadeIsMadeAnew() {
        assertThat(gateway.press(new ButtonAction.ReadyMade(job, 1), STICKER)).contains("I am making this one anew");

        gateway.made.add(job + "/2");
        gateway.pass(InMemoryGateway.READY_MADE_LIFETIME);
        assertThat(gateway.press(new ButtonAction.ReadyMade(job, 2), STICKER)).contains("I am making this one anew");

        assertThat(asked())
                .hasSize(2)
                .extracting(PhotoRequested::getReadyMadeOf)
                .containsOnlyNulls();
    }

    @Test
    void theButtonsOfADeletedStickerSayThatItIsAndTwoTapsOfDeleteAreOneCommand() {
        ButtonAction delete = new ButtonAction.Delete(job, 0);
        assertThat(gateway.press(delete, STICKER)).isEqualTo(gateway.press(delete, STICKER));
        assertThat(gateway.events.of(JobCommand.class))
                .hasSize(2)
                .allMatch(command -> command.getKind() == JobCommandKind.DELETE)
                .extracting(JobCommand::getCommandId)
                .containsOnly(gateway.events.of(JobCommand.class).getFirst().getCommandId());

        var menu = new StickerMenu(job, StylePreset.NONE.id(), true, StickerMenu.Next.AGAIN, 1, null);
        for (ButtonAction old : List.of(
                new ButtonAction.Again(job, 1),
                new ButtonAction.ReadyMade(job, 1),
                new ButtonAction.Restyle(job, StylePreset.COMIC.id()),
                new ButtonAction.Outline(job, false),
                new ButtonAction.Reshape(job, StickerMode.CARD),
                new ButtonAction.AskText(job),
                new ButtonAction.ShowStyles(menu),
                new ButtonAction.ShowMenu(menu),
                new ButtonAction.AddToSet(job, 0))) {
            assertThat(gateway.press(old, STICKER)).as(old.toString()).startsWith("This sticker is deleted");
        }
        assertThat(asked()).isEmpty();
        assertThat(gateway.events.of(ChatReply.class)).isEmpty();
        assertThat(gateway.events.of(StyleSheetRequested.class)).isEmpty();
        assertThat(gateway.events.of(StickerSetRequested.class)).isEmpty();
    }

    @Test
    void aPressFromBeforeTheDeletionThatComesAgainIsStillItsJob() {
        ButtonAction again = new ButtonAction.Again(job, 1);
        gateway.press(again, STICKER);
        gateway.press(new ButtonAction.Delete(job, 0), STICKER);

        assertThat(gateway.press(again, STICKER)).startsWith("One more");

        gateway.requests.ended(asked().getFirst().getJobId(), JobEnd.DELIVERED);
        assertThat(gateway.press(again, STICKER)).startsWith("This sticker is deleted");
    }

    @Test
    void cancelStopsTheJobOrItsAlbumAndSaysWhenItIsTooLate() {
        UUID first = gateway.asked(gateway.photo(null, "album"));
        UUID second = gateway.asked(gateway.photo(null, "album"));

        assertThat(gateway.press(new ButtonAction.Cancel(second, true), STICKER))
                .isEqualTo("Stopping it.");
        assertThat(gateway.events.of(JobCommand.class))
                .extracting(JobCommand::getJobId)
                .containsExactlyInAnyOrder(first, second);

        assertThat(gateway.press(new ButtonAction.Cancel(job, false), STICKER + 1))
                .isEqualTo("Stopping it.");
        gateway.requests.ended(job, JobEnd.CANCELLED);
        UUID done = gateway.asked();
        gateway.requests.ended(done, JobEnd.DELIVERED);
        assertThat(gateway.press(new ButtonAction.Cancel(done, false), STICKER + 2))
                .startsWith("Too late");
        assertThat(gateway.events.of(JobCommand.class)).hasSize(3);
    }

    @Test
    void theStylesAreShownOnceForTwoTapsInAMomentAndNotToWhoIsRefused() {
        ButtonAction styles = new ButtonAction.ShowStyles(
                new StickerMenu(job, StylePreset.NONE.id(), true, StickerMenu.Next.AGAIN, 1, null));
        gateway.press(styles, STICKER);
        gateway.press(styles, STICKER);
        assertThat(sheets()).hasSize(2).containsOnly(sheets().getFirst());

        gateway.pass(Duration.ofSeconds(6));
        gateway.press(styles, STICKER);
        assertThat(sheets()).hasSize(3).last().isNotEqualTo(sheets().getFirst());

        gateway.rules.pause(true);
        assertThat(gateway.press(styles, STICKER)).startsWith("I take a break");
        assertThat(sheets()).hasSize(3);
    }

    /** The question may be far up by now. */
    @Test
    void eachPressForATextAsksAgainAndTheQuestionBeforeGoes() {
        gateway.press(new ButtonAction.AskText(job), STICKER);
        gateway.press(new ButtonAction.AskText(job), STICKER);

        List<ChatReply> replies = gateway.events.of(ChatReply.class);
        assertThat(replies)
                .extracting(ChatReply::getKind, ChatReply::getAsks)
                .containsExactly(
                        tuple(ChatReplyKind.TEXT, true),
                        tuple(ChatReplyKind.DELETE, false),
                        tuple(ChatReplyKind.TEXT, true));
        assertThat(replies.get(1).getDeletesReplyId())
                .isEqualTo(replies.get(0).getReplyId())
                .isNotEqualTo(replies.get(2).getReplyId());
        assertThat(gateway.sessions.textExpected(Ids.user(1, 1001), 1001)).contains(job);
    }

    @Test
    void theQuestionForATextGoesWithItsStickerAndWithNoOther() {
        UUID other = gateway.asked();
        gateway.press(new ButtonAction.AskText(job), STICKER);
        UUID question = gateway.events.of(ChatReply.class).getFirst().getReplyId();

        gateway.press(new ButtonAction.Delete(other, 0), STICKER + 1);
        assertThat(gateway.events.of(ChatReply.class)).hasSize(1);
        gateway.press(new ButtonAction.Delete(job, 0), STICKER);

        assertThat(gateway.events.of(ChatReply.class))
                .last()
                .extracting(ChatReply::getKind, ChatReply::getDeletesReplyId)
                .containsExactly(ChatReplyKind.DELETE, question);
        assertThat(gateway.sessions.textExpected(Ids.user(1, 1001), 1001)).isEmpty();
    }

    @Test
    void aStickerIsPutIntoThePersonsSetByEachPressOnce() {
        String data = new ButtonAction.AddToSet(job, 2).callbackData();
        Button first = new Button(gateway.person, "a", STICKER, "sticker-file", data);

        assertThat(gateway.press(first)).isEqualTo("Adding it to your set.");
        assertThat(gateway.press(new Button(gateway.person, "b", STICKER, "sticker-file", data)))
                .isEqualTo("Adding it to your set.");

        gateway.press(first);

        List<StickerSetRequested> requests = gateway.events.of(StickerSetRequested.class);
        assertThat(requests.get(2).getRequestId())
                .as("the same press once more")
                .isEqualTo(requests.get(0).getRequestId())
                .isNotEqualTo(requests.get(1).getRequestId());
        assertThat(requests).hasSize(3).allSatisfy(asked -> {
            assertThat(asked.getKind()).isEqualTo(StickerSetRequestKind.ADD);
            assertThat(asked.getStickerId()).isEqualTo(Ids.sticker(job, 2));
            assertThat(asked.getTelegramFileId()).isEqualTo("sticker-file");
            assertThat(asked.getTitle()).isEqualTo("Ann's stickers");
            assertThat(asked.getSetId()).isNull();
            assertThat(asked.getEmoji()).isNull();
            assertThat(asked.getUserId()).isEqualTo(Ids.user(1, 1001));
            assertThat(asked.getTelegramUserId()).isEqualTo(1001);
            assertThat(asked.getChatId()).isEqualTo(1001);
            assertThat(asked.getMessageId()).isEqualTo(STICKER);
        });
    }

    @Test
    void onlyWhoseStickerItIsPutsItIntoASetAndInAGroupThePresserDoesSoWithTheirs() {
        String data = new ButtonAction.AddToSet(job, 0).callbackData();
        var stranger = InMemoryGateway.sender(7, 1001, ChatKind.PRIVATE);
        assertThat(gateway.press(gateway.button(stranger, STICKER, data))).startsWith("This button belongs");
        assertThat(gateway.events.of(StickerSetRequested.class)).isEmpty();

        var ofAProgram = PhotoRequest.uploaded(
                UUID.randomUUID(),
                new Asker(Ids.user(1, -5), -5, -5),
                "uploads/x",
                AskedOptions.DEFAULT,
                Instant.EPOCH);
        gateway.requests.note(ofAProgram);
        gateway.press(gateway.button(
                new Sender(7, "Bo", -5, ChatKind.GROUP, 3, "ru"),
                STICKER,
                new ButtonAction.AddToSet(ofAProgram.jobId(), 0).callbackData()));

        assertThat(gateway.events.of(StickerSetRequested.class)).singleElement().satisfies(asked -> {
            assertThat(asked.getUserId()).isEqualTo(Ids.user(1, 7));
            assertThat(asked.getTelegramUserId()).isEqualTo(7);
            assertThat(asked.getChatId()).isEqualTo(-5);
            assertThat(asked.getChatKind()).isEqualTo(ChatKind.GROUP);
            assertThat(asked.getThreadId()).isEqualTo(3);
            assertThat(asked.getLanguage()).isEqualTo("ru");
            assertThat(asked.getTitle()).isEqualTo("Bo: стикеры");
            assertThat(asked.getTelegramFileId()).isNull();
        });
        assertThat(gateway.users.language(Ids.user(1, 7)))
                .as("has never written to the bot")
                .contains("ru");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "🦊", "a\0b", "\ud83d", "see https://x", "@ann", "T.ME/ann"})
    void aNameThatCannotStandInATitleIsLeftOut(String name) {
        var nameless = new Sender(1001, name, 1001, ChatKind.PRIVATE, null, "en");

        gateway.press(gateway.button(nameless, STICKER, new ButtonAction.AddToSet(job, 0).callbackData()));

        assertThat(gateway.events.of(StickerSetRequested.class))
                .singleElement()
                .extracting(StickerSetRequested::getTitle)
                .isEqualTo("My stickers");
    }

    @Test
    void ofALongNameAsMuchIsInTheTitleAsFits() {
        var longNamed = new Sender(1001, "a" + "🦊".repeat(70), 1001, ChatKind.PRIVATE, null, "en");

        gateway.press(gateway.button(longNamed, STICKER, new ButtonAction.AddToSet(job, 0).callbackData()));

        assertThat(gateway.events.of(StickerSetRequested.class))
                .singleElement()
                .extracting(StickerSetRequested::getTitle)
                .isEqualTo("a" + "🦊".repeat(63));
    }

    @Test
    void theStylesNamesGiveWayToTheMenuAndASheetIsRemoved() {
        var menu = new StickerMenu(job, StylePreset.NONE.id(), true, StickerMenu.Next.AGAIN, 1, null);
        ButtonAction back = new ButtonAction.ShowMenu(menu);
        gateway.press(back, STICKER);
        gateway.press(new ButtonAction.CloseStyles(job), STICKER + 1);

        assertThat(gateway.events.of(ChatReply.class))
                .extracting(ChatReply::getKind)
                .containsExactly(ChatReplyKind.EDIT, ChatReplyKind.DELETE);
        assertThat(gateway.events.of(ChatReply.class).getFirst().getKeyboard()).isEqualTo(back.callbackData());
    }

    @Test
    void whoIsRefusedIsToldWhereTheyPressed() {
        gateway.rules.block(1001, true);

        assertThat(gateway.press(new ButtonAction.Again(job, 1), STICKER)).startsWith("I make no stickers for this");

        assertThat(asked()).isEmpty();
        assertThat(gateway.told()).isEmpty();
    }

    /** What was asked for after the first photo. */
    private List<PhotoRequested> asked() {
        return gateway.events.of(PhotoRequested.class).stream()
                .filter(request -> !isPhoto(request))
                .toList();
    }

    private static boolean isPhoto(PhotoRequested request) {
        return request.getSessionId().equals(Ids.session(request.getJobId())) || request.getMediaGroupId() != null;
    }

    private List<UUID> sheets() {
        return gateway.events.of(StyleSheetRequested.class).stream()
                .map(StyleSheetRequested::getRequestId)
                .toList();
    }
}
