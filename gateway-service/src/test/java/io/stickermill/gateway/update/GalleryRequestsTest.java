package io.stickermill.gateway.update;

import static org.assertj.core.api.Assertions.assertThat;

import io.stickermill.contracts.button.GalleryAction;
import io.stickermill.gateway.update.Incoming.Button;
import io.stickermill.schemas.ChatKind;
import io.stickermill.schemas.GalleryRequestKind;
import io.stickermill.schemas.GalleryRequested;
import io.stickermill.schemas.Ids;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people ask of the gallery in the chat. */
class GalleryRequestsTest {

    private static final UUID STICKER = UUID.fromString("00000000-0000-5000-8000-000000000001");
    private static final int MESSAGE = 60;

    private final InMemoryGateway gateway = new InMemoryGateway();

    @Test
    void whoAsksForTheirStickersIsShownThemOnceAMessageAndNotWithoutEnd() {
        var first = gateway.askGallery(gateway.person);
        gateway.taken(first);
        gateway.taken(first);

        assertThat(requests()).hasSize(2).allSatisfy(request -> {
            assertThat(request.getKind()).isEqualTo(GalleryRequestKind.OPEN);
            assertThat(request.getRequestId()).isEqualTo(requests().getFirst().getRequestId());
            assertThat(request.getUserId()).isEqualTo(Ids.user(1, 1001));
            assertThat(request.getMessageId()).isNull();
        });
        for (int i = 0; i < 30; i++) {
            gateway.taken(gateway.askGallery(gateway.person));
        }
        assertThat(requests()).hasSizeLessThan(30);
    }

    @Test
    void inAGroupNothingIsShown() {
        gateway.taken(gateway.askGallery(InMemoryGateway.sender(1001, -5, ChatKind.GROUP)));

        assertThat(requests()).isEmpty();
        assertThat(gateway.told()).singleElement().asString().contains("private chat");
    }

    /** Its buttons never stand there; a client can be made to press them. */
    @Test
    void aPressInAGroupShowsNobodysStickers() {
        var inGroup = InMemoryGateway.sender(1001, -5, ChatKind.GROUP);

        assertThat(gateway.press(gateway.button(
                        inGroup, MESSAGE, new GalleryAction(GalleryAction.Kind.OLDER, STICKER, false).callbackData())))
                .contains("private chat");
        assertThat(requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "OLDER, ''",
        "NEWER, ''",
        "FIRST, ''",
        "PROMPT, ''",
        "MARK, A favourite now.",
        "UNMARK, No favourite any more.",
        "SEND, Here it comes.",
        "AGAIN, 'One more, coming up.'",
        "DELETE, Deleted."
    })
    void eachButtonAsksForItsOwnAndIsAnswered(GalleryAction.Kind kind, String words) {
        Button button = gateway.button(gateway.person, MESSAGE, new GalleryAction(kind, STICKER, true).callbackData());

        assertThat(gateway.press(button)).isEqualTo(words);
        gateway.press(button);

        assertThat(requests()).hasSize(2).allSatisfy(request -> {
            assertThat(request.getKind()).hasToString(kind.name());
            assertThat(request.getStickerId()).isEqualTo(STICKER);
            assertThat(request.getFavourites()).isTrue();
            assertThat(request.getMessageId()).isEqualTo(MESSAGE);
            assertThat(request.getRequestId())
                    .as("one press")
                    .isEqualTo(requests().getFirst().getRequestId());
        });
        gateway.press(gateway.button(gateway.person, MESSAGE, button.data()));
        assertThat(requests().getLast().getRequestId())
                .as("another press")
                .isNotEqualTo(requests().getFirst().getRequestId());
    }

    private List<GalleryRequested> requests() {
        return gateway.events.of(GalleryRequested.class);
    }
}
