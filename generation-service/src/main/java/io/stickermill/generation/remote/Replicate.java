package io.stickermill.generation.remote;

import io.stickermill.generation.remote.ProviderHttp.Answer;
import io.stickermill.generation.remote.Refusal.Why;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** <a href="https://replicate.com/docs/reference/http">Replicate</a>: predictions. */
final class Replicate implements ImageProvider {

    static final String ADDRESS = "https://api.replicate.com/v1";

    /** What may stand in an order itself; larger files are uploaded first, which costs nothing. */
    private static final int INLINE = 256 * 1024;

    private static final Pattern PERCENT = Pattern.compile("(\\d{1,3})%\\|");

    /** Its codes for a model that could not be started, which may go well the next time. */
    private static final Pattern NOT_STARTED = Pattern.compile("\\bE6716\\b");

    private static final Pattern AGAINST_RULES =
            Pattern.compile("nsfw|safety|sensitive|moderat|content policy|flagged", Pattern.CASE_INSENSITIVE);

    private final ProviderHttp http;

    Replicate(String address, String token, Duration longest) {
        this.http = new ProviderHttp(address, "Authorization", "Bearer " + token, longest);
    }

    @Override
    public String name() {
        return "replicate";
    }

    @Override
    public Abilities abilities() {
        return new Abilities(PictureForm.BYTES, false, true, true);
    }

    @Override
    public Submitted submit(ImageTask task) {
        String picture;
        switch (picture(task)) {
            case Handed.As(String reference) -> picture = reference;
            case Handed.Not(Refusal refusal) -> {
                return new Submitted.Refused(refusal);
            }
        }
        Map<String, Object> input = new LinkedHashMap<>(task.inputs());
        if (!task.prompt().isEmpty()) {
            input.put("prompt", task.prompt());
        }
        input.put(task.pictureField(), picture);
        Map<String, Object> order = new LinkedHashMap<>();
        order.put("version", task.model());
        order.put("input", input);
        if (task.hook() != null) {
            order.put("webhook", task.hook().toString());
            order.put("webhook_events_filter", List.of("completed"));
        }
        return switch (http.post("/predictions", order)) {
            case Answer.NotSent(String cause) -> new Submitted.Refused(new Refusal(Why.AWAY, cause));
            case Answer.Lost(String cause) -> new Submitted.Unknown(cause);
            // It may have begun, whatever it says of itself.
            case Answer.Answered answer when answer.status() >= 500 -> new Submitted.Unknown(words(answer));
            case Answer.Answered answer
            when answer.isOk() -> {
                String id = answer.body().path("id").asString("");
                yield TaskIds.isOne(id) ? new Submitted.Accepted(id) : new Submitted.Unknown("an answer without an id");
            }
            case Answer.Answered answer -> new Submitted.Refused(refusal(answer));
        };
    }

    /** How a picture gets there. */
    private sealed interface Handed {
        record As(String reference) implements Handed {}

        record Not(Refusal refusal) implements Handed {}
    }

    private Handed picture(ImageTask task) {
        if (task.link() != null) {
            return new Handed.As(task.link().toString());
        }
        if (task.picture().length <= INLINE) {
            return new Handed.As("data:" + task.mediaType() + ";base64,"
                    + Base64.getEncoder().encodeToString(task.picture()));
        }
        var form = new Multipart().file("content", "photo", task.mediaType(), task.picture());
        return switch (http.post("/files", form)) {
            // Whether it lies there twice is nobody's loss.
            case Answer.NotSent(String cause) -> new Handed.Not(new Refusal(Why.AWAY, cause));
            case Answer.Lost(String cause) -> new Handed.Not(new Refusal(Why.AWAY, cause));
            case Answer.Answered answer
            when answer.isOk() ->
                Links.first(answer.body().path("urls").path("get"))
                        .<Handed>map(address -> new Handed.As(address.toString()))
                        .orElseGet(() -> new Handed.Not(new Refusal(Why.AWAY, "an uploaded file without an address")));
            case Answer.Answered answer -> new Handed.Not(refusal(answer));
        };
    }

    @Override
    public Looked look(String taskId) {
        return switch (http.get("/predictions/" + TaskIds.checked(taskId))) {
            case Answer.NotSent(String cause) -> new Looked.NotNow(new Refusal(Why.AWAY, cause));
            case Answer.Lost(String cause) -> new Looked.NotNow(new Refusal(Why.AWAY, cause));
            case Answer.Answered answer when answer.isOk() -> state(answer.body());
            case Answer.Answered answer
            when answer.status() == 404 -> new Looked.Failed(new Refusal(Why.GONE, words(answer)));
            case Answer.Answered answer -> new Looked.NotNow(refusal(answer));
        };
    }

    private static Looked state(JsonNode prediction) {
        return switch (prediction.path("status").asString("")) {
            case "succeeded" -> {
                Optional<URI> link = Links.first(prediction.path("output"));
                yield link.<Looked>map(address -> new Looked.Finished(new RemotePicture.Link(address)))
                        .orElseGet(() -> new Looked.Failed(new Refusal(
                                Why.GONE,
                                prediction.path("data_removed").asBoolean(false)
                                        ? "its output is removed"
                                        : "an output without an address")));
            }
            case "failed" -> new Looked.Failed(failure(prediction.path("error").asString("failed without a word")));
            case "canceled", "aborted" -> new Looked.Failed(new Refusal(Why.CANCELLED, "stopped"));
            // Also what only a later version knows: it has not ended, as far as we can tell.
            default -> new Looked.Running(null, percent(prediction.path("logs").asString("")));
        };
    }

    private static Refusal failure(String error) {
        if (AGAINST_RULES.matcher(error).find()) {
            return new Refusal(Why.CONTENT, error);
        }
        return new Refusal(NOT_STARTED.matcher(error).find() ? Why.AWAY : Why.FAILED, error);
    }

    private static @Nullable Integer percent(String logs) {
        return PERCENT.matcher(logs)
                .results()
                .reduce((_, last) -> last)
                .map((MatchResult found) -> Math.min(100, Integer.parseInt(found.group(1))))
                .orElse(null);
    }

    @Override
    public boolean cancel(String taskId) {
        return http.post("/predictions/" + TaskIds.checked(taskId) + "/cancel", Map.of())
                .isHeard();
    }

    private static Refusal refusal(Answer.Answered answer) {
        Why why = switch (answer.status()) {
            case 401, 403 -> Why.KEY;
            case 402 -> Why.CREDIT;
            case 404 -> Why.MODEL;
            case 429 -> Why.BUSY;
            default -> answer.status() >= 500 ? Why.AWAY : Why.INPUT;
        };
        return new Refusal(why, words(answer), answer.retryAfter());
    }

    private static String words(Answer.Answered answer) {
        String detail = answer.body().path("detail").asString("");
        return (answer.status() + " " + answer.body().path("title").asString("") + " " + detail)
                .strip()
                .toLowerCase(Locale.ROOT);
    }
}
