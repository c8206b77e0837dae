package io.stickermill.emulator.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.stickermill.emulator.store.Json;
import java.io.IOException;
import java.time.Clock;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Replicate's predictions. */
final class ReplicateStandIn extends StandIn {

    private static final Set<String> MEMBERS = Set.of("version", "input", "webhook", "webhook_events_filter");

    private final byte[] key;

    /** @param secret whose base64 follows {@code whsec_} where it is set at the receiver */
    ReplicateStandIn(String secret, Clock clock) {
        super(
                "replicate",
                Set.of(UNPAID, BUSY, REFUSED, MODERATED, FILM, GARBAGE, TORN, GONE, CUT, SILENT, TWICE, FORGED, BROKEN),
                clock);
        this.key = secret.getBytes(UTF_8);
    }

    @Override
    void addTo(RoutesConfig routes) {
        routes.post("/replicate/predictions", this::create);
        routes.get("/replicate/predictions/{id}", context -> {
            Task found = known(context);
            if (found != null) {
                json(context, 200, view(found, base(context)));
            }
        });
        routes.post("/replicate/predictions/{id}/cancel", context -> {
            Task found = known(context);
            if (found != null) {
                cancel(found);
                json(context, 200, view(found, base(context)));
            }
        });
        routes.get("/replicate/out/{id}.png", this::file);
    }

    private void create(Context context) throws IOException {
        if (!isAuthorized(context)) {
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
        switch (fault()) {
            case UNPAID -> problem(context, 402, "You have insufficient credit to run this model");
            case BUSY -> {
                context.header("Retry-After", "3");
                problem(context, 429, "Request was throttled. Expected available in 3 seconds.");
            }
            case REFUSED -> problem(context, 422, "- input.image: Does not match format 'uri'");
            case BROKEN -> problem(context, 500, "Internal server error");
            default -> {
                Task task = begin(
                        order.path("version").asText(),
                        picture(order.path("input").path("image").asText()));
                String base = base(context);
                callBack(order.path("webhook").asText(""), task, forged -> call(task, base, forged));
                if (task.has(CUT)) {
                    cut(context);
                }
                json(context, 201, view(task, base));
            }
        }
    }

    private ObjectNode view(Task task, String base) {
        ObjectNode view = Json.object().put("id", task.id()).put("model", task.model());
        if (task.isCancelled()) {
            return view.put("status", "canceled");
        }
        if (isRunning(task)) {
            return view.put("status", "processing").put("logs", " 50%|#####     | 2/4");
        }
        if (task.has(MODERATED)) {
            return view.put("status", "failed").put("error", "NSFW content detected. Try running it again.");
        }
        if (isForgotten(task)) {
            view.putNull("output");
            return view.put("status", "succeeded").put("data_removed", true);
        }
        view.putArray("output").add(base + "/replicate/out/" + task.id() + ".png");
        return view.put("status", "succeeded");
    }

    private Call call(Task task, String base, boolean forged) {
        byte[] body = view(task, base).toString().getBytes(UTF_8);
        String id = "msg_" + task.id();
        String at = Long.toString(now().getEpochSecond());
        String signature =
                Signing.hmac(forged ? Signing.somebodyElses(key) : key, (id + "." + at + ".").getBytes(UTF_8), body);
        return new Call(
                body, Map.of("webhook-id", id, "webhook-timestamp", at, "webhook-signature", "v1," + signature));
    }

    private @Nullable Task known(Context context) {
        if (!isAuthorized(context)) {
            return null;
        }
        Task found = task(context.pathParam("id"));
        if (found == null) {
            problem(context, 404, "Not found");
        }
        return found;
    }

    private static boolean isAuthorized(Context context) {
        String key = context.header("Authorization");
        if (key == null || !key.matches("Bearer \\S+")) {
            problem(context, 401, "You did not pass a valid authentication token");
            return false;
        }
        return true;
    }

    private static void problem(Context context, int status, String detail) {
        json(
                context,
                status,
                Json.object().put("title", "Error").put("status", status).put("detail", detail));
    }
}
