package io.stickermill.generation.remote;

import io.stickermill.generation.remote.ProviderHttp.Answer;
import io.stickermill.generation.remote.Refusal.Why;
import java.time.Duration;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** <a href="https://platform.openai.com/docs/api-reference/images">OpenAI</a>'s image models: edits, whose answer is the picture. */
final class OpenAi implements ImageProvider {

    static final String ADDRESS = "https://api.openai.com";

    private static final Set<String> AGAINST_RULES = Set.of("moderation_blocked", "content_policy_violation");

    private final ProviderHttp http;

    OpenAi(String address, String key, Duration longest) {
        this.http = new ProviderHttp(address, "Authorization", "Bearer " + key, longest);
    }

    @Override
    public String name() {
        return "openai";
    }

    @Override
    public Abilities abilities() {
        return new Abilities(PictureForm.BYTES, true, false, false);
    }

    /** {@code inputs} are further fields of the form: {@code size}, {@code quality}, {@code background}, {@code output_format}. */
    @Override
    public Submitted submit(ImageTask task) {
        var form = new Multipart().field("model", task.model()).field("prompt", task.prompt());
        task.inputs().forEach((name, value) -> form.field(name, String.valueOf(value)));
        String type = task.mediaType();
        form.file("image", "photo." + type.substring("image/".length()), type, task.picture());
        return switch (http.post("/v1/images/edits", form)) {
            case Answer.NotSent(String cause) -> new Submitted.Refused(new Refusal(Why.AWAY, cause));
            case Answer.Lost(String cause) -> new Submitted.Unknown(cause);
            case Answer.Answered answer
            when answer.isOk() -> {
                String file =
                        answer.body().path("data").path(0).path("b64_json").asString("");
                yield file.isEmpty() ? new Submitted.Unknown("an answer without a picture") : Base64Picture.of(file);
            }
            case Answer.Answered answer when answer.status() >= 500 -> new Submitted.Unknown(words(answer));
            case Answer.Answered answer -> new Submitted.Refused(refusal(answer));
        };
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
        String code = answer.body().path("error").path("code").asString("");
        Why why = switch (answer.status()) {
            case 400 -> AGAINST_RULES.contains(code) ? Why.CONTENT : Why.INPUT;
            case 401, 403 -> Why.KEY;
            case 404 -> Why.MODEL;
            case 429 -> code.equals("insufficient_quota") ? Why.CREDIT : Why.BUSY;
            default -> Why.INPUT;
        };
        return new Refusal(why, words(answer), answer.retryAfter());
    }

    private static String words(Answer.Answered answer) {
        JsonNode error = answer.body().path("error");
        return (answer.status() + " " + error.path("code").asString("") + " "
                        + error.path("message").asString(""))
                .strip();
    }
}
