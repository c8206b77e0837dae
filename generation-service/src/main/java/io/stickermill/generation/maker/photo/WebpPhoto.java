package io.stickermill.generation.maker.photo;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.stickermill.generation.maker.UnusablePhoto;
import io.stickermill.generation.maker.UnusablePhoto.Reason;
import io.stickermill.generation.maker.photo.PhotoHeader.Format;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The chunks of a WebP, animated or not (RFC 9649). */
record WebpPhoto(PhotoHeader header, byte[] profile, List<Frame> frames) implements PhotoFile {

    private static final int FILE_HEADER = 12;
    private static final int FRAME_HEADER = 16;

    /** The pixels, and what the lossless decoder works on. */
    private static final long BYTES_PER_PIXEL = 8;

    @Override
    public boolean isGrey() {
        return false;
    }

    static WebpPhoto read(byte[] photo, PhotoLimits limits) throws UnusablePhoto {
        List<Chunk> chunks = chunks(photo, FILE_HEADER, photo.length);
        List<Chunk> animation =
                chunks.stream().filter(chunk -> chunk.type.equals("ANMF")).toList();
        Optional<Chunk> canvas = first(chunks, "VP8X");
        Optional<Frame> still = frame(photo, chunks, 0, 0);
        int width;
        int height;
        if (canvas.isPresent()) {
            width = 1 + Bytes.u24Little(photo, canvas.get().from + 4);
            height = 1 + Bytes.u24Little(photo, canvas.get().from + 7);
        } else {
            Frame whole =
                    still.orElseThrow(() -> new UnusablePhoto(Reason.UNREADABLE_IMAGE, "a WebP without a picture"));
            width = whole.width();
            height = whole.height();
        }
        limits.check(width, height);
        long layers = animation.isEmpty() ? 1 : 2;
        var header = new PhotoHeader(
                Format.WEBP,
                width,
                height,
                layers * BYTES_PER_PIXEL * width * height,
                first(chunks, "EXIF")
                        .map(exif -> Orientation.ofExif(exif.copy(photo)))
                        .orElse(Orientation.UPRIGHT));
        List<Frame> frames = new ArrayList<>();
        if (animation.isEmpty()) {
            still.ifPresent(frames::add);
        }
        for (Chunk part : animation) {
            if (part.end - part.from > FRAME_HEADER) {
                int x = 2 * Bytes.u24Little(photo, part.from);
                int y = 2 * Bytes.u24Little(photo, part.from + 3);
                frame(photo, chunks(photo, part.from + FRAME_HEADER, part.end), x, y)
                        .ifPresent(frames::add);
            }
        }
        byte[] profile = first(chunks, "ICCP").map(icc -> icc.copy(photo)).orElse(new byte[0]);
        return new WebpPhoto(
                header,
                profile,
                frames.stream().filter(frame -> frame.fits(header)).toList());
    }

    /** @param from of its data */
    private record Chunk(String type, int from, int end) {

        byte[] copy(byte[] photo) {
            return Arrays.copyOfRange(photo, from, end);
        }
    }

    /** Those that are whole. */
    private static List<Chunk> chunks(byte[] photo, int start, int end) {
        List<Chunk> chunks = new ArrayList<>();
        int at = start;
        while (at + 8 <= end) {
            int length = Bytes.i32Little(photo, at + 4);
            int from = at + 8;
            if (length < 0 || length > end - from) {
                break;
            }
            chunks.add(new Chunk(new String(photo, at, 4, US_ASCII), from, from + length));
            // Chunks begin at even places.
            at = from + length + (length & 1);
        }
        return chunks;
    }

    private static Optional<Chunk> first(List<Chunk> chunks, String type) {
        return chunks.stream().filter(chunk -> chunk.type.equals(type)).findFirst();
    }

    private static Optional<Frame> frame(byte[] photo, List<Chunk> chunks, int x, int y) {
        Optional<Chunk> lossless = first(chunks, "VP8L");
        if (lossless.isPresent()) {
            int sides = Bytes.i32Little(photo, lossless.get().from + 1);
            return Optional.of(new Frame(
                    x,
                    y,
                    1 + (sides & 0x3fff),
                    1 + (sides >>> 14 & 0x3fff),
                    () -> still(photo, List.of(lossless.get()), null)));
        }
        return first(chunks, "VP8 ").map(lossy -> {
            int from = lossy.from + 6;
            int width = Bytes.u16Little(photo, from) & 0x3fff;
            int height = Bytes.u16Little(photo, from + 2) & 0x3fff;
            List<Chunk> parts =
                    first(chunks, "ALPH").map(alpha -> List.of(alpha, lossy)).orElse(List.of(lossy));
            byte[] extended = parts.size() == 1 ? null : extended(width, height);
            return new Frame(x, y, width, height, () -> still(photo, parts, extended));
        });
    }

    /** What announces a plane of transparency. */
    private static byte[] extended(int width, int height) {
        return ByteBuffer.allocate(18)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("VP8X".getBytes(US_ASCII))
                .putInt(10)
                .putInt(0x10)
                .put(new byte[] {(byte) (width - 1), (byte) (width - 1 >> 8), (byte) (width - 1 >> 16)})
                .put(new byte[] {(byte) (height - 1), (byte) (height - 1 >> 8), (byte) (height - 1 >> 16)})
                .array();
    }

    private static byte[] still(byte[] photo, List<Chunk> parts, byte @Nullable [] extended) {
        var data = new ByteArrayOutputStream();
        data.writeBytes("WEBP".getBytes(US_ASCII));
        if (extended != null) {
            data.writeBytes(extended);
        }
        for (Chunk part : parts) {
            int length = part.end - part.from;
            data.write(photo, part.from - 8, 8 + length);
            data.writeBytes(new byte[length & 1]);
        }
        return ByteBuffer.allocate(8 + data.size())
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(US_ASCII))
                .putInt(data.size())
                .put(data.toByteArray())
                .array();
    }
}
