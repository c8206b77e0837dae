package io.stickermill.emulator.call;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import io.stickermill.emulator.api.ApiRequest;
import io.stickermill.emulator.api.Bot;
import io.stickermill.emulator.api.BotMethod;
import io.stickermill.emulator.api.Refusal;
import io.stickermill.emulator.fault.Connections;
import io.stickermill.emulator.fault.Fault;
import io.stickermill.emulator.fault.Faults;
import io.stickermill.emulator.fault.Pauses;
import io.stickermill.emulator.store.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /bot<token>/<method>}: from HTTP to a method and back, with the faults on the way. */
public final class BotApi {
    private static final System.Logger LOG = System.getLogger(BotApi.class.getName());

    private final Bot bot;
    private final BotMethods methods;
    private final Faults faults;
    private final Pauses pauses;
    private final CallJournal journal;
    private final Clock clock;

    public BotApi(Bot bot, BotMethods methods, Faults faults, Pauses pauses, CallJournal journal, Clock clock) {
        this.bot = bot;
        this.methods = methods;
        this.faults = faults;
        this.pauses = pauses;
        this.journal = journal;
        this.clock = clock;
    }

    /** Answers one call, whatever comes of it. */
    public void handle(Context http) {
        Instant startedAt = clock.instant();
        String name = http.pathParam("method");
        Long chatId = null;
        Set<String> unknown = Set.of();
        Answer answer;
        try {
            bot.check(http.pathParam("token"));
            BotMethod method = methods.find(name);
            name = method.name();
            ApiRequest request = ApiRequest.of(http);
            chatId = request.chatIdOrNull();
            unknown = request.unknown(method.fields());
            answer = answer(method, request, faults.take(name, chatId));
        } catch (Refusal refusal) {
            answer = new Answer.Refused(refusal);
        }
        // In the journal first: who has the answer may ask the journal at once.
        write(name, chatId, startedAt, answer, unknown);
        give(http, answer);
    }

    private Answer answer(BotMethod method, ApiRequest request, Fault fault) {
        pauses.rest(fault.delay());
        return switch (fault.what()) {
            case STATUS -> new Answer.Refused(fault.refusal());
            case CLOSE_BEFORE -> new Answer.Cut();
            case NONE, TWICE, LOST, CHARGEBACK -> afterEffect(effect(method, request), fault);
            case STATUS_AFTER -> instead(effect(method, request), new Answer.Refused(fault.refusal()), fault);
            case CLOSE_AFTER -> instead(effect(method, request), new Answer.Cut(), fault);
            case HANG_AFTER -> instead(effect(method, request), new Answer.Silence(), fault);
        };
    }

    private Answer afterEffect(Answer answer, Fault fault) {
        pauses.rest(fault.delayAfter());
        return answer instanceof Answer.Ok(JsonNode result) && fault.bytesPerSecond() != null
                ? new Answer.Slow(result, fault.bytesPerSecond())
                : answer;
    }

    private Answer instead(Answer lost, Answer given, Fault fault) {
        LOG.log(System.Logger.Level.DEBUG, "A fault hides {0} behind {1}", lost, given);
        return afterEffect(given, fault);
    }

    private static Answer effect(BotMethod method, ApiRequest request) {
        try {
            return new Answer.Ok(method.call(request));
        } catch (Refusal refusal) {
            return new Answer.Refused(refusal);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void give(Context http, Answer answer) {
        switch (answer) {
            case Answer.Ok(JsonNode result) ->
                http.contentType("application/json").result(body(result));
            case Answer.Slow(JsonNode result, long pace) -> drip(http, body(result), pace);
            case Answer.Refused refused -> refuse(http, refused.refusal());
            case Answer.Cut() -> Connections.cut(http);
            case Answer.Silence() -> {
                pauses.hang();
                Connections.cut(http);
            }
        }
    }

    private static String body(JsonNode result) {
        return Json.object().put("ok", true).set("result", result).toString();
    }

    private void drip(Context http, String body, long bytesPerSecond) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        http.res().setContentType("application/json");
        http.res().setContentLength(bytes.length);
        try {
            OutputStream out = http.res().getOutputStream();
            for (byte one : bytes) {
                out.write(one);
                out.flush();
                pauses.rest(Duration.ofNanos(1_000_000_000L / bytesPerSecond));
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "The caller did not wait", e);
        }
    }

    /** Answers with the refusal's status and body. */
    public static void refuse(Context http, Refusal refusal) {
        http.status(refusal.status())
                .contentType("application/json")
                .result(refusal.json().toString());
    }

    private void write(String name, @Nullable Long chatId, Instant startedAt, Answer answer, Set<String> unknown) {
        Integer status = switch (answer) {
            case Answer.Ok _, Answer.Slow _ -> 200;
            case Answer.Refused refused -> refused.refusal().status();
            case Answer.Cut(), Answer.Silence() -> null;
        };
        String description = switch (answer) {
            case Answer.Ok _, Answer.Slow _ -> null;
            case Answer.Refused refused -> refused.refusal().description();
            case Answer.Cut() -> "connection cut by a fault";
            case Answer.Silence() -> "not answered because of a fault";
        };
        journal.write(name, chatId, startedAt, clock.instant(), status, description, unknown);
    }
}
