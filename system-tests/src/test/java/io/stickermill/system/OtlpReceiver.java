package io.stickermill.system;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/** A collector of traces, OTLP over HTTP in protobuf; anything else that is sent to it is a fault. */
final class OtlpReceiver implements AutoCloseable {

    private final HttpServer server;
    private final Queue<Span> spans = new ConcurrentLinkedQueue<>();
    private final List<String> faults = new CopyOnWriteArrayList<>();

    /** @param parentId empty for the first of a trace */
    record Span(
            String service,
            String name,
            String traceId,
            String id,
            String parentId,
            Map<String, String> attributes,
            long startNanos,
            long endNanos) {}

    OtlpReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::take);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<Span> spans() {
        return List.copyOf(spans);
    }

    List<String> faults() {
        return List.copyOf(faults);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            String what = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            String type = exchange.getRequestHeaders().getFirst("Content-Type");
            if (!what.equals("POST /v1/traces") || !"application/x-protobuf".equals(type)) {
                faults.add(what + " " + type);
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            try {
                boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
                InputStream body = exchange.getRequestBody();
                read(ExportTraceServiceRequest.parseFrom(zipped ? new GZIPInputStream(body) : body));
            } catch (IOException garbage) {
                faults.add(what + " " + garbage);
            }
            exchange.getResponseHeaders().add("Content-Type", type);
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private void read(ExportTraceServiceRequest request) {
        request.getResourceSpansList().forEach(of -> {
            String service = attributes(of.getResource().getAttributesList()).getOrDefault("service.name", "");
            of.getScopeSpansList().stream()
                    .flatMap(scope -> scope.getSpansList().stream())
                    .forEach(span -> spans.add(new Span(
                            service,
                            span.getName(),
                            hex(span.getTraceId().toByteArray()),
                            hex(span.getSpanId().toByteArray()),
                            hex(span.getParentSpanId().toByteArray()),
                            attributes(span.getAttributesList()),
                            span.getStartTimeUnixNano(),
                            span.getEndTimeUnixNano())));
        });
    }

    private static Map<String, String> attributes(List<KeyValue> all) {
        return all.stream()
                .collect(Collectors.toMap(
                        KeyValue::getKey,
                        entry -> entry.getValue().hasStringValue()
                                ? entry.getValue().getStringValue()
                                : entry.getValue().toString().strip()));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
