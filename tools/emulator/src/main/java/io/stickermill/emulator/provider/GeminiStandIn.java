package io.stickermill.emulator.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.stickermill.emulator.store.Json;
import java.io.IOException;
import java.time.Clock;
import java.util.Base64;
import java.util.Iterator;
import java.util.Set;

/** Gemini's image models: the answer is the picture. */
final class GeminiStandIn extends StandIn {

    private static final Set<String> MEMBERS = Set.of("contents", "generationConfig", "safetySettings");

    GeminiStandIn(Clock clock) {
        super("gemini", Set.of(UNPAID, BUSY, REFUSED, MODERATED, GARBAGE, CUT, BROKEN), clock);
    }

    @Override
    void addTo(RoutesConfig routes) {
        routes.post("/gemini/v1beta/models/{call}", this::create);
    }

    private void create(Context context) throws IOException {
        if (context.header("x-goog-api-key") == null) {
            error(context, 403, "PERMISSION_DENIED", "Method doesn't allow unregistered callers");
            return;
        }
        String call = context.pathParam("call");
        String model = call.replace(":generateContent", "");
        if (model.equals(call)) {
            error(context, 404, "NOT_FOUND", "models/" + call + " is not found");
            return;
        }
        JsonNode order = Json.MAPPER.readTree(context.body());
        for (Iterator<String> names = order.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!MEMBERS.contains(name)) {
                error(context, 400, "INVALID_ARGUMENT", "Unknown name \"" + name + "\": Cannot find field.");
                return;
            }
        }
        String photo = "";
        for (JsonNode part : order.path("contents").path(0).path("parts")) {
            photo = part.path("inlineData").path("data").asText(photo);
        }
        if (photo.isEmpty()) {
            error(context, 400, "INVALID_ARGUMENT", "Unable to process input image");
            return;
        }
        switch (fault()) {
            case UNPAID -> error(context, 400, "FAILED_PRECONDITION", "Please enable billing on your project");
            case BUSY -> {
                context.header("Retry-After", "3");
                error(context, 429, "RESOURCE_EXHAUSTED", "You exceeded your current quota");
            }
            case REFUSED -> error(context, 400, "INVALID_ARGUMENT", "Unable to process input image");
            case BROKEN -> error(context, 503, "UNAVAILABLE", "The model is overloaded");
            default -> {
                Task task = begin(model, Base64.getDecoder().decode(photo));
                work();
                if (task.has(CUT)) {
                    cut(context);
                }
                json(context, 200, answer(task));
            }
        }
    }

    private static ObjectNode answer(Task task) {
        ObjectNode answer = Json.object();
        if (task.has(MODERATED)) {
            answer.putObject("promptFeedback").put("blockReason", "PROHIBITED_CONTENT");
            return answer;
        }
        ObjectNode candidate = answer.putArray("candidates").addObject().put("finishReason", "STOP");
        var parts = candidate.putObject("content").putArray("parts");
        parts.addObject().put("text", "Here it is.");
        parts.addObject()
                .putObject("inlineData")
                .put("mimeType", "image/png")
                .put("data", Base64.getEncoder().encodeToString(made(task)));
        return answer;
    }

    private static void error(Context context, int status, String name, String words) {
        ObjectNode said = Json.object();
        said.putObject("error").put("code", status).put("message", words).put("status", name);
        json(context, status, said);
    }
}
