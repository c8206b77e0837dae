package io.stickermill.generation.maker.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stickermill.contracts.button.SheetSize;
import io.stickermill.generation.maker.MadeSticker;
import io.stickermill.generation.maker.MadeSticker.Shape;
import io.stickermill.generation.maker.PackSheet;
import io.stickermill.generation.maker.Step;
import io.stickermill.generation.maker.StickerOptions;
import io.stickermill.generation.maker.UnusablePhoto.Reason;
import io.stickermill.generation.maker.grid.NoGrid;
import io.stickermill.generation.maker.local.LocalMakerSettings;
import io.stickermill.generation.maker.model.ModelPreset;
import io.stickermill.generation.maker.model.ModelSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FramesTest {

    private static final List<ChildAnswer> ANSWERS = List.of(
            new ChildAnswer.Finished(),
            new ChildAnswer.Unfit("so"),
            new ChildAnswer.Needs(400_000_000),
            new ChildAnswer.Began(Step.ENCODE),
            new ChildAnswer.Drawn(new byte[] {4, 5}),
            new ChildAnswer.Made(new MadeSticker(
                    new byte[] {1, 2},
                    512,
                    3,
                    90,
                    Shape.CARD_NO_SUBJECT,
                    0.25,
                    3,
                    2,
                    Map.of(Step.DECODE, Duration.ofNanos(5)))),
            new ChildAnswer.Looked(new PackSheet.Numbered(new SheetSize(13, 4), new byte[] {6, 7, 8})),
            new ChildAnswer.Looked(new PackSheet.None(NoGrid.Reason.NO_LINES)),
            new ChildAnswer.Refused(Reason.TOO_SMALL, "1x1, плохо"));

    private static final List<Order> ORDERS = List.of(
            new Order.Go(),
            new Order.WarmUp(new ChildWork(LocalMakerSettings.DEFAULT, ModelSettings.SHIPPED)),
            new Order.WarmUp(new ChildWork(
                    LocalMakerSettings.DEFAULT,
                    new ModelSettings(
                            Path.of("none"), ModelPreset.ISNET, 768, List.of(1f, 2f, 0.1f), null, true, 2, 0))),
            new Order.Sticker(
                    new byte[] {7}, StickerOptions.DEFAULT.withText("Привет 🎉").withVariant(3), true),
            new Order.Sticker(new byte[] {7}, StickerOptions.DEFAULT.withSheetCell(24), false),
            new Order.Sheet(new byte[] {8}, StickerOptions.DEFAULT, "ru", List.of()),
            new Order.PackSheet(new byte[] {9}));

    @Test
    void whatIsWrittenIsRead() throws Exception {
        for (ChildAnswer answer : ANSWERS) {
            assertThat(ChildAnswer.readFrom(new ByteArrayInputStream(bytes(answer))))
                    .usingRecursiveComparison()
                    .isEqualTo(answer);
        }
        for (Order order : ORDERS) {
            assertThat(Order.readFrom(new ByteArrayInputStream(bytes(order))))
                    .usingRecursiveComparison()
                    .isEqualTo(order);
        }
    }

    @Test
    void whatIsCutShortIsNoFrame() throws Exception {
        for (ChildAnswer answer : ANSWERS) {
            byte[] whole = bytes(answer);
            for (int length = 0; length < whole.length; length++) {
                byte[] cut = Arrays.copyOf(whole, length);
                assertThatThrownBy(() -> ChildAnswer.readFrom(new ByteArrayInputStream(cut)))
                        .isInstanceOf(EOFException.class);
            }
        }
    }

    @Test
    void noByteThatIsChangedDoesMoreThanToBeRefused() throws Exception {
        for (ChildAnswer answer : ANSWERS) {
            byte[] whole = bytes(answer);
            for (int place = 0; place < whole.length; place++) {
                for (int bit = 0; bit < 8; bit++) {
                    byte[] changed = whole.clone();
                    changed[place] ^= (byte) (1 << bit);
                    try {
                        ChildAnswer.readFrom(new ByteArrayInputStream(changed));
                    } catch (IOException refused) {
                        assertThat(refused).isNotNull();
                    }
                }
            }
        }
    }

    @Test
    void aSheetOfMoreDrawingsThanThereCanBeIsNone() {
        for (byte[] size : new byte[][] {{26, 5}, {0, 2}, {9, 1}, {9, 6}}) {
            byte[] frame = {0, 0, 0, 8, 7, size[0], size[1], 0, 0, 0, 1, 42};

            assertThatThrownBy(() -> ChildAnswer.readFrom(new ByteArrayInputStream(frame)))
                    .isInstanceOf(Frames.Malformed.class)
                    .hasMessageContaining("no sheet");
        }
    }

    @Test
    void whatIsLeftOverIsNoPartOfAnAnswer() throws Exception {
        byte[] frame = {0, 0, 0, 2, 0, 9};

        assertThatThrownBy(() -> ChildAnswer.readFrom(new ByteArrayInputStream(frame)))
                .isInstanceOf(Frames.Malformed.class)
                .hasMessageContaining("too many");
    }

    private static byte[] bytes(ChildAnswer answer) throws IOException {
        var bytes = new ByteArrayOutputStream();
        answer.writeTo(bytes);
        return bytes.toByteArray();
    }

    private static byte[] bytes(Order order) throws IOException {
        var bytes = new ByteArrayOutputStream();
        order.writeTo(bytes);
        return bytes.toByteArray();
    }
}
