package io.stickermill.generation.maker.child;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stickermill.generation.maker.StickerOptions;
import io.stickermill.generation.maker.StickerOptions.Mode;
import io.stickermill.generation.maker.StyleSample;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the service tells a child. Each is answered, before the next, by an {@link ChildAnswer} that
 * {@linkplain ChildAnswer#isLast() is the last}.
 */
sealed interface Order {

    /** The first: answered when everything is loaded. */
    record WarmUp(ChildWork work) implements Order {}

    /** @param following whether the variants after it are wanted, too, where the maker is not sure of it */
    record Sticker(byte[] photo, StickerOptions options, boolean following) implements Order {}

    /** @param samples of styles that are not drawn here */
    record Sheet(byte[] photo, StickerOptions options, String language, List<StyleSample> samples) implements Order {}

    /** Which drawings the picture has. */
    record PackSheet(byte[] photo) implements Order {}

    /** @param side of the square that it is drawn in, or that it fits in, 1 to 1024 */
    record SmallPicture(byte[] picture, int side, Form form) implements Order {}

    /** As what a picture is drawn small. */
    enum Form {
        SQUARE_WEBP,
        JPEG,
        WEBP
    }

    /** There is room for the photo's pixels: the answer to {@link ChildAnswer.Needs}. */
    record Go() implements Order {}

    default void writeTo(OutputStream pipe) throws IOException {
        switch (this) {
            case WarmUp(ChildWork work) -> Frames.write(pipe, 0, _ -> {}, work.json());
            case Sticker(byte[] photo, StickerOptions options, boolean following) ->
                Frames.write(
                        pipe,
                        1,
                        body -> {
                            write(body, options);
                            body.writeBoolean(following);
                        },
                        photo);
            case Sheet(byte[] photo, StickerOptions options, String language, List<StyleSample> samples) ->
                Frames.write(
                        pipe,
                        2,
                        body -> {
                            write(body, options);
                            body.writeUTF(language);
                            body.writeByte(samples.size());
                            for (StyleSample sample : samples) {
                                body.writeUTF(sample.title());
                                Frames.writeBytes(body, sample.picture());
                            }
                        },
                        photo);
            case Go() -> Frames.write(pipe, 3, _ -> {});
            case PackSheet(byte[] photo) -> Frames.write(pipe, 4, _ -> {}, photo);
            case SmallPicture(byte[] picture, int side, Form form) ->
                Frames.write(
                        pipe,
                        5,
                        body -> {
                            body.writeShort(side);
                            body.writeByte(form.ordinal());
                        },
                        picture);
        }
    }

    static Order readFrom(InputStream pipe) throws IOException {
        return Frames.read(pipe, Frames.LARGEST_ORDER, (kind, body) -> switch (kind) {
            case 0 -> new WarmUp(ChildWork.of(Frames.readBytes(body)));
            case 1 -> {
                StickerOptions options = options(body);
                boolean following = body.readBoolean();
                yield new Sticker(Frames.readBytes(body), options, following);
            }
            case 2 -> {
                StickerOptions options = options(body);
                String language = body.readUTF();
                List<StyleSample> samples = new ArrayList<>();
                for (int left = body.readUnsignedByte(); left > 0; left--) {
                    String title = body.readUTF();
                    samples.add(new StyleSample(Frames.readBytes(body), title));
                }
                yield new Sheet(Frames.readBytes(body), options, language, samples);
            }
            case 3 -> new Go();
            case 4 -> new PackSheet(Frames.readBytes(body));
            case 5 -> {
                int side = body.readUnsignedShort();
                Form form = Frames.readOneOf(body, Form.values());
                yield new SmallPicture(Frames.readBytes(body), side, form);
            }
            default -> throw new Frames.Malformed("an order of kind " + kind);
        });
    }

    private static void write(DataOutputStream body, StickerOptions options) throws IOException {
        body.writeByte(options.mode().ordinal());
        body.writeUTF(options.style());
        body.writeBoolean(options.outline());
        body.writeInt(options.variant());
        String text = options.text();
        body.writeBoolean(text != null);
        if (text != null) {
            Frames.writeBytes(body, text.getBytes(UTF_8));
        }
        Integer cell = options.sheetCell();
        body.writeBoolean(cell != null);
        if (cell != null) {
            body.writeInt(cell);
        }
    }

    private static StickerOptions options(DataInputStream body) throws IOException {
        Mode mode = Frames.readOneOf(body, Mode.values());
        String style = body.readUTF();
        boolean outline = body.readBoolean();
        int variant = body.readInt();
        @Nullable String text = body.readBoolean() ? new String(Frames.readBytes(body), UTF_8) : null;
        @Nullable Integer cell = body.readBoolean() ? (Integer) body.readInt() : null;
        return new StickerOptions(mode, style, outline, text, variant, cell);
    }
}
