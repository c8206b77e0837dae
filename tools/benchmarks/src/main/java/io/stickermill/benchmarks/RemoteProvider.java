package io.stickermill.benchmarks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Somebody who makes stickers elsewhere: takes a photo by HTTP, takes his time, and answers with a file. */
final class RemoteProvider implements AutoCloseable {

    private static final int CONNECTIONS_WAITING = 64;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final byte[] sticker = Pictures.sticker();
    private volatile Duration takes = Duration.ZERO;

    RemoteProvider() throws IOException {
        // Or each answer waits for a delayed acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), CONNECTIONS_WAITING);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    /** Each sticker takes so long. */
    void takes(Duration time) {
        takes = time;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
            Thread.sleep(takes);
            exchange.getResponseHeaders().set("Content-Type", "image/webp");
            exchange.sendResponseHeaders(200, sticker.length);
            exchange.getResponseBody().write(sticker);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
