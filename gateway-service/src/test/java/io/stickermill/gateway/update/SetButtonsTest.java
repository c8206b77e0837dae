package io.stickermill.gateway.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.stickermill.contracts.button.ButtonAction;
import io.stickermill.contracts.button.SetAction;
import io.stickermill.contracts.button.SetEmoji;
import io.stickermill.gateway.update.Incoming.Button;
import io.stickermill.gateway.update.Incoming.Said;
import io.stickermill.gateway.update.Incoming.Sender;
import io.stickermill.schemas.ChatKind;
import io.stickermill.schemas.ChatReply;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.PhotoRequested;
import io.stickermill.schemas.StickerSetRequestKind;
import io.stickermill.schemas.StickerSetRequested;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people can do with their sticker sets, with the twins of the gateway's tables. */
class SetButtonsTest {

    /** The message about the set. */
    private static final int MESSAGE = 60;

    private static final UUID SET = UUID.fromString("00000000-0000-5000-8000-000000000001");

    private final InMemoryGateway gateway = new InMemoryGateway();

    @Test
    void eachButtonAsksForItsOwn() {
        assertThat(asked(new SetAction.Show(SET, 20), ""))
                .isEqualTo(new Asked(StickerSetRequestKind.SHOW, null, 20, null, false));
        assertThat(asked(new SetAction.ShowSticker(SET, 3), ""))
                .isEqualTo(new Asked(StickerSetRequestKind.SHOW_STICKER, 3, null, null, false));
        assertThat(asked(new SetAction.Move(SET, 3, 7), ""))
                .isEqualTo(new Asked(StickerSetRequestKind.MOVE, 3, 7, null, false));
        assertThat(asked(new SetAction.Remove(SET, 3), "Taking it out of the set."))
                .isEqualTo(new Asked(StickerSetRequestKind.REMOVE, 3, null, null, false));
        String fire = SetEmoji.ALL.get(18);
        assertThat(asked(new SetAction.Emoji(SET, 3, 18), fire))
                .isEqualTo(new Asked(StickerSetRequestKind.EMOJI, 3, null, fire, false));
        assertThat(asked(new SetAction.Delete(SET, false), ""))
                .isEqualTo(new Asked(StickerSetRequestKind.DELETE, null, null, null, false));
        assertThat(asked(new SetAction.Delete(SET, true), "Deleting the set."))
                .isEqualTo(new Asked(StickerSetRequestKind.DELETE, null, null, null, true));
    }

    private record Asked(StickerSetRequestKind kind, Integer part, Integer position, String emoji, boolean confirmed) {}

    private Asked asked(SetAction action, String words) {
        assertThat(gateway.press(action, MESSAGE)).isEqualTo(words);
        StickerSetRequested request = requests().getLast();
        assertThat(request.getSetId()).isEqualTo(SET);
        assertThat(request.getMessageId()).isEqualTo(MESSAGE);
        return new Asked(
                request.getKind(),
                request.getPart(),
                request.getPosition(),
                request.getEmoji(),
                request.getConfirmed());
    }

    /** Sets change: shown, or moved, once more is not shown or moved before. */
    @Test
    void aPressThatComesAgainIsOneRequestAndAnotherPressIsAnother() {
        Button move = gateway.button(gateway.person, MESSAGE, new SetAction.Move(SET, 3, 0).callbackData());
        gateway.press(move);
        gateway.press(move);
        gateway.press(new SetAction.Move(SET, 3, 0), MESSAGE);

        assertThat(requests()).hasSize(3);
        assertThat(requests().get(1).getRequestId())
                .isEqualTo(requests().get(0).getRequestId())
                .isEqualTo(Ids.reply(Ids.jobOfButton(1, 1001, MESSAGE, move.data()), "set/" + move.callbackId()))
                .isNotEqualTo(requests().get(2).getRequestId());
    }

    /** Whose set it is, is known to who changes it. */
    @Test
    void whoPressesIsNamedAndKnownFromThenOn() {
        var inGroup = new Sender(7, "Bo", -5, ChatKind.GROUP, 3, "ru");

        gateway.press(gateway.button(inGroup, MESSAGE, new SetAction.Show(SET, 0).callbackData()));

        assertThat(requests()).singleElement().satisfies(request -> {
            assertThat(request.getUserId()).isEqualTo(Ids.user(1, 7));
            assertThat(request.getTelegramUserId()).isEqualTo(7);
            assertThat(request.getChatId()).isEqualTo(-5);
            assertThat(request.getChatKind()).isEqualTo(ChatKind.GROUP);
            assertThat(request.getThreadId()).isEqualTo(3);
            assertThat(request.getLanguage()).isEqualTo("ru");
            assertThat(request.getRequestedAt()).isEqualTo(gateway.clock.instant());
        });
        assertThat(gateway.users.language(Ids.user(1, 7))).contains("ru");
    }

    @Test
    void whatOnlyLooksLikeAButtonOfASetAsksForNothing() {
        String beyondTheEmoji =
                new SetAction.Emoji(SET, 1, 0).callbackData().replaceFirst("\\.0$", "." + SetEmoji.ALL.size());

        assertThat(gateway.press(gateway.button(gateway.person, MESSAGE, beyondTheEmoji)))
                .startsWith("This button no longer works");
        assertThat(requests()).isEmpty();
    }

    @Test
    void whoAsksForTheirSetsIsShownThemOnceAMessageAndNotWithoutEnd() {
        var first = gateway.askSets();
        gateway.taken(first);
        gateway.taken(first);

        assertThat(requests()).hasSize(2).allSatisfy(request -> {
            assertThat(request.getKind()).isEqualTo(StickerSetRequestKind.LIST);
            assertThat(request.getRequestId())
                    .isEqualTo(Ids.reply(Ids.jobOfMessage(1, 1001, first.messageId()), "sets"));
            assertThat(request.getMessageId()).isEqualTo(first.messageId());
            assertThat(request.getUserId()).isEqualTo(Ids.user(1, 1001));
            assertThat(request.getSetId()).isNull();
            assertThat(request.getTitle()).isNull();
        });
        assertThat(gateway.users.language(Ids.user(1, 1001))).contains("en");

        for (int i = 0; i < 50; i++) {
            gateway.taken(gateway.askSets());
        }
        assertThat(requests()).hasSize(11);
    }

    @Test
    void theTitleThatWasAskedForIsTheSetsAndTheNextTextIsTalk() {
        assertThat(gateway.press(new SetAction.AskTitle(SET), MESSAGE)).isEqualTo("Now write the title.");
        ChatReply question = replies().getLast();
        assertThat(question.getAsks()).isTrue();
        assertThat(question.getText()).startsWith("What is the set to be called?");
        assertThat(question.getReplyToMessageId()).isEqualTo(MESSAGE);
        Said title = gateway.said(" My\nbest cats ");

        gateway.taken(title);
        gateway.taken(title);
        gateway.taken(gateway.said("and so on"));

        assertThat(requests()).hasSize(2).allSatisfy(request -> {
            assertThat(request.getKind()).isEqualTo(StickerSetRequestKind.RENAME);
            assertThat(request.getSetId()).isEqualTo(SET);
            assertThat(request.getTitle()).isEqualTo("My best cats");
            assertThat(request.getMessageId()).isEqualTo(title.messageId());
            assertThat(request.getRequestId())
                    .isEqualTo(Ids.reply(Ids.jobOfMessage(1, 1001, title.messageId()), "sets"));
        });
        assertThat(takenBack()).containsExactly(question.getReplyId());
        assertThat(gateway.told()).last().asString().startsWith("Send me a photo");
    }

    @Test
    void aTitleThatDoesNotFitIsAskedForAgain() {
        gateway.press(new SetAction.AskTitle(SET), MESSAGE);

        gateway.taken(gateway.said("x".repeat(65)));
        assertThat(gateway.told()).last().asString().contains("65 characters, and 64 fit");
        gateway.taken(gateway.said("\u200b"));
        assertThat(gateway.told()).last().asString().startsWith("There is nothing to be seen in this title");
        assertThat(requests()).isEmpty();
        gateway.taken(gateway.said("x".repeat(64)));

        assertThat(requests()).extracting(StickerSetRequested::getTitle).containsExactly("x".repeat(64));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cancel", " ОТМЕНА ", "/cancel"})
    void whoGivesUpKeepsTheTitle(String words) {
        gateway.press(new SetAction.AskTitle(SET), MESSAGE);
        UUID question = replies().getLast().getReplyId();

        gateway.taken(words.startsWith("/") ? gateway.cancel() : gateway.said(words));

        assertThat(gateway.told()).last().isEqualTo("All right, the set keeps its title.");
        assertThat(takenBack()).containsExactly(question);
        gateway.taken(gateway.said("no title"));
        assertThat(requests()).isEmpty();
    }

    @Test
    void aPhotoTakesTheQuestionForATitleBack() {
        gateway.press(new SetAction.AskTitle(SET), MESSAGE);
        UUID question = replies().getLast().getReplyId();

        gateway.taken(gateway.photo());

        assertThat(gateway.told()).last().asString().startsWith("I no longer wait for the title");
        assertThat(takenBack()).containsExactly(question);
        gateway.taken(gateway.said("no title"));
        assertThat(requests()).isEmpty();
    }

    @Test
    void ofTheQuestionsForATitleAndForATextTheLastOneCounts() {
        UUID sticker = gateway.asked();
        gateway.press(new ButtonAction.AskText(sticker), 50);
        UUID forText = replies().getLast().getReplyId();
        gateway.press(new SetAction.AskTitle(SET), MESSAGE);
        UUID forTitle = replies().getLast().getReplyId();
        assertThat(takenBack()).containsExactly(forText);
        gateway.taken(gateway.said("Cats"));
        assertThat(requests()).extracting(StickerSetRequested::getTitle).containsExactly("Cats");
        assertThat(texts()).containsOnlyNulls();

        gateway.press(new SetAction.AskTitle(SET), MESSAGE);
        UUID again = replies().getLast().getReplyId();
        gateway.press(new ButtonAction.AskText(sticker), 50);
        gateway.taken(gateway.said("Good morning"));

        assertThat(requests()).hasSize(1);
        assertThat(texts()).last().isEqualTo("Good morning");
        assertThat(takenBack()).startsWith(forText, forTitle, again).hasSize(4);
    }

    /** Telegram sends it until it is confirmed, whatever was asked in between. */
    @Test
    void whatIsSaidOnceMoreAnswersNoQuestionThatCameAfterIt() {
        UUID sticker = gateway.asked();
        UUID other = UUID.randomUUID();
        gateway.press(new SetAction.AskTitle(SET), MESSAGE);
        Said title = gateway.said("Cats");
        gateway.taken(title);
        gateway.press(new ButtonAction.AskText(sticker), 50);
        gateway.taken(title);
        assertThat(texts()).containsOnlyNulls();
        Said text = gateway.said("Good morning");
        gateway.taken(text);
        gateway.press(new SetAction.AskTitle(other), MESSAGE);
        gateway.taken(text);
        gateway.taken(gateway.said("Dogs"));

        assertThat(texts()).containsExactly(null, "Good morning", "Good morning");
        assertThat(requests())
                .extracting(StickerSetRequested::getSetId, StickerSetRequested::getTitle)
                .containsExactly(tuple(SET, "Cats"), tuple(SET, "Cats"), tuple(other, "Dogs"));
    }

    @Test
    void eachPressForATitleAsksAgainAndTheQuestionBeforeGoesButAPressThatComesAgainIsOne() {
        UUID other = UUID.randomUUID();
        Button press = gateway.button(gateway.person, MESSAGE, new SetAction.AskTitle(SET).callbackData());
        gateway.press(press);
        gateway.press(press);
        assertThat(replies())
                .extracting(ChatReply::getReplyId, ChatReply::getAsks)
                .hasSize(2)
                .containsOnly(tuple(replies().getFirst().getReplyId(), true));

        gateway.press(new SetAction.AskTitle(other), MESSAGE + 1);
        assertThat(takenBack()).containsExactly(replies().getFirst().getReplyId());
        gateway.taken(gateway.said("Cats"));

        assertThat(requests()).extracting(StickerSetRequested::getSetId).containsExactly(other);
    }

    /** Also among talk that the chat has been hinted at, and in a group, where nobody is. */
    @Test
    void aTitleInAGroupIsTakenFromWhoWasAskedForIt() {
        var asker = InMemoryGateway.sender(7, -5, ChatKind.GROUP);
        var neighbour = InMemoryGateway.sender(8, -5, ChatKind.GROUP);
        gateway.press(gateway.button(asker, MESSAGE, new SetAction.AskTitle(SET).callbackData()));

        gateway.taken(new Said(neighbour, 90, "talk", gateway.clock.instant()));
        gateway.taken(new Said(asker, 91, "Cats", gateway.clock.instant()));

        assertThat(requests())
                .extracting(StickerSetRequested::getTitle, StickerSetRequested::getTelegramUserId)
                .containsExactly(tuple("Cats", 7L));
    }

    private List<StickerSetRequested> requests() {
        return gateway.events.of(StickerSetRequested.class);
    }

    private List<ChatReply> replies() {
        return gateway.events.of(ChatReply.class);
    }

    private List<UUID> takenBack() {
        return replies().stream()
                .map(ChatReply::getDeletesReplyId)
                .filter(id -> id != null)
                .toList();
    }

    private List<String> texts() {
        return gateway.events.of(PhotoRequested.class).stream()
                .map(PhotoRequested::getText)
                .toList();
    }
}
