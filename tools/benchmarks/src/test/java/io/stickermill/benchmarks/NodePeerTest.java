package io.stickermill.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.stickermill.benchmarks.ChatJournal.Photo;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NodePeerTest {

    private static final Photo ONE = new Photo(1, 10);
    private static final Photo OTHER = new Photo(2, 20);

    @Test
    void aPhotoWithOneStickerOneRowAndOneFileIsRight() {
        assertThat(NodePeer.wrong(List.of(ONE, OTHER), _ -> 1, Map.of(ONE, "one.webp", OTHER, "other.webp"), _ -> true))
                .isEmpty();
    }

    @Test
    void aStickerThatCameTwiceOrNeverIsWrong() {
        Map<Photo, String> rows = Map.of(ONE, "one.webp", OTHER, "other.webp");

        assertThat(NodePeer.wrong(List.of(ONE, OTHER), photo -> photo.equals(ONE) ? 2 : 0, rows, _ -> true))
                .containsExactly(ONE + " was answered by 2 stickers", OTHER + " was answered by 0 stickers");
    }

    @Test
    void aRowOrAFileThatIsMissingIsWrong() {
        assertThat(NodePeer.wrong(List.of(ONE, OTHER), _ -> 1, Map.of(OTHER, "other.webp"), _ -> false))
                .containsExactly(ONE + " has no row", OTHER + " is said to be stored and is not");
    }
}
