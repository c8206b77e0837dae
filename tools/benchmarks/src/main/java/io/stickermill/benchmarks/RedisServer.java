package io.stickermill.benchmarks;

import io.stickermill.common.Until;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Debian's Redis on a free port, set as BullMQ's page on production advises: an append-only file, and nothing is evicted. */
final class RedisServer implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(20);

    private final Process process;
    private final int port;

    private RedisServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** @throws PeerMissing if there is none on the path */
    static void find() throws PeerMissing, InterruptedException {
        if (!PeerPrograms.isThere("redis-server", "--version")) {
            throw new PeerMissing("there is no `redis-server` on this machine (Debian: apt-get install redis-server)");
        }
    }

    /** @param folder for its data and its log; empty or its own */
    static RedisServer start(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Path settings = folder.resolve("redis.conf");
        Files.writeString(settings, """
                bind 127.0.0.1
                port %d
                dir "%s"
                appendonly yes
                appendfsync everysec
                maxmemory-policy noeviction
                """.formatted(port, folder));
        RedisServer server = new RedisServer(
                new ProcessBuilder("redis-server", settings.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("redis.log").toFile())
                        .start(),
                port);
        if (!Until.every(Duration.ofMillis(50)).forAtMost(START).isTrue(server::answers)) {
            server.close();
            throw new IOException("Redis did not start: " + folder.resolve("redis.log") + " says why");
        }
        return server;
    }

    private boolean answers() {
        try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    String url() {
        return "redis://127.0.0.1:" + port;
    }

    ProcessTree processes() {
        return new ProcessTree(process.pid());
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
