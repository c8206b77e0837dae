package io.stickermill.localstack.parts;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Which part listens on which port of the loopback address. */
public final class Ports {

    private static final Map<String, Integer> FIXED = Map.ofEntries(
            Map.entry("emulator", 8080),
            Map.entry("gateway", 8081),
            Map.entry("generation", 8082),
            Map.entry("delivery", 8083),
            Map.entry("history", 8084),
            Map.entry("backfill", 8085),
            Map.entry("console", 8086),
            Map.entry("registry", 8090),
            Map.entry("registry-management", 18090),
            Map.entry("s3", 8091),
            Map.entry("broker", 19092),
            Map.entry("broker-controller", 19093),
            Map.entry("postgres", 15432));

    private final Map<String, Integer> known;
    private final @Nullable Path file;

    private Ports(Map<String, Integer> known, @Nullable Path file) {
        this.known = new ConcurrentHashMap<>(known);
        this.file = file;
    }

    /** The ports of the default home: always the same, so that they can be written down. */
    public static Ports fixed() {
        return new Ports(FIXED, null);
    }

    /** A free port for each name, chosen when first asked for. */
    public static Ports free() {
        return new Ports(Map.of(), null);
    }

    /**
     * Free ports that are the same at the next start: they are kept in a file. One that somebody else has taken meanwhile is
     * chosen anew.
     */
    public static Ports kept(Home home) {
        Path file = home.folder().resolve("ports.properties");
        Properties kept = new Properties();
        try {
            if (Files.exists(file)) {
                try (Reader reader = Files.newBufferedReader(file)) {
                    kept.load(reader);
                }
            }
            Map<String, Integer> known = new HashMap<>();
            for (String name : kept.stringPropertyNames()) {
                int port = Integer.parseInt(kept.getProperty(name));
                if (!isTaken(port)) {
                    known.put(name, port);
                }
            }
            return new Ports(known, file);
        } catch (IOException | IllegalArgumentException e) {
            throw new UncheckedIOException(
                    "Cannot read the ports in " + file + " (" + e.getMessage() + "): remove it, and others are chosen",
                    new IOException(e));
        }
    }

    /** The port of that name: the fixed one, or a free one that stays the same from now on. */
    public synchronized int of(String name) {
        Integer port = known.get(name);
        if (port == null) {
            port = freePort();
            known.put(name, port);
            keep();
        }
        return port;
    }

    private void keep() {
        if (file == null) {
            return;
        }
        Properties ports = new Properties();
        known.forEach((name, port) -> ports.setProperty(name, Integer.toString(port)));
        try {
            StringWriter text = new StringWriter();
            ports.store(text, "Ports of this local stack.");
            Home.writePrivate(file, text.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep the local stack's ports in " + file, e);
        }
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
