package io.stickermill.emulator.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.stickermill.emulator.store.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Replicate's API as its documents have it, as far as predictions go: what is not in them is refused. Its faults are switched by {@code PUT
 * /admin/replicate}: {@code {"seconds":2,"fault":"..."}}, of which {@code unpaid}, {@code busy}, {@code refused}, {@code nsfw},
 * {@code garbage}, {@code gone}, {@code cut} and {@code silent} are known. {@code GET} counts what was begun: that is what costs.
 */
public final class ReplicateStandIn {

    /** What its calls are signed with. */
    public static final String SECRET =
            "whsec_" + Base64.getEncoder().encodeToString("toys-sign-their-calls".getBytes(UTF_8));

    private static final Set<String> MEMBERS = Set.of("version", "input", "webhook", "webhook_events_filter");

    private static final Set<String> FAULTS =
            Set.of("", "unpaid", "busy", "refused", "nsfw", "garbage", "gone", "cut", "silent");

    private static final Duration KEPT = Duration.ofHours(1);

    private final Clock clock;
    private final Map<String, Prediction> predictions = new ConcurrentHashMap<>();
    private final AtomicLong begun = new AtomicLong();
    private final HttpClient http = HttpClient.newHttpClient();
    private volatile Duration takes = Duration.ofSeconds(2);
    private volatile String fault = "";

    public ReplicateStandIn(Clock clock) {
        this.clock = clock;
    }

    private static final class Prediction {
        private final String id = UUID.randomUUID().toString().replace("-", "");
        private final JsonNode input;
        private final Instant ends;
        private final String fault;
        private volatile boolean cancelled;

        Prediction(JsonNode input, Instant ends, String fault) {
            this.input = input;
            this.ends = ends;
            this.fault = fault;
        }
    }

    /** Adds the routes under {@code /replicate} and {@code /admin/replicate}. */
    public void addTo(RoutesConfig routes) {
        routes.post("/replicate/predictions", this::create);
        routes.get("/replicate/predictions/{id}", context -> {
            Prediction found = authorized(context) ? predictions.get(context.pathParam("id")) : null;
            if (found != null) {
                json(context, 200, view(found, context));
            } else if (authorized(context)) {
                problem(context, 404, "Not found");
            }
        });
        routes.post("/replicate/predictions/{id}/cancel", context -> {
            Prediction found = authorized(context) ? predictions.get(context.pathParam("id")) : null;
            if (found != null) {
                found.cancelled |= clock.instant().isBefore(found.ends);
                json(context, 200, view(found, context));
            }
        });
        routes.get("/replicate/out/{id}.png", this::file);
        routes.put("/admin/replicate", context -> {
            JsonNode wanted = Json.MAPPER.readTree(context.body());
            String named = wanted.path("fault").asText("");
            if (!FAULTS.contains(named)) {
                problem(context, 400, "fault must be one of " + FAULTS);
                return;
            }
            fault = named;
            takes = Duration.ofMillis((long) (1000 * wanted.path("seconds").asDouble(2)));
            json(context, 200, Json.object().put("begun", begun.get()));
        });
        routes.get(
                "/admin/replicate", context -> json(context, 200, Json.object().put("begun", begun.get())));
    }

    private void create(Context context) throws IOException {
        if (!authorized(context)) {
            return;
        }
        JsonNode order = Json.MAPPER.readTree(context.body());
        for (Iterator<String> names = order.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!MEMBERS.contains(name)) {
                problem(context, 422, "- " + name + ": Additional property " + name + " is not allowed");
                return;
            }
        }
        if (!order.path("version").isTextual()
                || !order.path("input").path("image").isTextual()) {
            problem(context, 422, "- input.image: image is required");
            return;
        }
        switch (fault) {
            case "unpaid" -> problem(context, 402, "You have insufficient credit to run this model");
            case "busy" -> {
                context.header("Retry-After", "3");
                problem(context, 429, "Request was throttled. Expected available in 3 seconds.");
            }
            case "refused" -> problem(context, 422, "- input.image: Does not match format 'uri'");
            default -> {
                var prediction =
                        new Prediction(order.path("input"), clock.instant().plus(takes), fault);
                predictions.put(prediction.id, prediction);
                begun.incrementAndGet();
                if (order.path("webhook").isTextual() && !fault.equals("silent")) {
                    call(order.path("webhook").asText(), prediction, base(context));
                }
                if (fault.equals("cut")) {
                    // It is begun, and nobody hears of it.
                    context.res().flushBuffer();
                    throw new IOException("cut");
                }
                json(context, 201, view(prediction, context));
            }
        }
    }

    private ObjectNode view(Prediction prediction, Context context) {
        return view(prediction, base(context));
    }

    private ObjectNode view(Prediction prediction, String base) {
        ObjectNode view = Json.object().put("id", prediction.id).put("model", "toys/mirror");
        if (prediction.cancelled) {
            return view.put("status", "canceled");
        }
        Instant now = clock.instant();
        if (now.isBefore(prediction.ends)) {
            return view.put("status", "processing").put("logs", " 50%|#####     | 2/4");
        }
        if (prediction.fault.equals("nsfw")) {
            return view.put("status", "failed").put("error", "NSFW content detected. Try running it again.");
        }
        if (now.isAfter(prediction.ends.plus(KEPT))) {
            view.putNull("output");
            return view.put("status", "succeeded").put("data_removed", true);
        }
        view.putArray("output").add(base + "/replicate/out/" + prediction.id + ".png");
        return view.put("status", "succeeded");
    }

    private void file(Context context) {
        Prediction prediction = predictions.get(context.pathParam("id"));
        if (prediction == null
                || prediction.fault.equals("gone")
                || clock.instant().isAfter(prediction.ends.plus(KEPT))) {
            context.status(404);
            return;
        }
        if (prediction.fault.equals("garbage")) {
            context.contentType("image/png").result("<html>no picture</html>".getBytes(UTF_8));
            return;
        }
        ToyModel.of(picture(prediction.input.path("image").asText()))
                .ifPresentOrElse(png -> context.contentType("image/png").result(png), () -> context.status(404));
    }

    private static byte[] picture(String uri) {
        int comma = uri.indexOf(',');
        return uri.startsWith("data:") && comma > 0
                ? Base64.getDecoder().decode(uri.substring(comma + 1))
                : new byte[0];
    }

    private void call(String address, Prediction prediction, String base) {
        Thread.ofVirtual().start(() -> {
            try {
                Thread.sleep(takes.plusMillis(50));
                byte[] body = view(prediction, base).toString().getBytes(UTF_8);
                String id = "msg_" + prediction.id;
                String at = Long.toString(clock.instant().getEpochSecond());
                var request = HttpRequest.newBuilder(URI.create(address))
                        .header("webhook-id", id)
                        .header("webhook-timestamp", at)
                        .header("webhook-signature", "v1," + signature(id + "." + at + ".", body))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofByteArray(body))
                        .build();
                http.send(request, BodyHandlers.discarding());
            } catch (IOException nobodyThere) {
                // As at Replicate: whoever wants to know looks.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static String signature(String head, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(SECRET.substring("whsec_".length())), "HmacSHA256"));
            mac.update(head.getBytes(UTF_8));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("This Java has no HmacSHA256, which every Java must have", absent);
        }
    }

    private static boolean authorized(Context context) {
        @Nullable String key = context.header("Authorization");
        if (key == null || !key.matches("Bearer \\S+")) {
            problem(context, 401, "You did not pass a valid authentication token");
            return false;
        }
        return true;
    }

    private static String base(Context context) {
        return "http://" + context.host();
    }

    private static void problem(Context context, int status, String detail) {
        json(
                context,
                status,
                Json.object().put("title", "Error").put("status", status).put("detail", detail));
    }

    private static void json(Context context, int status, ObjectNode body) {
        context.status(status).contentType("application/json").result(body.toString());
    }

    /** What is known of faults. */
    public static List<String> faults() {
        return FAULTS.stream().sorted().toList();
    }
}
