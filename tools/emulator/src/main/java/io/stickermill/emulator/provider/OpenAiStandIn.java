package io.stickermill.emulator.provider;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.UploadedFile;
import io.stickermill.emulator.store.Json;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.Base64;
import java.util.Set;

/** OpenAI's edits of pictures: a form goes in, the answer is the picture. */
final class OpenAiStandIn extends StandIn {

    private static final Set<String> FIELDS = Set.of(
            "model",
            "prompt",
            "n",
            "size",
            "quality",
            "background",
            "output_format",
            "output_compression",
            "input_fidelity",
            "user");

    OpenAiStandIn(Clock clock) {
        super("openai", Set.of(UNPAID, BUSY, REFUSED, MODERATED, GARBAGE, CUT, BROKEN), clock);
    }

    @Override
    void addTo(RoutesConfig routes) {
        routes.post("/openai/v1/images/edits", this::create);
    }

    private void create(Context context) throws IOException {
        String key = context.header("Authorization");
        if (key == null || !key.matches("Bearer \\S+")) {
            error(context, 401, "invalid_request_error", "invalid_api_key", "Incorrect API key provided");
            return;
        }
        UploadedFile file = context.uploadedFile("image");
        String model = context.formParam("model");
        for (String name : context.formParamMap().keySet()) {
            // Files are named among the fields, too.
            if (!FIELDS.contains(name) && context.uploadedFile(name) == null) {
                error(context, 400, "invalid_request_error", "unknown_parameter", "Unknown parameter: '" + name + "'.");
                return;
            }
        }
        if (file == null || model == null || context.formParam("prompt") == null) {
            error(context, 400, "invalid_request_error", "missing_required_parameter", "Missing: 'image'.");
            return;
        }
        byte[] photo;
        try (InputStream content = file.content()) {
            photo = content.readAllBytes();
        }
        switch (fault()) {
            case UNPAID ->
                error(context, 429, "insufficient_quota", "insufficient_quota", "You exceeded your current quota");
            case BUSY -> {
                context.header("Retry-After", "3");
                error(context, 429, "requests", "rate_limit_exceeded", "Rate limit reached");
            }
            case REFUSED ->
                error(context, 400, "invalid_request_error", "invalid_image_file", "Invalid image file or mode");
            case BROKEN -> error(context, 500, "server_error", "", "The server had an error");
            default -> {
                Task task = begin(model, photo);
                work();
                if (task.has(CUT)) {
                    cut(context);
                }
                if (task.has(MODERATED)) {
                    error(
                            context,
                            400,
                            "image_generation_user_error",
                            "moderation_blocked",
                            "Your request was rejected by the safety system");
                } else {
                    ObjectNode said = Json.object().put("created", now().getEpochSecond());
                    said.putArray("data")
                            .addObject()
                            .put("b64_json", Base64.getEncoder().encodeToString(made(task)));
                    json(context, 200, said);
                }
            }
        }
    }

    private static void error(Context context, int status, String type, String code, String words) {
        ObjectNode said = Json.object();
        said.putObject("error").put("message", words).put("type", type).put("code", code);
        json(context, status, said);
    }
}
