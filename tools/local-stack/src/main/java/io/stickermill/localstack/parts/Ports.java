package io.stickermill.localstack.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** Which part listens on which port of the loopback address. */
public final class Ports {

    private static final Map<String, Integer> FIXED = Map.ofEntries(
            Map.entry("emulator", 8080),
            Map.entry("gateway", 8081),
            Map.entry("generation", 8082),
            Map.entry("delivery", 8083),
            Map.entry("history", 8084),
            Map.entry("backfill", 8085),
            Map.entry("registry", 8090),
            Map.entry("registry-management", 18090),
            Map.entry("s3", 8091),
            Map.entry("broker", 19092),
            Map.entry("broker-controller", 19093),
            Map.entry("postgres", 15432));

    private final Map<String, Integer> known;

    private Ports(Map<String, Integer> known) {
        this.known = new ConcurrentHashMap<>(known);
    }

    /** The ports of the default home: always the same, so that they can be written down. */
    public static Ports fixed() {
        return new Ports(FIXED);
    }

    /** A free port for each name, chosen when first asked for. */
    public static Ports free() {
        return new Ports(Map.of());
    }

    /** The port of that name: the fixed one, or a free one that stays the same from now on. */
    public int of(String name) {
        return known.computeIfAbsent(name, any -> freePort());
    }

    /** Whether there is a port of that name already. */
    boolean isChosen(String name) {
        return known.containsKey(name);
    }

    /** Whether something listens there already. Occupies the port for a moment: not for asking whether a part is up. */
    public static boolean isTaken(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // Connections of a stack that has just stopped linger; they keep nobody from listening again.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return false;
        } catch (IOException taken) {
            return true;
        }
    }

    /** Whether something accepts connections there. */
    static boolean isOpen(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    private int freePort() {
        // Below the range that Linux takes for outgoing connections (32768 and up): a port from there could be gone
        // again between the choice and the part's start.
        for (int attempt = 0; attempt < 200; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            if (!known.containsValue(port) && !isTaken(port)) {
                return port;
            }
        }
        throw new UncheckedIOException(new IOException("No free port found between 20000 and 32000 on 127.0.0.1"));
    }
}
