package io.stickermill.generation.remote;

import io.stickermill.generation.remote.ProviderHttp.Answer;
import io.stickermill.generation.remote.Refusal.Why;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** <a href="https://docs.kie.ai">KIE.ai</a>: jobs. Most errors come as HTTP 200 with a code in the body; pictures go there as links. */
final class Kie implements ImageProvider {

    static final String ADDRESS = "https://api.kie.ai";

    private static final int OK = 200;

    /** It throws away what comes too fast, and counts by windows of ten seconds. */
    private static final Duration WINDOW = Duration.ofSeconds(10);

    private final ProviderHttp http;

    Kie(String address, String key, Duration longest) {
        this.http = new ProviderHttp(address, "Authorization", "Bearer " + key, longest);
    }

    @Override
    public String name() {
        return "kie";
    }

    @Override
    public Abilities abilities() {
        return new Abilities(PictureForm.LINK, false, true, false);
    }

    @Override
    public Submitted submit(ImageTask task) {
        Map<String, Object> input = new LinkedHashMap<>(task.inputs());
        String link = Objects.requireNonNull(task.link(), "a link: this provider takes no bytes")
                .toString();
        if (!task.prompt().isEmpty()) {
            input.put("prompt", task.prompt());
        }
        // The fields of several pictures end so.
        input.put(task.pictureField(), task.pictureField().endsWith("s") ? List.of(link) : link);
        Map<String, Object> order = new LinkedHashMap<>();
        order.put("model", task.model());
        if (task.hook() != null) {
            order.put("callBackUrl", task.hook().toString());
        }
        order.put("input", input);
        return switch (http.post("/api/v1/jobs/createTask", order)) {
            case Answer.NotSent(String cause) -> new Submitted.Refused(new Refusal(Why.AWAY, cause));
            case Answer.Lost(String cause) -> new Submitted.Unknown(cause);
            case Answer.Answered answer -> {
                int code = code(answer);
                if (code == OK) {
                    String id = answer.body().path("data").path("taskId").asString("");
                    yield TaskIds.isOne(id)
                            ? new Submitted.Accepted(id)
                            : new Submitted.Unknown("an answer without an id");
                }
                yield code == 408 || code >= 500 && code != 501 && code != 505
                        ? new Submitted.Unknown(words(answer))
                        : new Submitted.Refused(refusal(answer));
            }
        };
    }

    @Override
    public Looked look(String taskId) {
        return switch (http.get("/api/v1/jobs/recordInfo?taskId=" + TaskIds.checked(taskId))) {
            case Answer.NotSent(String cause) -> new Looked.NotNow(new Refusal(Why.AWAY, cause));
            case Answer.Lost(String cause) -> new Looked.NotNow(new Refusal(Why.AWAY, cause));
            case Answer.Answered answer
            when code(answer) == OK -> state(answer.body().path("data"));
            case Answer.Answered answer
            when code(answer) == 422 -> new Looked.Failed(new Refusal(Why.GONE, words(answer)));
            case Answer.Answered answer -> new Looked.NotNow(refusal(answer));
        };
    }

    private static Looked state(JsonNode task) {
        return switch (task.path("state").asString("")) {
            // Without a link for a moment it was seen: it is read again, until its time is over.
            case "success" ->
                Links.first(result(task.path("resultJson").asString("")))
                        .<Looked>map(address -> new Looked.Finished(new RemotePicture.Link(address)))
                        .orElseGet(() -> new Looked.Running(null, null));
            case "fail" -> {
                String code = task.path("failCode").asString("");
                String words = code + " " + task.path("failMsg").asString("");
                yield new Looked.Failed(new Refusal(
                        switch (code) {
                            case "501", "400", "422" -> Why.CONTENT;
                            case "408", "429", "455" -> Why.AWAY;
                            default -> Why.FAILED;
                        },
                        words));
            }
            default -> new Looked.Running(null, null);
        };
    }

    /** JSON as a text within JSON. */
    private static JsonNode result(String json) {
        try {
            return json.isEmpty()
                    ? MissingNode.getInstance()
                    : JsonMapper.shared().readTree(json);
        } catch (JacksonException cut) {
            return MissingNode.getInstance();
        }
    }

    @Override
    public boolean cancel(String taskId) {
        // It has no call for that.
        return true;
    }

    private static int code(Answer.Answered answer) {
        return answer.isOk() ? answer.body().path("code").asInt(answer.status()) : answer.status();
    }

    private static Refusal refusal(Answer.Answered answer) {
        int code = code(answer);
        Why why = switch (code) {
            case 401, 403 -> Why.KEY;
            case 402 -> Why.CREDIT;
            case 404, 505 -> Why.MODEL;
            case 429, 433, 455 -> Why.BUSY;
            case 408, 500, 502, 503, 504 -> Why.AWAY;
            case 501 -> Why.CONTENT;
            case 422 -> words(answer).contains("not published") ? Why.MODEL : Why.INPUT;
            default -> Why.INPUT;
        };
        Duration pause = answer.retryAfter();
        return new Refusal(why, words(answer), why == Why.BUSY && pause == null ? WINDOW : pause);
    }

    private static String words(Answer.Answered answer) {
        JsonNode body = answer.body();
        return code(answer) + " "
                + body.path("msg").asString(body.path("message").asString(""));
    }
}
