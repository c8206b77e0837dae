package io.stickermill.generation.maker.child;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stickermill.contracts.button.SheetSize;
import io.stickermill.generation.maker.MadeSticker;
import io.stickermill.generation.maker.MadeSticker.Shape;
import io.stickermill.generation.maker.PackSheet;
import io.stickermill.generation.maker.Step;
import io.stickermill.generation.maker.UnusablePhoto.Reason;
import io.stickermill.generation.maker.grid.NoGrid;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** What a child says. The service believes it no more than any stranger: everything is bounded and checked. */
sealed interface ChildAnswer {

    /** More digits of a wrong number tell nobody anything. */
    int LONGEST_DETAIL = 1000;

    /** It is warm, or done with what it was told: the next order may come. */
    record Finished() implements ChildAnswer {}

    /** It can't be used as it is set, and ends. */
    record Unfit(String why) implements ChildAnswer {}

    /** @param bytes that the photo's pixels will take, by its header; nothing is decoded before it is told to go on */
    record Needs(long bytes) implements ChildAnswer {}

    record Began(Step step) implements ChildAnswer {}

    record Made(MadeSticker sticker) implements ChildAnswer {}

    /** @param picture a file: as the order says */
    record Drawn(byte[] picture) implements ChildAnswer {}

    /** What a picture of drawings was found to be. */
    record Looked(PackSheet sheet) implements ChildAnswer {}

    record Refused(Reason reason, String detail) implements ChildAnswer {}

    /** Whether the child now waits for an order. */
    default boolean isLast() {
        return switch (this) {
            case Finished _, Unfit _, Needs _, Refused _, Drawn _, Looked _ -> true;
            case Began _, Made _ -> false;
        };
    }

    default void writeTo(OutputStream pipe) throws IOException {
        switch (this) {
            case Finished() -> Frames.write(pipe, 0, _ -> {});
            case Unfit(String why) -> Frames.write(pipe, 1, _ -> {}, why.getBytes(UTF_8));
            case Needs(long bytes) -> Frames.write(pipe, 2, body -> body.writeLong(bytes));
            case Began(Step step) -> Frames.write(pipe, 3, body -> body.writeByte(step.ordinal()));
            case Made(MadeSticker sticker) -> Frames.write(pipe, 4, body -> write(body, sticker), sticker.webp());
            case Drawn(byte[] picture) -> Frames.write(pipe, 5, _ -> {}, picture);
            case Refused(Reason reason, String detail) ->
                Frames.write(
                        pipe,
                        6,
                        body -> body.writeByte(reason.ordinal()),
                        detail.substring(0, Math.min(detail.length(), LONGEST_DETAIL))
                                .getBytes(UTF_8));
            case Looked(PackSheet.Numbered(SheetSize size, byte[] jpeg)) ->
                Frames.write(
                        pipe,
                        7,
                        body -> {
                            body.writeByte(size.cells());
                            body.writeByte(size.columns());
                        },
                        jpeg);
            case Looked(PackSheet.None(NoGrid.Reason why)) ->
                Frames.write(pipe, 8, body -> body.writeByte(why.ordinal()));
        }
    }

    static ChildAnswer readFrom(InputStream pipe) throws IOException {
        return Frames.read(pipe, Frames.LARGEST_ANSWER, (kind, body) -> switch (kind) {
            case 0 -> new Finished();
            case 1 -> new Unfit(new String(Frames.readBytes(body), UTF_8));
            case 2 -> new Needs(atLeast(0, body.readLong()));
            case 3 -> new Began(Frames.readOneOf(body, Step.values()));
            case 4 -> new Made(sticker(body));
            case 5 -> new Drawn(Frames.readBytes(body));
            case 6 -> new Refused(Frames.readOneOf(body, Reason.values()), new String(Frames.readBytes(body), UTF_8));
            case 7 -> {
                var size = new SheetSize(body.readUnsignedByte(), body.readUnsignedByte());
                yield new Looked(new PackSheet.Numbered(size, Frames.readBytes(body)));
            }
            case 8 -> new Looked(new PackSheet.None(Frames.readOneOf(body, NoGrid.Reason.values())));
            default -> throw new Frames.Malformed("an answer of kind " + kind);
        });
    }

    private static void write(DataOutputStream body, MadeSticker made) throws IOException {
        body.writeInt(made.width());
        body.writeInt(made.height());
        body.writeInt(made.quality());
        body.writeByte(made.shape().ordinal());
        body.writeDouble(made.confidence());
        body.writeInt(made.choices());
        body.writeInt(made.following());
        body.writeByte(made.times().size());
        for (Map.Entry<Step, Duration> time : made.times().entrySet()) {
            body.writeByte(time.getKey().ordinal());
            body.writeLong(time.getValue().toNanos());
        }
    }

    private static MadeSticker sticker(DataInputStream body) throws IOException {
        int width = (int) within(1, 512, body.readInt());
        int height = (int) within(1, 512, body.readInt());
        int quality = (int) within(1, 100, body.readInt());
        Shape shape = Frames.readOneOf(body, Shape.values());
        double confidence = body.readDouble();
        if (!(confidence >= 0 && confidence <= 1)) {
            throw new Frames.Malformed("a confidence of " + confidence);
        }
        int choices = (int) within(1, 1000, body.readInt());
        int following = (int) within(0, 1000, body.readInt());
        Map<Step, Duration> times = new EnumMap<>(Step.class);
        for (int left = body.readUnsignedByte(); left > 0; left--) {
            Step step = Frames.readOneOf(body, Step.values());
            times.put(step, Duration.ofNanos(atLeast(0, body.readLong())));
        }
        return new MadeSticker(
                Frames.readBytes(body), width, height, quality, shape, confidence, choices, following, times);
    }

    private static long atLeast(long least, long number) throws Frames.Malformed {
        return within(least, Long.MAX_VALUE, number);
    }

    private static long within(long least, long most, long number) throws Frames.Malformed {
        if (number < least || number > most) {
            throw new Frames.Malformed(number + " is not " + least + " to " + most);
        }
        return number;
    }
}
