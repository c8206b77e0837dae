package io.stickermill.gateway.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.stickermill.contracts.button.ButtonAction;
import io.stickermill.contracts.button.SetAction;
import io.stickermill.contracts.button.SheetSize;
import io.stickermill.gateway.update.Incoming.Photo;
import io.stickermill.schemas.ChatKind;
import io.stickermill.schemas.ChatReply;
import io.stickermill.schemas.ChatReplyKind;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.PackSheetRequested;
import io.stickermill.schemas.PhotoRequested;
import io.stickermill.schemas.ReplyButton;
import io.stickermill.schemas.StickerSetRequestKind;
import io.stickermill.schemas.StickerSetRequested;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A picture with many drawings: from its caption to what is published for each. */
class SheetRequestsTest {

    private static final int PREVIEW = 700;
    private static final SheetSize FOUR = new SheetSize(4, 2);

    private final InMemoryGateway gateway = new InMemoryGateway();
    private final Photo sheet = gateway.sheet("Cats");
    private final UUID pack = Ids.pack(InMemoryGateway.jobOf(sheet));

    @Test
    void theDrawingsAreLookedForAndNoStickerIsMadeYet() {
        gateway.taken(sheet);
        gateway.taken(sheet);

        assertThat(gateway.events.of(PackSheetRequested.class)).hasSize(2).allSatisfy(asked -> {
            assertThat(asked.getRequestId()).isEqualTo(pack);
            assertThat(asked.getPhotoFileId()).isEqualTo(sheet.fileId());
            assertThat(asked.getMessageId()).isEqualTo(sheet.messageId());
            assertThat(asked.getTelegramUserId()).isEqualTo(1001);
        });
        assertThat(photos()).isEmpty();
    }

    @Test
    void eachDrawingThatIsWantedIsAskedForAndNoOther() {
        gateway.taken(sheet);
        gateway.press(new SetAction.SheetCell(pack, FOUR, 1), PREVIEW);
        assertThat(marks()).containsExactly("1", "✖ 2", "3", "4", "✅ Make the set");
        gateway.press(new SetAction.SheetCell(pack, FOUR, 2), PREVIEW);
        gateway.press(new SetAction.SheetCell(pack, FOUR, 2), PREVIEW);
        assertThat(marks()).containsExactly("1", "✖ 2", "3", "4", "✅ Make the set");

        assertThat(gateway.press(new SetAction.MakeSheet(pack, FOUR), PREVIEW)).startsWith("That is all");
        gateway.press(new SetAction.SheetCell(pack, FOUR, 0), PREVIEW);
        gateway.press(new SetAction.MakeSheet(pack, FOUR), PREVIEW);

        assertThat(photos().subList(0, 3))
                .extracting(
                        PhotoRequested::getJobId,
                        PhotoRequested::getPackBatchId,
                        PhotoRequested::getPackIndex,
                        PhotoRequested::getSheetCell,
                        PhotoRequested::getPhotoFileId)
                .containsExactly(
                        tuple(Ids.drawing(pack, 0), pack, 0, 0, sheet.fileId()),
                        tuple(Ids.drawing(pack, 2), pack, 1, 2, sheet.fileId()),
                        tuple(Ids.drawing(pack, 3), pack, 2, 3, sheet.fileId()));
        assertThat(photos().subList(3, 6))
                .as("pressed once more, the same")
                .extracting(PhotoRequested::getJobId, PhotoRequested::getPackIndex, PhotoRequested::getSheetCell)
                .containsExactlyElementsOf(photos().subList(0, 3).stream()
                        .map(photo -> tuple(photo.getJobId(), photo.getPackIndex(), photo.getSheetCell()))
                        .toList());
        assertThat(sets())
                .extracting(
                        StickerSetRequested::getKind,
                        StickerSetRequested::getSetId,
                        StickerSetRequested::getTitle,
                        StickerSetRequested::getParts)
                .startsWith(
                        tuple(StickerSetRequestKind.PACK_BEGUN, pack, "Cats", null),
                        tuple(StickerSetRequestKind.PACK_ENDED, pack, null, 3));
        assertThat(marks()).as("the buttons go").isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "without 4 and 2, '2, 4'",
        "Без 1 и 3!, '1, 3'",
        "'not 2,3', '2, 3'",
        "except number 1 or 99, 1",
        "'4', ",
        "without you, ",
        "'I was born without 2 of my toes in 1990', "
    })
    void whatIsLeftOutMayBeSaid(String words, String numbers) {
        gateway.taken(sheet);
        gateway.taken(gateway.said(words));

        if (numbers == null) {
            assertThat(gateway.told()).singleElement().asString().startsWith("Send me a photo");
        } else {
            assertThat(gateway.told())
                    .containsExactly(
                            "All right, without " + numbers + ". Press the button under the numbers to make the set.");
            gateway.press(new SetAction.MakeSheet(pack, FOUR), PREVIEW);
            assertThat(photos()).hasSize(4 - numbers.split(", ").length);
        }
    }

    @Test
    void aQuestionForATextComesBeforeTheSheet() {
        UUID sticker = gateway.asked();
        gateway.taken(sheet);
        gateway.press(new ButtonAction.AskText(sticker), 50);
        gateway.taken(gateway.said("not 1"));

        assertThat(photos()).last().extracting(PhotoRequested::getText).isEqualTo("not 1");
    }

    @Test
    void theButtonsAreForWhoSentItAndNothingIsMadeOfNothing() {
        gateway.taken(sheet);
        var other = InMemoryGateway.sender(7, 1001, ChatKind.GROUP);
        var make = new SetAction.MakeSheet(pack, FOUR);

        assertThat(gateway.press(gateway.button(other, PREVIEW, make.callbackData())))
                .startsWith("This button belongs to somebody");
        assertThat(gateway.press(new SetAction.MakeSheet(UUID.randomUUID(), FOUR), PREVIEW))
                .startsWith("This button no longer works");
        gateway.taken(gateway.said("without 1 2 3 4"));
        assertThat(gateway.press(make, PREVIEW)).isEqualTo("All of them are left out.");
        assertThat(photos()).isEmpty();
    }

    /** Of two that are asked for together: each counts as a sticker. */
    @Test
    void whatIsOverTheQuotaIsNoPartOfThePack() {
        for (int i = 0; i < InMemoryGateway.DAILY_QUOTA - 2; i++) {
            gateway.asked();
        }
        gateway.taken(sheet);
        gateway.press(new SetAction.MakeSheet(pack, FOUR), PREVIEW);

        assertThat(photos().stream().filter(photo -> photo.getPackBatchId() != null))
                .extracting(PhotoRequested::getPackIndex)
                .containsExactly(0, 1);
        assertThat(sets().getLast().getParts()).isEqualTo(2);
        assertThat(gateway.told()).anyMatch(text -> text.startsWith("That was all for today"));
    }

    private List<PhotoRequested> photos() {
        return gateway.events.of(PhotoRequested.class);
    }

    private List<StickerSetRequested> sets() {
        return gateway.events.of(StickerSetRequested.class);
    }

    /** What the buttons under the preview say. */
    private List<String> marks() {
        return gateway.events.of(ChatReply.class).stream()
                .filter(reply -> reply.getKind() == ChatReplyKind.EDIT && reply.getMessageId() == PREVIEW)
                .toList()
                .getLast()
                .getButtons()
                .stream()
                .map(ReplyButton::getText)
                .toList();
    }
}
