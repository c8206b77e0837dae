package io.stickermill.localstack.supervisor;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.stickermill.common.Json;
import io.stickermill.localstack.parts.DiskSpace;
import io.stickermill.localstack.parts.Home;
import io.stickermill.localstack.parts.ProcessIdentity;
import io.stickermill.localstack.parts.Service;
import io.stickermill.localstack.parts.StackParts;
import io.stickermill.localstack.supervisor.Supervisor.PartStatus;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;

/** Through which other invocations of the command reach the supervisor: loopback, and with the token of its file only. */
public final class ControlServer implements AutoCloseable {

    private final Supervisor supervisor;
    private final StackParts stack;
    private final Home home;
    private final Runnable down;
    private final String token;
    private final HttpServer server;

    /** @param down called when the stack is asked to end */
    public ControlServer(Supervisor supervisor, StackParts stack, Home home, Runnable down) throws IOException {
        this.supervisor = supervisor;
        this.stack = stack;
        this.home = home;
        this.down = down;
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        this.token = HexFormat.of().formatHex(random);
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
        new ControlAddress(
                        "http://127.0.0.1:" + server.getAddress().getPort(),
                        token,
                        ProcessIdentity.of(ProcessHandle.current()))
                .writeTo(home);
    }

    @Override
    public void close() {
        ControlAddress.remove(home);
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            answer(exchange);
        } catch (InterruptedException serverEnds) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(HttpExchange exchange) throws IOException, InterruptedException {
        String given = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .orElse("");
        if (!MessageDigest.isEqual(given.getBytes(UTF_8), ("Bearer " + token).getBytes(UTF_8))) {
            answer(exchange, 401, Map.of("error", "the token is in run/control.properties of the stack's home"));
            return;
        }
        String[] path = exchange.getRequestURI().getPath().split("/", -1);
        String name = path.length > 2 ? path[2] : "";
        switch (path[1]) {
            case "status" -> answer(exchange, 200, status());
            case "start" -> answerFound(exchange, supervisor.start(name), name);
            case "stop" -> answerFound(exchange, supervisor.stop(name), name);
            case "scale" -> scale(exchange, name, path.length > 3 ? path[3] : "");
            case "replays" -> replays(exchange);
            case "down" -> {
                answer(exchange, 200, Map.of("down", true));
                down.run();
            }
            default -> answer(exchange, 404, Map.of("error", "no such path"));
        }
    }

    private void scale(HttpExchange exchange, String name, String number) throws IOException, InterruptedException {
        Optional<Service> service = Service.named(name);
        if (service.isEmpty() || !number.matches("[1-8]")) {
            answer(
                    exchange,
                    400,
                    Map.of(
                            "error",
                            "scale takes SERVICE=NUMBER, a number from 1 to 8, of "
                                    + Arrays.stream(Service.values())
                                            .map(Service::serviceName)
                                            .toList()));
            return;
        }
        supervisor.scale(service.get(), Integer.parseInt(number));
        answer(exchange, 200, status());
    }

    private void replays(HttpExchange exchange) throws IOException {
        ReplayLog log = new ReplayLog(stack);
        try {
            if (exchange.getRequestMethod().equals("POST")) {
                log.record(Json.MAPPER.readTree(exchange.getRequestBody()));
            }
            answer(exchange, 200, Map.of("replays", log.newest()));
        } catch (SQLException e) {
            answer(
                    exchange,
                    503,
                    Map.of(
                            "error",
                            "replays are recorded in backfill's table, which can't be reached (" + e.getMessage()
                                    + "): it is made when the service starts for the first time"));
        }
    }

    private Map<String, Object> status() throws InterruptedException {
        Map<String, Object> status = new LinkedHashMap<>();
        List<PartStatus> parts = supervisor.look();
        status.put("ready", parts.stream().allMatch(PartStatus::isReady));
        status.put("pid", ProcessHandle.current().pid());
        status.put("parts", parts);
        DiskSpace.shortage(home.folder()).ifPresent(words -> status.put("disk", words));
        if (!stack.emulator().isEmpty()) {
            status.put("emulator", stack.emulator());
        }
        status.put("access", stack.access());
        return status;
    }

    private void answerFound(HttpExchange exchange, boolean found, String name)
            throws IOException, InterruptedException {
        if (found) {
            answer(exchange, 200, status());
        } else {
            answer(exchange, 404, Map.of("error", "no part is named " + name + "; there are " + supervisor.names()));
        }
    }

    private static void answer(HttpExchange exchange, int code, Object body) throws IOException {
        byte[] json = Json.MAPPER.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(code, json.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(json);
        }
    }
}
