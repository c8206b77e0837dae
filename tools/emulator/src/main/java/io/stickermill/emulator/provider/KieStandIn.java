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
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/** KIE.ai's jobs: errors come as HTTP 200 with a code, pictures are fetched by link, a call's body is not signed. */
final class KieStandIn extends StandIn {

    private static final Set<String> MEMBERS = Set.of("model", "callBackUrl", "input");

    private final byte[] key;
    private final HttpClient http = HttpClient.newHttpClient();

    /** @param secret that its calls are signed with */
    KieStandIn(String secret, Clock clock) {
        super(
                "kie",
                Set.of(UNPAID, BUSY, REFUSED, MODERATED, GARBAGE, GONE, CUT, SILENT, TWICE, FORGED, BROKEN),
                clock);
        this.key = secret.getBytes(UTF_8);
    }

    @Override
    void addTo(RoutesConfig routes) {
        routes.post("/kie/api/v1/jobs/createTask", this::create);
        routes.get("/kie/api/v1/jobs/recordInfo", context -> {
            if (isAuthorized(context)) {
                String id = context.queryParam("taskId");
                Task task = id == null ? null : task(id);
                if (task == null) {
                    says(context, 422, "recordInfo is null");
                } else {
                    json(context, 200, record(task, base(context)));
                }
            }
        });
        routes.get("/kie/out/{id}.png", this::file);
    }

    private void create(Context context) throws IOException {
        if (!isAuthorized(context)) {
            return;
        }
        JsonNode order = Json.MAPPER.readTree(context.body());
        for (Iterator<String> names = order.fieldNames(); names.hasNext(); ) {
            if (!MEMBERS.contains(names.next())) {
                says(context, 400, "parameter error");
                return;
            }
        }
        JsonNode input = order.path("input");
        JsonNode image = input.has("image")
                ? input.path("image")
                : input.path("image_urls").path(0);
        if (!image.isTextual() || !order.path("model").isTextual()) {
            says(context, 422, "image_urls is required");
            return;
        }
        switch (fault()) {
            case UNPAID -> says(context, 402, "Credits insufficient");
            case BUSY -> says(context, 429, "Your call frequency is too high");
            case REFUSED -> says(context, 422, "The page does not exist or is not published");
            case BROKEN -> says(context, 455, "The service is being maintained");
            default -> {
                byte[] photo = fetched(image.asText());
                if (photo.length == 0) {
                    says(context, 422, "image file could not be fetched");
                    return;
                }
                Task task = begin(order.path("model").asText(), photo);
                String base = base(context);
                callBack(order.path("callBackUrl").asText(""), task, forged -> call(task, base, forged));
                if (task.has(CUT)) {
                    cut(context);
                }
                ObjectNode said = Json.object().put("code", 200).put("msg", "success");
                said.putObject("data").put("taskId", task.id());
                json(context, 200, said);
            }
        }
    }

    private byte[] fetched(String link) throws IOException {
        try {
            HttpResponse<byte[]> answer = http.send(
                    HttpRequest.newBuilder(URI.create(link))
                            .timeout(Duration.ofSeconds(10))
                            .build(),
                    BodyHandlers.ofByteArray());
            return answer.statusCode() == 200 ? answer.body() : new byte[0];
        } catch (IllegalArgumentException noLink) {
            return new byte[0];
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped", e);
        }
    }

    private ObjectNode record(Task task, String base) {
        ObjectNode record = Json.object().put("code", 200).put("msg", "success");
        ObjectNode data = record.putObject("data").put("taskId", task.id()).put("model", task.model());
        if (isRunning(task)) {
            data.put("state", "generating");
        } else if (task.has(MODERATED)) {
            data.put("state", "fail").put("failCode", "501").put("failMsg", "The content is against the policy");
        } else {
            ObjectNode result = Json.object();
            result.putArray("resultUrls").add(base + "/kie/out/" + task.id() + ".png");
            data.put("state", "success").put("resultJson", result.toString());
        }
        return record;
    }

    private Call call(Task task, String base, boolean forged) {
        String at = Long.toString(now().getEpochSecond());
        return new Call(
                record(task, base).toString().getBytes(UTF_8),
                Map.of(
                        "X-Webhook-Timestamp",
                        at,
                        "X-Webhook-Signature",
                        Signing.hmac(
                                forged ? Signing.somebodyElses(key) : key, (task.id() + "." + at).getBytes(UTF_8))));
    }

    private static boolean isAuthorized(Context context) {
        String key = context.header("Authorization");
        if (key == null || !key.matches("Bearer \\S+")) {
            says(context, 401, "You do not have access permissions");
            return false;
        }
        return true;
    }

    private static void says(Context context, int code, String words) {
        ObjectNode said = Json.object().put("code", code).put("msg", words);
        said.putNull("data");
        json(context, 200, said);
    }
}
