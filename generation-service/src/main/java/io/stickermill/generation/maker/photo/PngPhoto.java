package io.stickermill.generation.maker.photo;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.stickermill.generation.maker.UnusablePhoto;
import io.stickermill.generation.maker.UnusablePhoto.Reason;
import io.stickermill.generation.maker.photo.PhotoHeader.Format;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * The chunks of a PNG, animated or not (PNG specification, third edition).
 *
 * @param clearColour the one colour that is meant to be seen through, in the order red, green, blue (or grey alone), as
 *     samples of the decoded picture; null for none and for a palette, where the decoder sees to it
 */
record PngPhoto(PhotoHeader header, boolean isGrey, byte[] profile, List<Frame> frames, int @Nullable [] clearColour)
        implements PhotoFile {

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    private static final int GREY = 0;
    private static final int RGB = 2;
    private static final int PALETTE = 3;

    /** Larger ones than eight million bytes are refused by libpng. */
    private static final int CHUNK = 1 << 20;

    static PngPhoto read(byte[] photo, PhotoLimits limits) throws UnusablePhoto {
        var chunks = new Chunks(photo);
        chunks.walk();
        byte[] ihdr = chunks.ihdr;
        if (ihdr == null) {
            throw new UnusablePhoto(Reason.UNREADABLE_IMAGE, "a PNG without its header");
        }
        int width = Bytes.i32(ihdr, 0);
        int height = Bytes.i32(ihdr, 4);
        limits.check(width, height);
        if (chunks.cutShort) {
            throw new UnusablePhoto(Reason.UNREADABLE_IMAGE, "a PNG that is cut short");
        }
        int depth = Bytes.u8(ihdr, 8);
        int colours = Bytes.u8(ihdr, 9);
        boolean grey = (colours & 2) == 0;
        int channels = colours == GREY ? 1 : colours == RGB ? 3 : 4;
        // A mask for the colour that is seen through; a canvas for what is part of an animation.
        int beside = chunks.trns == null ? 0 : 1;
        long sample = depth == 16 ? 2 : 1;
        long bytes = (long) width * height * (channels * sample + beside + (chunks.later.isEmpty() ? 0 : 4 * sample));
        var header = new PhotoHeader(Format.PNG, width, height, bytes, chunks.orientation());
        List<Frame> frames = new ArrayList<>();
        frames.add(new Frame(0, 0, width, height, () -> chunks.still(width, height, chunks.pixels)));
        for (Animated next : chunks.later) {
            var frame = new Frame(
                    next.x, next.y, next.width, next.height, () -> chunks.still(next.width, next.height, next.pixels));
            if (frame.fits(header)) {
                frames.add(frame);
            }
        }
        return new PngPhoto(header, grey, chunks.profile(), List.copyOf(frames), chunks.clearColour(colours, depth));
    }

    private record Range(int from, int end) {}

    private record Animated(int x, int y, int width, int height, List<Range> pixels) {}

    private static final class Chunks {
        private final byte[] photo;
        private final List<Range> pixels = new ArrayList<>();
        private final List<Animated> later = new ArrayList<>();
        private byte @Nullable [] ihdr;
        private byte @Nullable [] plte;
        private byte @Nullable [] trns;
        private byte @Nullable [] exif;
        private @Nullable Range profile;
        private boolean cutShort;

        Chunks(byte[] photo) {
            this.photo = photo;
        }

        void walk() {
            int at = SIGNATURE.length;
            while (at + 12 <= photo.length) {
                int length = Bytes.i32(photo, at);
                int from = at + 8;
                if (length < 0 || length > photo.length - from - 4) {
                    cutShort = true;
                    return;
                }
                String type = new String(photo, at + 4, 4, US_ASCII);
                if (type.equals("IEND")) {
                    return;
                }
                take(type, new Range(from, from + length));
                at = from + length + 4;
            }
        }

        private void take(String type, Range data) {
            switch (type) {
                case "IHDR" -> ihdr = data.end - data.from == 13 && ihdr == null ? copy(data) : ihdr;
                case "PLTE" -> plte = copy(data);
                case "tRNS" -> trns = copy(data);
                case "eXIf" -> exif = copy(data);
                case "iCCP" -> profile = data;
                case "IDAT" -> pixels.add(data);
                case "fcTL" -> {
                    // Before the pixels it is about the still picture itself.
                    if (!pixels.isEmpty() && data.end - data.from == 26) {
                        later.add(new Animated(
                                Bytes.i32(photo, data.from + 12),
                                Bytes.i32(photo, data.from + 16),
                                Bytes.i32(photo, data.from + 4),
                                Bytes.i32(photo, data.from + 8),
                                new ArrayList<>()));
                    }
                }
                case "fdAT" -> {
                    if (!later.isEmpty() && data.end - data.from > 4) {
                        later.getLast().pixels.add(new Range(data.from + 4, data.end));
                    }
                }
                default -> {}
            }
        }

        private byte[] copy(Range data) {
            return Arrays.copyOfRange(photo, data.from, data.end);
        }

        /** Without text, profiles and the like: libpng refuses a picture for the size of its metadata. */
        byte[] still(int width, int height, List<Range> data) {
            if (ihdr == null) {
                throw new IllegalStateException("frames were asked of a PNG without a header");
            }
            byte[] own = ihdr.clone();
            ByteBuffer.wrap(own).putInt(width).putInt(height);
            var file = new ByteArrayOutputStream();
            file.writeBytes(SIGNATURE);
            chunk(file, "IHDR", own, 0, own.length);
            if (plte != null) {
                chunk(file, "PLTE", plte, 0, plte.length);
            }
            if (trns != null && ihdr[9] == PALETTE) {
                chunk(file, "tRNS", trns, 0, trns.length);
            }
            for (Range part : data) {
                for (int from = part.from; from < part.end; from += CHUNK) {
                    chunk(file, "IDAT", photo, from, Math.min(part.end, from + CHUNK));
                }
            }
            chunk(file, "IEND", photo, 0, 0);
            return file.toByteArray();
        }

        private static void chunk(ByteArrayOutputStream file, String type, byte[] data, int from, int end) {
            byte[] name = type.getBytes(US_ASCII);
            var crc = new CRC32();
            crc.update(name);
            crc.update(data, from, end - from);
            file.writeBytes(ByteBuffer.allocate(4).putInt(end - from).array());
            file.writeBytes(name);
            file.write(data, from, end - from);
            file.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
        }

        /** Decoded, samples of fewer than eight bits are stretched to eight. */
        int @Nullable [] clearColour(int colours, int depth) {
            int samples = colours == GREY ? 1 : colours == RGB ? 3 : 0;
            if (samples == 0 || trns == null || trns.length != 2 * samples) {
                return null;
            }
            int[] colour = new int[samples];
            for (int i = 0; i < samples; i++) {
                int most = (1 << depth) - 1;
                int sample = Bytes.u16(trns, 2 * i) & most;
                colour[i] = depth < 8 ? sample * 255 / most : sample;
            }
            return colour;
        }

        Orientation orientation() {
            return exif == null ? Orientation.UPRIGHT : Orientation.ofExif(exif);
        }

        /** A name, its end, the method 0, and what is compressed. */
        byte[] profile() {
            if (profile == null) {
                return new byte[0];
            }
            int end = profile.from;
            while (end < profile.end && photo[end] != 0) {
                end++;
            }
            int from = Math.min(end + 2, profile.end);
            byte[] unpacked = new byte[ColourProfile.MOST_BYTES];
            var inflater = new Inflater();
            try {
                inflater.setInput(photo, from, profile.end - from);
                int length = inflater.inflate(unpacked);
                return inflater.finished() ? Arrays.copyOf(unpacked, length) : new byte[0];
            } catch (DataFormatException damaged) {
                return new byte[0];
            } finally {
                inflater.end();
            }
        }
    }
}
