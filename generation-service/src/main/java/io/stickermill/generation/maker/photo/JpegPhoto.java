package io.stickermill.generation.maker.photo;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.stickermill.generation.maker.UnusablePhoto;
import io.stickermill.generation.maker.UnusablePhoto.Reason;
import io.stickermill.generation.maker.photo.PhotoHeader.Format;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The markers of a JPEG (ITU T.81, annex B). */
record JpegPhoto(PhotoHeader header, int components, byte[] profile, List<Frame> frames) implements PhotoFile {

    private static final int START = 0xd8;
    private static final int END = 0xd9;
    private static final int SCAN = 0xda;
    private static final int BASELINE = 0xc0;
    private static final int PROGRESSIVE = 0xc2;

    /** Not frames, though they stand among them: tables of Huffman and of arithmetic coding. */
    private static final List<Integer> TABLES = List.of(0xc4, 0xc8, 0xcc);

    private static final byte[] EXIF = "Exif\0\0".getBytes(US_ASCII);

    /** Followed by the number of this part and of all (ICC.1, annex B.4). */
    private static final byte[] PROFILE = "ICC_PROFILE\0".getBytes(US_ASCII);

    static JpegPhoto read(byte[] photo, PhotoLimits limits) throws UnusablePhoto {
        var markers = new Markers(photo);
        markers.walk();
        if (markers.components == 0) {
            throw new UnusablePhoto(Reason.UNREADABLE_IMAGE, "a JPEG without a frame header");
        }
        limits.check(markers.width, markers.height);
        limits.checkPasses(markers.width, markers.height, markers.scans);
        var header = new PhotoHeader(
                Format.JPEG, markers.width, markers.height, markers.decodedBytes(), markers.orientation);
        var frame = new Frame(0, 0, markers.width, markers.height, () -> photo);
        return new JpegPhoto(header, markers.components, markers.profile(), List.of(frame));
    }

    @Override
    public boolean isGrey() {
        return components == 1;
    }

    /** Whether its numbers are inks of which the profile says what they look like. */
    boolean isOfInks() {
        return components == 4 && InkJpeg.isOfInks(profile);
    }

    private static final class Markers {
        private final byte[] photo;
        private final Map<Integer, byte[]> profileParts = new TreeMap<>();
        private int at;
        private int width;
        private int height;
        private int components;
        private boolean progressive;
        private int scans;
        private Orientation orientation = Orientation.UPRIGHT;

        Markers(byte[] photo) {
            this.photo = photo;
        }

        void walk() throws UnusablePhoto {
            for (int marker = next(); marker != END; marker = next()) {
                if (standsAlone(marker)) {
                    continue;
                }
                int end = at + Bytes.u16(photo, at);
                if (end > photo.length) {
                    return;
                }
                read(marker, at + 2, end);
                at = end;
            }
        }

        /** Restarts, the start, and what is reserved. */
        private static boolean standsAlone(int marker) {
            return marker >= 0xd0 && marker <= START || marker < BASELINE;
        }

        /** The next marker's code; what lies before it is pixels, or rubbish that decoders skip as well. */
        private int next() {
            while (at + 1 < photo.length) {
                int code = photo[at + 1] & 0xff;
                boolean marker = photo[at] == (byte) 0xff && code != 0 && code != 0xff;
                at += marker ? 2 : 1;
                if (marker) {
                    return at + 2 > photo.length ? END : code;
                }
            }
            return END;
        }

        private static boolean isFrame(int marker) {
            return marker >= BASELINE && marker < 0xd0 && !TABLES.contains(marker);
        }

        private void read(int marker, int from, int end) throws UnusablePhoto {
            switch (marker) {
                case SCAN -> scans++;
                case 0xe1 -> {
                    if (starts(from, end, EXIF)) {
                        orientation = Orientation.ofExif(Arrays.copyOfRange(photo, from + EXIF.length, end));
                    }
                }
                case 0xe2 -> {
                    if (starts(from, end, PROFILE) && end - from > PROFILE.length + 2) {
                        int number = photo[from + PROFILE.length] & 0xff;
                        profileParts.putIfAbsent(number, Arrays.copyOfRange(photo, from + PROFILE.length + 2, end));
                    }
                }
                default -> {
                    if (isFrame(marker) && components == 0) {
                        frame(marker, from);
                    }
                }
            }
        }

        private void frame(int marker, int from) throws UnusablePhoto {
            int bits = Bytes.u8(photo, from);
            // Arithmetic coding, lossless and hierarchical pictures exist on paper; their work has no bounds that we
            // know.
            if (marker > PROGRESSIVE || bits != 8) {
                throw new UnusablePhoto(
                        Reason.UNSUPPORTED_FORMAT, "a JPEG of process " + (marker - BASELINE) + ", " + bits + " bits");
            }
            height = Bytes.u16(photo, from + 1);
            width = Bytes.u16(photo, from + 3);
            components = Bytes.u8(photo, from + 5);
            if (components != 1 && components != 3 && components != 4) {
                throw new UnusablePhoto(Reason.UNSUPPORTED_FORMAT, "a JPEG of " + components + " colours");
            }
            progressive = marker == PROGRESSIVE;
        }

        private boolean starts(int from, int end, byte[] with) {
            return end - from >= with.length && Arrays.equals(photo, from, from + with.length, with, 0, with.length);
        }

        /**
         * All pixels, though mostly they are decoded at a reduced size, and all coefficients, two bytes each, where they come
         * in several scans.
         */
        private long decodedBytes() {
            long pixels = (long) width * height;
            long coefficients = progressive || scans > 1 ? 2 * pixels * components : 0;
            return 3 * pixels + coefficients;
        }

        private byte[] profile() {
            var whole = new ByteArrayOutputStream();
            profileParts.values().forEach(whole::writeBytes);
            return whole.toByteArray();
        }
    }
}
