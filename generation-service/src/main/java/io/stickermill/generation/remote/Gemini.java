package io.stickermill.generation.remote;

import io.stickermill.generation.remote.ProviderHttp.Answer;
import io.stickermill.generation.remote.Refusal.Why;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** <a href="https://ai.google.dev/gemini-api/docs/image-generation">Gemini</a>'s image models: one call, whose answer is the picture. */
final class Gemini implements ImageProvider {

    static final String ADDRESS = "https://generativelanguage.googleapis.com";

    private static final Pattern MODEL = Pattern.compile("[a-z0-9.-]{1,80}");

    private static final Pattern SECONDS = Pattern.compile("(\\d{1,4})(\\.\\d+)?s");

    /** With these the same may be asked once more. */
    private static final Set<String> OF_CHANCE = Set.of("NO_IMAGE", "OTHER", "IMAGE_OTHER");

    private final ProviderHttp http;

    Gemini(String address, String key, Duration longest) {
        this.http = new ProviderHttp(address, "x-goog-api-key", key, longest);
    }

    @Override
    public String name() {
        return "gemini";
    }

    @Override
    public Abilities abilities() {
        return new Abilities(PictureForm.BYTES, true, false, false);
    }

    /** {@code inputs} are members of {@code imageConfig}: {@code aspectRatio}, {@code imageSize}. */
    @Override
    public Submitted submit(ImageTask task) {
        if (!MODEL.matcher(task.model()).matches()) {
            return new Submitted.Refused(new Refusal(Why.MODEL, "no name of a model"));
        }
        Map<String, Object> picture = Map.of(
                "inlineData",
                Map.of("mimeType", task.mediaType(), "data", Base64.getEncoder().encodeToString(task.picture())));
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("responseModalities", List.of("TEXT", "IMAGE"));
        if (!task.inputs().isEmpty()) {
            config.put("imageConfig", task.inputs());
        }
        Map<String, Object> order = Map.of(
                "contents",
                List.of(Map.of("role", "user", "parts", List.of(Map.of("text", task.prompt()), picture))),
                "generationConfig",
                config);
        return switch (http.post("/v1beta/models/" + task.model() + ":generateContent", order)) {
            case Answer.NotSent(String cause) -> new Submitted.Refused(new Refusal(Why.AWAY, cause));
            case Answer.Lost(String cause) -> new Submitted.Unknown(cause);
            case Answer.Answered answer when answer.isOk() -> picture(answer.body());
            case Answer.Answered answer -> new Submitted.Refused(refusal(answer));
        };
    }

    private static Submitted picture(JsonNode answer) {
        JsonNode candidate = answer.path("candidates").path(0);
        if (candidate.isMissingNode()) {
            String reason = answer.path("promptFeedback").path("blockReason").asString("");
            return new Submitted.Refused(new Refusal(
                    reason.isEmpty() || reason.equals("OTHER") ? Why.FAILED : Why.CONTENT, "blocked: " + reason));
        }
        String file = null;
        for (JsonNode part : candidate.path("content").path("parts")) {
            String data = part.path("inlineData").path("data").asString("");
            if (!data.isEmpty() && !part.path("thought").asBoolean(false)) {
                file = data;
            }
        }
        if (file != null) {
            return Base64Picture.of(file);
        }
        String finish = candidate.path("finishReason").asString("");
        boolean chance = finish.equals("STOP") || finish.isEmpty() || OF_CHANCE.contains(finish);
        return new Submitted.Refused(new Refusal(chance ? Why.FAILED : Why.CONTENT, "no picture: " + finish));
    }

    @Override
    public Looked look(String taskId) {
        throw new UnsupportedOperationException("it answers at once");
    }

    @Override
    public boolean cancel(String taskId) {
        // There is no task.
        return true;
    }

    private static Refusal refusal(Answer.Answered answer) {
        JsonNode error = answer.body().path("error");
        Why why = switch (answer.status()) {
            case 400 -> error.path("status").asString("").equals("FAILED_PRECONDITION") ? Why.CREDIT : Why.INPUT;
            case 401, 403 -> Why.KEY;
            case 404 -> Why.MODEL;
            case 429 -> Why.BUSY;
            default -> answer.status() >= 500 ? Why.AWAY : Why.INPUT;
        };
        Duration wanted = answer.retryAfter();
        String words = answer.status() + " " + error.path("status").asString("") + " "
                + error.path("message").asString("");
        return new Refusal(why, words.strip(), wanted == null ? delay(error.path("details")) : wanted);
    }

    private static @Nullable Duration delay(JsonNode details) {
        for (JsonNode detail : details) {
            var seconds = SECONDS.matcher(detail.path("retryDelay").asString(""));
            if (seconds.matches()) {
                return Duration.ofSeconds(Long.parseLong(seconds.group(1)));
            }
        }
        return null;
    }
}
