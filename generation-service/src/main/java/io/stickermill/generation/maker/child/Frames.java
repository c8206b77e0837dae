package io.stickermill.generation.maker.child;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * What goes through a pipe: a length (four bytes, big-endian), a kind (one byte), a body. A length is believed only up to a
 * bound, and a body must be read to its end.
 */
final class Frames {

    /** Of orders: the largest photo, and what is around it. */
    static final int LARGEST_ORDER = 32 * 1024 * 1024;

    /** Of answers: a sticker is at most 512,000 bytes, a sheet some hundred thousand. */
    static final int LARGEST_ANSWER = 4 * 1024 * 1024;

    private Frames() {}

    /** Reads a body; what it throws, or leaves unread, makes the frame a {@link Malformed} one. */
    @FunctionalInterface
    interface Reader<T> {
        T read(int kind, DataInputStream body) throws IOException;
    }

    @FunctionalInterface
    interface Body {
        void writeTo(DataOutputStream body) throws IOException;
    }

    /** The other side does not speak as agreed. */
    static final class Malformed extends IOException {
        private static final long serialVersionUID = 1L;

        Malformed(String what) {
            super(what);
        }
    }

    static void write(OutputStream pipe, int kind, Body body) throws IOException {
        write(pipe, kind, body, null);
    }

    /** @param last what is large stands last in its frame, and is copied nowhere */
    static void write(OutputStream pipe, int kind, Body body, byte @Nullable [] last) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var head = new DataOutputStream(bytes);
        head.write(kind);
        body.writeTo(head);
        if (last != null) {
            head.writeInt(last.length);
        }
        var out = new DataOutputStream(pipe);
        out.writeInt(bytes.size() + (last == null ? 0 : last.length));
        bytes.writeTo(out);
        if (last != null) {
            out.write(last);
        }
        out.flush();
    }

    /**
     * Waits for the next frame.
     *
     * @param largest of its kind and body, in bytes
     * @throws EOFException if the pipe is closed
     */
    static <T> T read(InputStream pipe, int largest, Reader<T> reader) throws IOException {
        int length = new DataInputStream(pipe).readInt();
        if (length < 1 || length > largest) {
            throw new Malformed("a frame of " + Integer.toUnsignedString(length) + " bytes, at most " + largest);
        }
        byte[] bytes = pipe.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the pipe was closed within a frame");
        }
        int kind = bytes[0];
        var body = new ByteArrayInputStream(bytes, 1, length - 1);
        T read;
        try {
            read = reader.read(kind, new DataInputStream(body));
        } catch (EOFException | IllegalArgumentException wrong) {
            throw new Malformed("a frame of kind " + kind + " with " + length + " bytes: " + wrong);
        }
        if (body.available() > 0) {
            throw new Malformed("a frame of kind " + kind + " with " + body.available() + " bytes too many");
        }
        return read;
    }

    static void writeBytes(DataOutputStream body, byte[] bytes) throws IOException {
        body.writeInt(bytes.length);
        body.write(bytes);
    }

    static byte[] readBytes(DataInputStream body) throws IOException {
        int length = body.readInt();
        if (length < 0 || length > body.available()) {
            throw new Malformed(length + " bytes in a frame that has " + body.available() + " left");
        }
        return body.readNBytes(length);
    }

    static <E extends Enum<E>> E readOneOf(DataInputStream body, E[] all) throws IOException {
        int ordinal = body.readUnsignedByte();
        if (ordinal >= all.length) {
            throw new Malformed("number " + ordinal + " of " + all.length + " words");
        }
        return all[ordinal];
    }
}
