package io.stickermill.gateway.api;

import io.stickermill.platform.storage.Content;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;

/**
 * A photo on its way through, in a file without a name: it is gone when it is closed, and also when the process is killed.
 */
final class SpooledPhoto implements Content, AutoCloseable {

    private static final int CHUNK = 32 * 1024;

    private final FileChannel file;
    private final long length;

    private SpooledPhoto(FileChannel file, long length) {
        this.file = file;
        this.length = length;
    }

    /** There was no room on the disk. */
    static final class NoRoom extends IOException {
        private static final long serialVersionUID = 1;

        NoRoom(IOException cause) {
            super(cause);
        }
    }

    /**
     * Reads a stream to its end.
     *
     * @throws NoRoom if the disk does not take it; any other failure is the stream's
     */
    static SpooledPhoto of(InputStream photo) throws IOException {
        FileChannel file = unnamed();
        try {
            byte[] chunk = new byte[CHUNK];
            long length = 0;
            for (int count = photo.read(chunk); count >= 0; count = photo.read(chunk)) {
                write(file, ByteBuffer.wrap(chunk, 0, count));
                length += count;
            }
            return new SpooledPhoto(file, length);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static FileChannel unnamed() throws NoRoom {
        try {
            Path path = Files.createTempFile("stickermill-upload-", null);
            try {
                return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
            } finally {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new NoRoom(e);
        }
    }

    private static void write(FileChannel file, ByteBuffer bytes) throws NoRoom {
        try {
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        } catch (IOException e) {
            throw new NoRoom(e);
        }
    }

    @Override
    public long length() {
        return length;
    }

    byte[] head(int bytes) {
        try (InputStream photo = fromTheBeginning()) {
            return photo.readNBytes(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void addTo(MessageDigest digest) {
        try (InputStream photo = fromTheBeginning()) {
            byte[] chunk = new byte[CHUNK];
            for (int count = photo.read(chunk); count >= 0; count = photo.read(chunk)) {
                digest.update(chunk, 0, count);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each stream has a place of its own in the file. */
    @Override
    public InputStream fromTheBeginning() {
        return new InputStream() {
            private long place;

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] into, int offset, int count) throws IOException {
                int read = file.read(ByteBuffer.wrap(into, offset, count), place);
                place += Math.max(0, read);
                return read;
            }
        };
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
