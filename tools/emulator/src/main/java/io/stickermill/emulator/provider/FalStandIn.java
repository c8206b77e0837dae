package io.stickermill.emulator.provider;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.stickermill.emulator.store.Json;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** fal's queue: what it answers to, what it calls back, and the keys that it signs with. */
final class FalStandIn extends StandIn {

    /** What stands before a raw key in X.509. */
    private static final int X509_PREFIX = 12;

    private static final String USER = "toys";

    private final KeyPair keys = keys();

    FalStandIn(Clock clock) {
        super(
                "fal",
                Set.of(UNPAID, BUSY, REFUSED, MODERATED, GARBAGE, GONE, CUT, SILENT, TWICE, FORGED, BROKEN),
                clock);
    }

    @Override
    void addTo(RoutesConfig routes) {
        routes.get("/fal/.well-known/jwks.json", context -> json(context, 200, published()));
        routes.get("/fal/out/{id}.png", this::file);
        routes.post("/fal/{owner}/{model}", this::create);
        routes.get("/fal/{owner}/{model}/requests/{id}/status", context -> {
            Task task = known(context);
            if (task != null) {
                json(context, 200, status(task));
            }
        });
        routes.get("/fal/{owner}/{model}/requests/{id}", context -> {
            Task task = known(context);
            if (task != null) {
                result(context, task);
            }
        });
        routes.put("/fal/{owner}/{model}/requests/{id}/cancel", context -> {
            Task task = known(context);
            if (task != null) {
                cancel(task);
                json(context, 202, Json.object().put("status", "CANCELLATION_REQUESTED"));
            }
        });
    }

    private void create(Context context) throws IOException {
        if (!isAuthorized(context)) {
            return;
        }
        JsonNode input = Json.MAPPER.readTree(context.body());
        if (!input.path("image_url").isTextual() || !input.path("prompt").isTextual()) {
            wrong(context, "Field required");
            return;
        }
        switch (fault()) {
            case UNPAID -> detail(context, 402, "Exhausted balance");
            case BUSY -> {
                context.header("Retry-After", "3");
                detail(context, 429, "Too many requests");
            }
            case REFUSED -> wrong(context, "Input should be a valid URL");
            case BROKEN -> detail(context, 502, "Bad gateway");
            default -> {
                String model = context.pathParam("owner") + "/" + context.pathParam("model");
                Task task = begin(model, picture(input.path("image_url").asText()));
                callBack(context.queryParam("fal_webhook"), task, forged -> call(task, forged));
                if (task.has(CUT)) {
                    cut(context);
                }
                String path = base(context) + "/fal/" + model + "/requests/" + task.id();
                json(
                        context,
                        200,
                        Json.object()
                                .put("status", "IN_QUEUE")
                                .put("request_id", task.id())
                                .put("response_url", path)
                                .put("status_url", path + "/status")
                                .put("cancel_url", path + "/cancel")
                                .put("queue_position", 0));
            }
        }
    }

    private ObjectNode status(Task task) {
        return Json.object()
                .put("status", isRunning(task) ? "IN_PROGRESS" : "COMPLETED")
                .put("request_id", task.id());
    }

    private void result(Context context, Task task) {
        if (isRunning(task)) {
            detail(context, 400, "Request is still in progress");
        } else if (task.isCancelled()) {
            detail(context, 400, "Request was cancelled");
        } else if (task.has(MODERATED)) {
            ObjectNode said = Json.object();
            said.putArray("detail")
                    .addObject()
                    .put("msg", "The content could not be processed")
                    .put("type", "content_policy_violation");
            json(context, 422, said);
        } else if (isForgotten(task)) {
            detail(context, 404, "Request not found");
        } else {
            json(context, 200, output(task, base(context)));
        }
    }

    private static ObjectNode output(Task task, String base) {
        ObjectNode output = Json.object();
        output.putArray("images").addObject().put("url", base + "/fal/out/" + task.id() + ".png");
        return output;
    }

    private Call call(Task task, boolean forged) {
        byte[] body = Json.object()
                .put("request_id", task.id())
                .put("gateway_request_id", task.id())
                .put("status", task.has(MODERATED) ? "ERROR" : "OK")
                .toString()
                .getBytes(UTF_8);
        String at = Long.toString(now().getEpochSecond());
        String text = String.join("\n", task.id(), USER, at, Signing.sha256(body));
        return new Call(
                body,
                Map.of(
                        "X-Fal-Webhook-Request-Id",
                        task.id(),
                        "X-Fal-Webhook-User-Id",
                        USER,
                        "X-Fal-Webhook-Timestamp",
                        at,
                        "X-Fal-Webhook-Signature",
                        signed(text, forged ? keys() : keys)));
    }

    private ObjectNode published() {
        byte[] encoded = keys.getPublic().getEncoded();
        ObjectNode set = Json.object();
        set.putArray("keys")
                .addObject()
                .put("kty", "OKP")
                .put("crv", "Ed25519")
                .put(
                        "x",
                        Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString(Arrays.copyOfRange(encoded, X509_PREFIX, encoded.length)));
        return set;
    }

    private static String signed(String text, KeyPair keys) {
        try {
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initSign(keys.getPrivate());
            ed25519.update(text.getBytes(UTF_8));
            return HexFormat.of().formatHex(ed25519.sign());
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("This Java has no Ed25519, which every Java must have", absent);
        }
    }

    private static KeyPair keys() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("This Java has no Ed25519, which every Java must have", absent);
        }
    }

    private @Nullable Task known(Context context) {
        if (!isAuthorized(context)) {
            return null;
        }
        Task found = task(context.pathParam("id"));
        if (found == null) {
            detail(context, 404, "Request not found");
        }
        return found;
    }

    private static boolean isAuthorized(Context context) {
        String key = context.header("Authorization");
        if (key == null || !key.matches("Key \\S+")) {
            detail(context, 401, "Authentication is required to access this application.");
            return false;
        }
        return true;
    }

    private static void detail(Context context, int status, String words) {
        json(context, status, Json.object().put("detail", words));
    }

    private static void wrong(Context context, String words) {
        ObjectNode said = Json.object();
        said.putArray("detail").addObject().put("msg", words).put("type", "value_error");
        json(context, 422, said);
    }
}
