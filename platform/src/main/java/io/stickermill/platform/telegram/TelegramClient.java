package io.stickermill.platform.telegram;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.pengrad.telegrambot.TelegramBot;
import com.pengrad.telegrambot.model.ResponseParameters;
import com.pengrad.telegrambot.request.BaseRequest;
import com.pengrad.telegrambot.request.GetFile;
import com.pengrad.telegrambot.request.GetMe;
import com.pengrad.telegrambot.response.BaseResponse;
import com.pengrad.telegrambot.response.GetFileResponse;
import com.pengrad.telegrambot.response.GetMeResponse;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.SpanKind;
import io.stickermill.platform.metric.Metric;
import io.stickermill.platform.trace.Traces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import okhttp3.ConnectionPool;
import okhttp3.FormBody;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.unit.DataSize;

/** Calls the Bot API for one bot. Safe for use by many threads. */
public final class TelegramClient implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(TelegramClient.class);
    private static final String LINK_GONE = "the file's link answered 404";
    private static final Duration DEFAULT_RETRY_AFTER = Duration.ofSeconds(1);
    private static final Duration WARM_UP = Duration.ofSeconds(3);

    /** As many as delivery makes calls at once, unless somebody sets it. */
    private static final int KEPT_CONNECTIONS = 64;

    private static final Duration KEPT_FOR = Duration.ofMinutes(5);

    /** Before a file is asked for again that may be away for a moment only. */
    private static final List<Duration> UNTIL_BACK = List.of(Duration.ofSeconds(1), Duration.ofSeconds(3));

    private final TelegramSettings settings;
    private final OkHttpClient http;
    private final TelegramBot bot;
    private final MeterRegistry meters;
    private final Traces traces;
    private final List<Duration> untilBack;

    public TelegramClient(TelegramSettings settings, MeterRegistry meters, Traces traces) {
        this(settings, meters, traces, UNTIL_BACK);
    }

    TelegramClient(TelegramSettings settings, MeterRegistry meters, Traces traces, List<Duration> untilBack) {
        this.settings = settings;
        this.meters = meters;
        this.traces = traces;
        this.untilBack = untilBack;
        this.http = new OkHttpClient.Builder()
                .socketFactory(new PromptSockets())
                .connectTimeout(settings.connectTimeout())
                .readTimeout(settings.callTimeout())
                .writeTimeout(settings.callTimeout())
                .callTimeout(settings.callTimeout())
                // OkHttp would send a POST again after a broken connection, and a sticker would come twice.
                .retryOnConnectionFailure(false)
                // It keeps five by itself: with more calls than that at once, nearly each would open a connection of
                // its own.
                .connectionPool(new ConnectionPool(KEPT_CONNECTIONS, KEPT_FOR.toMinutes(), TimeUnit.MINUTES))
                .eventListenerFactory(CallProgress::forCall)
                .build();
        this.bot = bot(settings, http);
    }

    private static TelegramBot bot(TelegramSettings settings, OkHttpClient http) {
        return new TelegramBot.Builder(settings.token())
                .okHttpClient(http)
                .apiUrl(settings.baseUrl() + "/bot")
                .fileApiUrl(settings.baseUrl() + "/file/bot")
                .build();
    }

    /**
     * Makes a call that changes nothing, so that the first sticker does not pay for classes and connection: a message that
     * leaves a second after its turn comes too soon before the next. Waits three seconds at most, and fails never: that
     * Telegram is away or refuses the token is left to the calls that matter.
     */
    void warmUp() {
        OkHttpClient impatient = http.newBuilder().callTimeout(WARM_UP).build();
        TelegramAnswer<GetMeResponse> answer = call(bot(settings, impatient), new GetMe());
        switch (answer) {
            case TelegramAnswer.Ok<GetMeResponse> _ -> {}
            case TelegramAnswer.Refused<GetMeResponse> refused ->
                log.error(
                        "Telegram refuses bot {}: {} {}; is its token right?",
                        settings.botId(),
                        refused.code(),
                        refused.description());
            case TelegramAnswer.NotSent<GetMeResponse>(String cause) -> log.warn("Telegram is out of reach: {}", cause);
            case TelegramAnswer.OutcomeUnknown<GetMeResponse>(String cause) ->
                log.warn("Telegram does not answer: {}", cause);
        }
    }

    /** The bot's Telegram id. */
    public long botId() {
        return settings.botId();
    }

    /** Makes one call and waits for its end. Throws nothing that has to do with the network or with Telegram. */
    public <T extends BaseRequest<T, R>, R extends BaseResponse> TelegramAnswer<R> call(T request) {
        return call(bot, request);
    }

    private <T extends BaseRequest<T, R>, R extends BaseResponse> TelegramAnswer<R> call(TelegramBot bot, T request) {
        long start = System.nanoTime();
        TelegramAnswer<R> answer =
                traces.part("telegram " + request.getMethod(), SpanKind.CLIENT, () -> execute(bot, request));
        count(request.getMethod(), outcome(answer), start);
        return answer;
    }

    private static String outcome(TelegramAnswer<?> answer) {
        return switch (answer) {
            case TelegramAnswer.Ok<?> _ -> "ok";
            case TelegramAnswer.Refused<?> refused -> refusal(refused.code());
            case TelegramAnswer.NotSent<?> _ -> "not_sent";
            case TelegramAnswer.OutcomeUnknown<?> _ -> "unknown";
        };
    }

    private static String refusal(int code) {
        return code == 429 ? "too_many" : "refused";
    }

    private void count(String method, String outcome, long start) {
        Metric.TELEGRAM_CALLS.timer(meters, method, outcome).record(Duration.ofNanos(System.nanoTime() - start));
    }

    private <T extends BaseRequest<T, R>, R extends BaseResponse> TelegramAnswer<R> execute(
            TelegramBot bot, T request) {
        CallProgress progress = CallProgress.watch();
        try {
            return answer(bot.execute(request));
        } catch (JsonParseException e) {
            return new TelegramAnswer.OutcomeUnknown<>("the answer to " + request.getMethod() + " was not JSON");
        } catch (RuntimeException e) {
            Throwable cause = e.getCause() instanceof IOException io ? io : e;
            String words = request.getMethod() + ": " + scrub(cause);
            return progress.sent() ? new TelegramAnswer.OutcomeUnknown<>(words) : new TelegramAnswer.NotSent<>(words);
        } finally {
            progress.done();
        }
    }

    /**
     * Waits for updates. Not through {@link #call}, since the library reads the answer as a whole.
     *
     * @param offset id of the first one that is wanted; Telegram forgets all before it
     * @param limit most updates of one answer, 1 to 100
     * @param hold how long Telegram keeps the call open when there is nothing
     * @param kinds of update that are wanted
     */
    public Updates updates(long offset, int limit, Duration hold, List<String> kinds) {
        RequestBody form = new FormBody.Builder()
                .add("offset", Long.toString(offset))
                .add("limit", Integer.toString(limit))
                .add("timeout", Long.toString(hold.toSeconds()))
                .add("allowed_updates", new Gson().toJson(kinds))
                .build();
        Request request = new Request.Builder()
                .url(settings.baseUrl() + "/bot" + settings.token() + "/getUpdates")
                .post(form)
                .build();
        Duration longest = settings.callTimeout().plus(hold);
        OkHttpClient patient =
                http.newBuilder().readTimeout(longest).callTimeout(longest).build();
        long start = System.nanoTime();
        Updates updates;
        try (Response response = patient.newCall(request).execute()) {
            updates = updates(response.body().string());
        } catch (IOException | RuntimeException e) {
            updates = new Updates.Unavailable("getUpdates: " + scrub(e));
        }
        String outcome = switch (updates) {
            case Updates.Received _ -> "ok";
            case Updates.Refused refused -> refusal(refused.code());
            case Updates.Unavailable _ -> "unknown";
        };
        count("getUpdates", outcome, start);
        return updates;
    }

    private static Updates updates(String body) {
        Map<String, String> members = RawJson.members(body).orElse(Map.of());
        if (members.getOrDefault("ok", "").equals("true")) {
            return RawJson.elements(members.getOrDefault("result", ""))
                    .<Updates>map(updates -> new Updates.Received(
                            updates.stream().map(RawUpdate::element).toList()))
                    .orElseGet(() -> new Updates.Unavailable("getUpdates: the answer is no list of updates"));
        }
        JsonObject answer = JsonParser.parseString(body).getAsJsonObject();
        JsonObject parameters = answer.getAsJsonObject("parameters");
        return new Updates.Refused(
                answer.get("error_code").getAsInt(),
                answer.has("description") ? answer.get("description").getAsString() : "",
                parameters == null || !parameters.has("retry_after")
                        ? Optional.empty()
                        : Optional.of(
                                Duration.ofSeconds(parameters.get("retry_after").getAsLong())));
    }

    /**
     * Downloads a file of this bot into memory. From a server that runs with {@code --local} it is read from the disk, which
     * both must see.
     *
     * @param limit more than this is not read, whatever the file's headers say
     */
    public Download download(String fileId, DataSize limit) {
        Download download = tryDownload(fileId, limit);
        for (Duration pause : untilBack) {
            if (!(download instanceof Download.Gone(String detail)) || !mayComeBack(detail)) {
                break;
            }
            LockSupport.parkNanos(pause.toNanos());
            download = tryDownload(fileId, limit);
        }
        return download;
    }

    /** Telegram has the same words for a file id that is none and for a file that one of its stores does not have now. */
    private static boolean mayComeBack(String detail) {
        return detail.contains("temporarily unavailable") || detail.equals(LINK_GONE);
    }

    private Download tryDownload(String fileId, DataSize limit) {
        return switch (call(new GetFile(fileId))) {
            case TelegramAnswer.Ok<GetFileResponse>(GetFileResponse found) -> {
                Long size = found.file().fileSize();
                String path = found.file().filePath();
                if (path == null) {
                    yield new Download.Gone("getFile named no path");
                }
                yield size != null && size > limit.toBytes()
                        ? new Download.TooLarge(size + " bytes, the limit is " + limit.toBytes())
                        : path.startsWith("/") ? read(Path.of(path), limit) : fetch(path, limit);
            }
            case TelegramAnswer.Refused<GetFileResponse> refused
            when refused.code() == 400 && refused.description().contains("too big") ->
                new Download.TooLarge(refused.description());
            case TelegramAnswer.Refused<GetFileResponse> refused
            when refused.code() == 400 -> new Download.Gone(refused.description());
            case TelegramAnswer.Refused<GetFileResponse> refused
            when refused.code() == 401 || refused.code() == 404 ->
                barred("Telegram refuses bot " + settings.botId() + ": " + refused.code() + " " + refused.description()
                        + "; is its token right?");
            case TelegramAnswer.Refused<GetFileResponse> refused
            when refused.code() == 429 ->
                new Download.TooSoon(refused.retryAfter().orElse(DEFAULT_RETRY_AFTER));
            case TelegramAnswer.Refused<GetFileResponse> refused -> new Download.Failed(refused.description());
            case TelegramAnswer.NotSent<GetFileResponse>(String cause) -> new Download.Failed(cause);
            case TelegramAnswer.OutcomeUnknown<GetFileResponse>(String cause) -> new Download.Failed(cause);
        };
    }

    @Override
    public void close() {
        bot.shutdown();
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }

    private Download read(Path file, DataSize limit) {
        try {
            if (!Files.isReadable(file)) {
                return barred(
                        "the Bot API server at " + settings.baseUrl() + " runs with --local and put a file at " + file
                                + ", which can't be read here: mount its folder at the same path, or run it without --local");
            }
            if (Files.size(file) > limit.toBytes()) {
                return new Download.TooLarge(Files.size(file) + " bytes, the limit is " + limit.toBytes());
            }
            return new Download.Fetched(Files.readAllBytes(file));
        } catch (IOException e) {
            return new Download.Failed("download: " + scrub(e));
        }
    }

    private static Download barred(String cause) {
        log.error("no file can be downloaded: {}", cause);
        return new Download.Barred(cause);
    }

    private Download fetch(String path, DataSize limit) {
        long start = System.nanoTime();
        Download download = traces.part("telegram download", SpanKind.CLIENT, () -> get(path, limit));
        String outcome = switch (download) {
            case Download.Fetched _ -> "ok";
            case Download.Failed _ -> "unknown";
            default -> "refused";
        };
        count("download", outcome, start);
        return download;
    }

    private Download get(String path, DataSize limit) {
        Request request = new Request.Builder()
                .url(settings.baseUrl() + "/file/bot" + settings.token() + "/" + path)
                .build();
        try (Response response = http.newCall(request).execute()) {
            if (response.code() == 404) {
                return new Download.Gone(LINK_GONE);
            }
            if (!response.isSuccessful()) {
                return new Download.Failed("the file's link answered " + response.code());
            }
            ResponseBody body = response.body();
            byte[] content = body.byteStream().readNBytes(Math.toIntExact(limit.toBytes()) + 1);
            return content.length > limit.toBytes()
                    ? new Download.TooLarge("more than " + limit.toBytes() + " bytes")
                    : new Download.Fetched(content);
        } catch (IOException e) {
            return new Download.Failed("download: " + scrub(e));
        }
    }

    private static <R extends BaseResponse> TelegramAnswer<R> answer(@Nullable R response) {
        if (response == null) {
            return new TelegramAnswer.OutcomeUnknown<>("the answer was empty");
        }
        if (response.isOk()) {
            return new TelegramAnswer.Ok<>(response);
        }
        int code = response.errorCode();
        String description = response.description() == null ? "" : response.description();
        if (code < 400 || code >= 500) {
            return new TelegramAnswer.OutcomeUnknown<>("Telegram answered " + code + " " + description);
        }
        ResponseParameters parameters = response.parameters();
        return new TelegramAnswer.Refused<>(
                code,
                description,
                Optional.ofNullable(parameters)
                        .map(ResponseParameters::retryAfter)
                        .map(Duration::ofSeconds),
                parameters == null || parameters.migrateToChatId() == null
                        ? OptionalLong.empty()
                        : OptionalLong.of(parameters.migrateToChatId()));
    }

    /** An exception's class and words without the token, which stands in every URL. */
    private String scrub(Throwable failure) {
        String words = failure.getClass().getSimpleName() + " " + failure.getMessage();
        return words.replace(settings.token(), "<token>");
    }
}
