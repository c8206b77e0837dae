package io.stickermill.gateway.update;

import static org.assertj.core.api.Assertions.assertThat;

import io.stickermill.contracts.button.ForgetAction;
import io.stickermill.contracts.button.ForgetAction.Kind;
import io.stickermill.gateway.update.Incoming.Button;
import io.stickermill.schemas.ChatKind;
import io.stickermill.schemas.ChatReply;
import io.stickermill.schemas.ChatReplyKind;
import io.stickermill.schemas.ForgetRequested;
import io.stickermill.schemas.GalleryRequested;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.PersonForgotten;
import io.stickermill.schemas.PhotoRequested;
import io.stickermill.schemas.ReplyButton;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How people have themselves forgotten in the chat. */
class ForgetRequestsTest {

    private static final int MESSAGE = 70;

    private final InMemoryGateway gateway = new InMemoryGateway();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whoWantsToBeForgottenIsAskedTwiceAndThenIs(boolean sets) {
        gateway.taken(gateway.askForget(gateway.person));
        ChatReply question = replies().getLast();
        assertThat(question.getText()).contains("can't be undone");
        assertThat(question.getButtons()).extracting(ReplyButton::getData).containsExactly("Fy:0", "Fy:1", "Fn:0");

        assertThat(press(Kind.YES, sets)).contains("Really?");
        assertThat(asked()).as("asked once is not enough").isEmpty();
        assertThat(replies().getLast().getKind()).isEqualTo(ChatReplyKind.EDIT);
        String sure = new ForgetAction(Kind.SURE, sets).callbackData();
        assertThat(replies().getLast().getButtons())
                .extracting(ReplyButton::getData)
                .containsExactly(sure, "Fn:0");

        assertThat(press(Kind.SURE, sets)).contains("I am forgetting you");
        assertThat(asked()).singleElement().satisfies(asked -> {
            assertThat(asked.getUserId()).isEqualTo(Ids.user(1, 1001));
            assertThat(asked.getTelegramUserId()).isEqualTo(1001);
            assertThat(asked.getSets()).isEqualTo(sets);
        });
    }

    @Test
    void meanwhileNothingOfTheirsIsTakenAndTheyAreToldOnce() {
        press(Kind.SURE, false);

        gateway.taken(gateway.photo());
        gateway.taken(gateway.said("hello?"));
        gateway.taken(gateway.askGallery(gateway.person));

        assertThat(gateway.popup()).isEqualTo("wait in en");
        assertThat(gateway.isAnswered()).as("told once").isFalse();
        assertThat(gateway.events.of(PhotoRequested.class)).isEmpty();
        assertThat(press(Kind.SURE, true)).contains("just forgetting you");
        assertThat(asked()).hasSize(1);
    }

    @Test
    void othersGoOnMeanwhileAndSoDoTheyWhenItIsDone() {
        press(Kind.SURE, false);
        var other = InMemoryGateway.sender(1002, 1002, ChatKind.PRIVATE);
        gateway.taken(gateway.askGallery(other));
        assertThat(gateway.events.of(GalleryRequested.class)).hasSize(1);

        gateway.forgets.done(PersonForgotten.newBuilder()
                .setRequestId(asked().getFirst().getRequestId())
                .setService("the last")
                .setUserId(Ids.user(1, 1001))
                .setTelegramUserId(1001)
                .setRequestedAt(gateway.clock.instant())
                .setForgottenAt(gateway.clock.instant())
                .build());
        gateway.taken(gateway.photo());

        assertThat(gateway.events.of(PhotoRequested.class)).hasSize(1);
    }

    @Test
    void whoKeepsEverythingIsLeftAloneAndTheQuestionGoes() {
        assertThat(press(Kind.NO, false)).isEqualTo("Nothing is changed.");
        assertThat(replies().getLast().getKind()).isEqualTo(ChatReplyKind.DELETE);
        assertThat(replies().getLast().getMessageId()).isEqualTo(MESSAGE);
        assertThat(asked()).isEmpty();
    }

    @Test
    void inAGroupNobodyIsForgotten() {
        var inGroup = InMemoryGateway.sender(1001, -5, ChatKind.GROUP);
        gateway.taken(gateway.askForget(inGroup));
        assertThat(gateway.told()).singleElement().asString().contains("private chat");

        Button forged = gateway.button(inGroup, MESSAGE, new ForgetAction(Kind.SURE, true).callbackData());
        assertThat(gateway.press(forged)).contains("private chat");
        assertThat(asked()).isEmpty();
    }

    @Test
    void whereThereIsNoKeyTheOperatorIsToBeAsked() {
        gateway.forgets.on = false;
        gateway.taken(gateway.askForget(gateway.person));
        assertThat(gateway.told()).singleElement().asString().contains("whoever runs this bot");
        assertThat(press(Kind.SURE, false)).contains("whoever runs this bot");
        assertThat(asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Fs:2", "Fx:0", "Fs:", "Fs:0 ", "fs:0", "Fs:00"})
    void dataThatIsNoneOfTheseForgetsNobody(String data) {
        gateway.press(gateway.button(gateway.person, MESSAGE, data));
        assertThat(asked()).isEmpty();
    }

    private String press(Kind kind, boolean sets) {
        return gateway.press(gateway.button(gateway.person, MESSAGE, new ForgetAction(kind, sets).callbackData()));
    }

    private List<ForgetRequested> asked() {
        return gateway.events.of(ForgetRequested.class);
    }

    private List<ChatReply> replies() {
        return gateway.events.of(ChatReply.class);
    }
}
