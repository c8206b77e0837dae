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

/** remove.bg: a form goes in, the answer is the cut-out. */
final class RemoveBgStandIn extends StandIn {

    private static final Set<String> FIELDS = Set.of(
            "size",
            "type",
            "format",
            "channels",
            "crop",
            "crop_margin",
            "scale",
            "position",
            "roi",
            "bg_color",
            "semitransparency");

    RemoveBgStandIn(Clock clock) {
        super("remove-bg", Set.of(UNPAID, BUSY, REFUSED, GARBAGE, CUT, BROKEN), clock);
    }

    @Override
    void addTo(RoutesConfig routes) {
        routes.post("/remove-bg/v1.0/removebg", this::create);
    }

    private void create(Context context) throws IOException {
        if (context.header("X-Api-Key") == null) {
            error(context, 403, "auth_failed", "API Key invalid");
            return;
        }
        for (String name : context.formParamMap().keySet()) {
            // Files are named among the fields, too.
            if (!FIELDS.contains(name) && context.uploadedFile(name) == null) {
                error(context, 400, "invalid_parameter", "Unknown parameter " + name);
                return;
            }
        }
        UploadedFile file = context.uploadedFile("image_file");
        if (file == null) {
            error(context, 400, "missing_source", "No image given");
            return;
        }
        byte[] photo;
        try (InputStream content = file.content()) {
            photo = content.readAllBytes();
        }
        switch (fault()) {
            case UNPAID -> error(context, 402, "insufficient_credits", "Insufficient credits");
            case BUSY -> {
                context.header("Retry-After", "3");
                error(context, 429, "rate_limit_exceeded", "Rate limit exceeded");
            }
            case REFUSED -> error(context, 400, "unknown_foreground", "Could not identify foreground in image");
            case BROKEN -> error(context, 500, "internal", "Something went wrong");
            default -> {
                Task task = begin("background-remover", photo);
                work();
                if (task.has(CUT)) {
                    cut(context);
                }
                ObjectNode said = Json.object();
                said.putObject("data").put("result_b64", Base64.getEncoder().encodeToString(made(task)));
                json(context, 200, said);
            }
        }
    }

    private static void error(Context context, int status, String code, String title) {
        ObjectNode said = Json.object();
        said.putArray("errors").addObject().put("title", title).put("code", code);
        json(context, status, said);
    }
}
