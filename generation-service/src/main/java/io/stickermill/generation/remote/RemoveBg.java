package io.stickermill.generation.remote;

import io.stickermill.generation.remote.ProviderHttp.Answer;
import io.stickermill.generation.remote.Refusal.Why;
import java.time.Duration;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** <a href="https://www.remove.bg/api">remove.bg</a>: cuts subjects out, and has no other model. The answer is the picture. */
final class RemoveBg implements ImageProvider {

    static final String NAME = "remove-bg";

    static final String ADDRESS = "https://api.remove.bg";

    /** What it has against a picture, and not against how it was sent. */
    private static final Set<String> OF_THE_PICTURE = Set.of("unknown_foreground", "resolution_too_high");

    private final ProviderHttp http;

    RemoveBg(String address, String key, Duration longest) {
        this.http = new ProviderHttp(address, "X-Api-Key", key, longest);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Abilities abilities() {
        return new Abilities(PictureForm.BYTES, true, false, false);
    }

    /** {@code inputs} are further fields of the form: {@code type}, {@code semitransparency}. */
    @Override
    public Submitted submit(ImageTask task) {
        var form = new Multipart().field("size", "auto").field("format", "png");
        task.inputs().forEach((name, value) -> form.field(name, String.valueOf(value)));
        String type = task.mediaType();
        form.file("image_file", "photo." + type.substring("image/".length()), type, task.picture());
        return switch (http.post("/v1.0/removebg", form)) {
            case Answer.NotSent(String cause) -> new Submitted.Refused(new Refusal(Why.AWAY, cause));
            case Answer.Lost(String cause) -> new Submitted.Unknown(cause);
            case Answer.Answered answer
            when answer.isOk() -> {
                String file = answer.body().path("data").path("result_b64").asString("");
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
        String code = error(answer).path("code").asString("");
        Why why = switch (answer.status()) {
            case 402 -> Why.CREDIT;
            case 401, 403 -> Why.KEY;
            case 429 -> Why.BUSY;
            default -> OF_THE_PICTURE.contains(code) ? Why.CONTENT : Why.INPUT;
        };
        return new Refusal(why, words(answer), answer.retryAfter());
    }

    private static JsonNode error(Answer.Answered answer) {
        return answer.body().path("errors").path(0);
    }

    private static String words(Answer.Answered answer) {
        JsonNode error = error(answer);
        return (answer.status() + " " + error.path("code").asString("") + " "
                        + error.path("title").asString(""))
                .strip();
    }
}
