package io.stickermill.generation.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stickermill.generation.remote.ProviderHttp.Answer;
import io.stickermill.generation.remote.Refusal.Why;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * <a href="https://docs.fal.ai">fal</a>: the queue. A task is known by the path of its result, which an answer names: it differs from
 * that of the order.
 */
final class Fal implements ImageProvider {

    static final String ADDRESS = "https://queue.fal.run";

    private static final Pattern MODEL = Pattern.compile("[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+){1,6}");

    private static final Pattern TASK = Pattern.compile("(/[A-Za-z0-9._-]+){1,6}/requests/[A-Za-z0-9-]{1,100}");

    private final ProviderHttp http;

    Fal(String address, String key, Duration longest) {
        this.http = new ProviderHttp(address, "Authorization", "Key " + key, longest);
    }

    @Override
    public String name() {
        return "fal";
    }

    @Override
    public Abilities abilities() {
        return new Abilities(PictureForm.BYTES, false, true, true);
    }

    @Override
    public Submitted submit(ImageTask task) {
        if (!MODEL.matcher(task.model()).matches()) {
            return new Submitted.Refused(new Refusal(Why.MODEL, "a model is named owner/name"));
        }
        Map<String, Object> input = new LinkedHashMap<>(task.inputs());
        if (!task.prompt().isEmpty()) {
            input.put("prompt", task.prompt());
        }
        input.put(
                task.pictureField(),
                task.link() != null
                        ? task.link().toString()
                        : "data:" + task.mediaType() + ";base64,"
                                + Base64.getEncoder().encodeToString(task.picture()));
        String hook = task.hook() == null
                ? ""
                : "?fal_webhook=" + URLEncoder.encode(task.hook().toString(), UTF_8);
        return switch (http.post("/" + task.model() + hook, input)) {
            case Answer.NotSent(String cause) -> new Submitted.Refused(new Refusal(Why.AWAY, cause));
            case Answer.Lost(String cause) -> new Submitted.Unknown(cause);
            case Answer.Answered answer
            when answer.isOk() ->
                http.ownPath(answer.body().path("response_url").asString(""))
                        .filter(path -> TASK.matcher(path).matches())
                        .<Submitted>map(Submitted.Accepted::new)
                        .orElseGet(() -> new Submitted.Unknown("an answer without an address of its result"));
            case Answer.Answered answer when answer.status() >= 500 -> new Submitted.Unknown(words(answer));
            case Answer.Answered answer -> new Submitted.Refused(refusal(answer));
        };
    }

    @Override
    public Looked look(String taskId) {
        String path = checked(taskId);
        return switch (http.get(path + "/status")) {
            case Answer.NotSent(String cause) -> new Looked.NotNow(new Refusal(Why.AWAY, cause));
            case Answer.Lost(String cause) -> new Looked.NotNow(new Refusal(Why.AWAY, cause));
            case Answer.Answered answer
            when answer.isOk() -> {
                JsonNode status = answer.body();
                yield switch (status.path("status").asString("")) {
                    // Also of failures: only the result tells.
                    case "COMPLETED" -> result(path);
                    case "IN_QUEUE" ->
                        new Looked.Running(
                                status.path("queue_position").isInt()
                                        ? status.path("queue_position").asInt()
                                        : null,
                                null);
                    default -> new Looked.Running(null, null);
                };
            }
            case Answer.Answered answer
            when answer.status() == 404 -> new Looked.Failed(new Refusal(Why.GONE, words(answer)));
            case Answer.Answered answer -> new Looked.NotNow(refusal(answer));
        };
    }

    private Looked result(String path) {
        return switch (http.get(path)) {
            case Answer.NotSent(String cause) -> new Looked.NotNow(new Refusal(Why.AWAY, cause));
            case Answer.Lost(String cause) -> new Looked.NotNow(new Refusal(Why.AWAY, cause));
            case Answer.Answered answer
            when answer.isOk() ->
                Links.first(answer.body())
                        .<Looked>map(address -> new Looked.Finished(new RemotePicture.Link(address)))
                        .orElseGet(() -> new Looked.Failed(new Refusal(Why.FAILED, "an output without an address")));
            case Answer.Answered answer when answer.status() == 429 -> new Looked.NotNow(refusal(answer));
            case Answer.Answered answer
            when answer.status() == 404 -> new Looked.Failed(new Refusal(Why.GONE, words(answer)));
            // Its time-out is our wish: the same would end the same way.
            case Answer.Answered answer
            when answer.headers().firstValue("x-fal-request-timeout-type").isPresent() ->
                new Looked.Failed(new Refusal(Why.FAILED, words(answer)));
            // Of its gateway, or of our key: the picture is there all the same.
            case Answer.Answered answer
            when answer.status() >= 500 || answer.status() == 401 || answer.status() == 403 ->
                new Looked.NotNow(refusal(answer));
            case Answer.Answered answer -> new Looked.Failed(refusal(answer));
        };
    }

    /** As an answer to an order would name it. Empty where they name no task. */
    static Optional<String> task(String model, String requestId) {
        String[] parts = model.split("/", -1);
        String path = parts.length < 2 ? "" : "/" + parts[0] + "/" + parts[1] + "/requests/" + requestId;
        return Optional.of(path).filter(named -> TASK.matcher(named).matches());
    }

    @Override
    public boolean cancel(String taskId) {
        return http.put(checked(taskId) + "/cancel").isHeard();
    }

    private static String checked(String taskId) {
        if (!TASK.matcher(taskId).matches()) {
            throw new IllegalArgumentException("no task id");
        }
        return taskId;
    }

    private static Refusal refusal(Answer.Answered answer) {
        Why why = switch (answer.status()) {
            case 401, 403 -> Why.KEY;
            case 402 -> Why.CREDIT;
            case 404 -> Why.MODEL;
            case 429 -> Why.BUSY;
            case 422 -> answer.body().toString().contains("content_policy") ? Why.CONTENT : Why.INPUT;
            default -> answer.status() >= 500 ? Why.AWAY : Why.INPUT;
        };
        return new Refusal(why, words(answer), answer.retryAfter());
    }

    private static String words(Answer.Answered answer) {
        JsonNode detail = answer.body().path("detail");
        return answer.status() + " "
                + (detail.isString()
                        ? detail.asString()
                        : detail.path(0).path("msg").asString(""));
    }
}
