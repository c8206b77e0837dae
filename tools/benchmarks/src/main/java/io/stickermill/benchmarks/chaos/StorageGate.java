package io.stickermill.benchmarks.chaos;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Stands between the services and the S3 server and can make it answer 503, or slowly. */
public final class StorageGate implements AutoCloseable {

    /** How the storage behaves. */
    enum Mood {
        WELL,
        UNAVAILABLE,
        SLOW
    }

    /** Before each piece of an answer while storage is slow: a put takes a few of them. */
    private static final Duration PAUSE = Duration.ofMillis(1200);

    private static final byte[] UNAVAILABLE =
            "HTTP/1.1 503 Slow Down\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".getBytes(ISO_8859_1);

    private final ServerSocket server;
    private final int behind;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile Mood mood = Mood.WELL;
    private volatile Duration putsTake = Duration.ZERO;

    public StorageGate(int port, int behind) throws IOException {
        this.behind = behind;
        this.server = new ServerSocket();
        server.setReuseAddress(true);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        Thread.ofVirtual().name("storage-gate").start(this::accept);
    }

    /** Connections that are open are cut, so that the change holds for the next request. */
    void be(Mood next) {
        mood = next;
        open.forEach(StorageGate::closeQuietly);
    }

    /** Each put takes this long, and then what the server itself takes. */
    public void putsTake(Duration next) {
        putsTake = next;
    }

    @Override
    public void close() throws IOException {
        server.close();
        open.forEach(StorageGate::closeQuietly);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                open.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException closed) {
                // The loop's condition ends it.
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            if (mood == Mood.UNAVAILABLE) {
                refuse(client);
                return;
            }
            try (Socket storage = new Socket(InetAddress.getLoopbackAddress(), behind)) {
                open.add(storage);
                client.setTcpNoDelay(true);
                storage.setTcpNoDelay(true);
                Thread there = Thread.ofVirtual()
                        .start(() -> copy(client, storage, piece -> isPut(piece) ? putsTake : Duration.ZERO));
                copy(storage, client, _ -> mood == Mood.SLOW ? PAUSE : Duration.ZERO);
                there.join();
                open.remove(storage);
            }
        } catch (IOException cut) {
            // Storage is down, or somebody hung up: the client sees a closed connection, as it would without a gate.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(client);
        }
    }

    private static void refuse(Socket client) throws IOException {
        InputStream in = client.getInputStream();
        int newlines = 0;
        // The head is read to its end, or the answer would be lost in a reset.
        for (int read = in.read(); read >= 0 && newlines < 2; read = in.read()) {
            newlines = read == '\n' ? newlines + 1 : read == '\r' ? newlines : 0;
            if (newlines == 2) {
                break;
            }
        }
        client.getOutputStream().write(UNAVAILABLE);
        client.shutdownOutput();
        in.transferTo(OutputStream.nullOutputStream());
    }

    /** A request begins a piece: nothing is sent before the one before was answered. */
    private static boolean isPut(byte[] piece) {
        return piece[0] == 'P' && piece[1] == 'U' && piece[2] == 'T' && piece[3] == ' ';
    }

    private static void copy(Socket from, Socket to, Function<byte[], Duration> pauseBefore) {
        byte[] piece = new byte[16 * 1024];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                Thread.sleep(pauseBefore.apply(piece));
                out.write(piece, 0, read);
            }
            to.shutdownOutput();
        } catch (IOException cut) {
            closeQuietly(from);
            closeQuietly(to);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
