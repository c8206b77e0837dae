package io.stickermill.gateway.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.stickermill.contracts.button.SetAction;
import io.stickermill.gateway.update.Incoming.AskPack;
import io.stickermill.gateway.update.Incoming.Photo;
import io.stickermill.schemas.ChatKind;
import io.stickermill.schemas.ChatReply;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.PhotoRequested;
import io.stickermill.schemas.ReplyButton;
import io.stickermill.schemas.StickerSetRequestKind;
import io.stickermill.schemas.StickerSetRequested;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Photos that are to become a set: from the command to what is published. */
class PackRequestsTest {

    private static final int MESSAGE = 700;

    private final InMemoryGateway gateway = new InMemoryGateway();

    @Test
    void thePhotosAfterTheCommandAreOnePackUntilItsOwnerSaysDone() {
        AskPack asked = gateway.askPack("My  cats");
        gateway.taken(asked);
        UUID pack = Ids.pack(Ids.jobOfMessage(1, 1001, asked.messageId()));
        Photo first = gateway.photo("hello", null);
        gateway.taken(first);
        gateway.taken(first);
        gateway.taken(gateway.photo(null, "album"));

        assertThat(photos())
                .extracting(PhotoRequested::getPackBatchId, PhotoRequested::getPackIndex, PhotoRequested::getText)
                .containsExactly(tuple(pack, 0, "hello"), tuple(pack, 0, "hello"), tuple(pack, 1, null));
        assertThat(requests())
                .extracting(StickerSetRequested::getKind, StickerSetRequested::getSetId, StickerSetRequested::getTitle)
                .containsOnly(tuple(StickerSetRequestKind.PACK_BEGUN, pack, "My cats"));
        ChatReply opened = replies().getFirst();
        assertThat(opened.getText()).contains("My cats");
        assertThat(opened.getReplyToMessageId()).isEqualTo(asked.messageId());
        assertThat(opened.getOwed()).isTrue();
        assertThat(opened.getButtons())
                .extracting(ReplyButton::getData)
                .containsExactly(new SetAction.EndPack(pack).callbackData());

        assertThat(gateway.press(new SetAction.EndPack(pack), MESSAGE)).startsWith("That is all");
        gateway.press(new SetAction.EndPack(pack), MESSAGE);
        gateway.taken(gateway.photo());

        assertThat(ends())
                .extracting(StickerSetRequested::getSetId, StickerSetRequested::getParts)
                .containsOnly(tuple(pack, 2));
        assertThat(ends()).extracting(StickerSetRequested::getRequestId).containsOnly(Ids.reply(pack, "ended"));
        assertThat(photos().getLast().getPackBatchId()).isNull();
    }

    @Test
    void anAlbumWithTheCommandInItsCaptionIsAPackThatEndsByItself() {
        Photo first = gateway.photoForPack("Cats", "album");
        gateway.taken(first);
        gateway.taken(gateway.photo(null, "album"));
        gateway.taken(gateway.photo(null, "album"));
        gateway.endDuePacks();
        assertThat(ends()).isEmpty();
        gateway.pass(Duration.ofSeconds(6));
        gateway.endDuePacks();

        UUID pack = Ids.pack(InMemoryGateway.jobOf(first));
        assertThat(photos())
                .extracting(PhotoRequested::getPackBatchId, PhotoRequested::getPackIndex)
                .containsExactly(tuple(pack, 0), tuple(pack, 1), tuple(pack, 2));
        assertThat(ends()).singleElement().satisfies(end -> {
            assertThat(end.getParts()).isEqualTo(3);
            assertThat(end.getUserId()).isEqualTo(Ids.user(1, 1001));
            assertThat(end.getMessageId()).isEqualTo(first.messageId());
        });
        assertThat(replies()).as("nothing has to be pressed").isEmpty();
    }

    @Test
    void aSinglePhotoWithTheCommandIsTheFirstOfMore() {
        Photo first = gateway.photoForPack("", null);
        gateway.taken(first);
        gateway.taken(gateway.photo());

        assertThat(photos()).extracting(PhotoRequested::getPackIndex).containsExactly(0, 1);
        assertThat(requests()).extracting(StickerSetRequested::getTitle).containsExactly("Ann's stickers");
        assertThat(replies().getFirst().getButtons()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "see t.me/somebody, Telegram takes no links",
        "'\u200b', There is nothing to be seen",
        "1234567890123456789012345678901234567890123456789012345678901234X, '65 characters, and 64 fit'"
    })
    void aTitleThatTelegramWouldRefuseOpensNoPack(String title, String told) {
        gateway.taken(gateway.askPack(title));
        gateway.taken(gateway.photo());

        assertThat(gateway.told()).singleElement().asString().contains(told);
        assertThat(photos().getFirst().getPackBatchId()).isNull();
    }

    @Test
    void doneIsForWhoAskedAndWhenSomethingHasCome() {
        AskPack asked = gateway.askPack("");
        gateway.taken(asked);
        UUID pack = Ids.pack(Ids.jobOfMessage(1, 1001, asked.messageId()));
        var done = new SetAction.EndPack(pack);

        assertThat(gateway.press(done, MESSAGE)).isEqualTo("No photo has come for it yet.");
        var other = InMemoryGateway.sender(7, 1001, ChatKind.GROUP);
        assertThat(gateway.press(gateway.button(other, MESSAGE, done.callbackData())))
                .startsWith("This button belongs to somebody");
        assertThat(gateway.press(new SetAction.EndPack(UUID.randomUUID()), MESSAGE))
                .startsWith("This button no longer works");
        gateway.taken(gateway.photo());
        gateway.press(done, MESSAGE);

        assertThat(ends()).extracting(StickerSetRequested::getParts).containsExactly(1);
    }

    @Test
    void theNextPackEndsTheOneBeforeAndSoDoesCancel() {
        gateway.taken(gateway.askPack("One"));
        UUID first = gateway.asked();
        gateway.taken(gateway.askPack("Two"));
        gateway.asked();
        gateway.taken(gateway.cancel());
        gateway.taken(gateway.askPack("Three"));
        gateway.taken(gateway.cancel());

        assertThat(ends()).extracting(StickerSetRequested::getParts).containsExactly(1, 1);
        assertThat(gateway.told().getLast()).isEqualTo("All right, no set.");
        assertThat(photos().getFirst().getJobId()).isEqualTo(first);
        gateway.pass(Duration.ofHours(2));
        gateway.endDuePacks();
        assertThat(ends()).as("nothing more").hasSize(2);
    }

    private List<PhotoRequested> photos() {
        return gateway.events.of(PhotoRequested.class);
    }

    private List<StickerSetRequested> requests() {
        return gateway.events.of(StickerSetRequested.class);
    }

    private List<StickerSetRequested> ends() {
        return requests().stream()
                .filter(request -> request.getKind() == StickerSetRequestKind.PACK_ENDED)
                .toList();
    }

    private List<ChatReply> replies() {
        return gateway.events.of(ChatReply.class);
    }
}
