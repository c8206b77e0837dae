package io.stickermill.generation.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Calls one provider, at its own address only. Follows no redirect; reads no more than a picture's worth. */
final class ProviderHttp {

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final Duration TO_CONNECT = Duration.ofSeconds(10);

    /** A picture of 20 MB, in base64. */
    private static final DataSize LARGEST = DataSize.ofMegabytes(30);

    private static final Pattern SECONDS = Pattern.compile("\\d{1,6}");

    /** No provider is waited for longer, whatever it says. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(TO_CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private final String base;
    private final String keyHeader;
    private final String key;
    private final Duration longest;

    /**
     * @param base the provider's address, without a slash at its end
     * @param keyHeader in which the key is sent
     * @param key with the word that stands before it, if one does
     * @param longest from the call to the last byte of its answer
     */
    ProviderHttp(String base, String keyHeader, String key, Duration longest) {
        if (!key.matches("[\\x20-\\x7e]+")) {
            throw new IllegalArgumentException("the key for " + base + " has characters that no header takes");
        }
        this.base = base;
        this.keyHeader = keyHeader;
        this.key = key;
        this.longest = longest;
    }

    /** What came of a call. */
    sealed interface Answer {

        /** @param body missing where it is no JSON */
        record Answered(int status, HttpHeaders headers, JsonNode body) implements Answer {

            boolean isOk() {
                return status / 100 == 2;
            }

            /** As seconds only: the form with a date depends on two clocks. */
            @Nullable
            Duration retryAfter() {
                return headers.firstValue("retry-after")
                        .filter(value -> SECONDS.matcher(value).matches())
                        .map(value -> Duration.ofSeconds(Long.parseLong(value)))
                        .map(wanted -> wanted.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wanted)
                        .orElse(null);
            }
        }

        /** It did not leave this machine. */
        record NotSent(String cause) implements Answer {}

        /** It left, and no answer came. */
        record Lost(String cause) implements Answer {}

        /** Whether there is an answer that will be no other the next time. */
        default boolean isHeard() {
            return this instanceof Answered answer && answer.status() / 100 != 5 && answer.status() != 429;
        }
    }

    /** @param path below the base, with its slash */
    Answer get(String path) {
        return send(request(path).GET());
    }

    Answer put(String path) {
        return send(request(path).PUT(BodyPublishers.noBody()));
    }

    Answer post(String path, Object json) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(json))));
    }

    Answer post(String path, Multipart form) {
        return send(request(path).header("Content-Type", form.mediaType()).POST(form.body()));
    }

    /** The path of an address that an answer names. Empty if it is not the provider's own, as far as we know it. */
    Optional<String> ownPath(String address) {
        return address.startsWith(base + "/") && !address.contains("..")
                ? Optional.of(address.substring(base.length()))
                : Optional.empty();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .timeout(longest)
                .header(keyHeader, key)
                .header("Accept", "application/json");
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            return Deadline.of(longest.plusSeconds(1), () -> sendNow(request.build()));
        } catch (ConnectException
                | HttpConnectTimeoutException
                | UnresolvedAddressException
                | SSLHandshakeException e) {
            return new Answer.NotSent(e.toString());
        } catch (IllegalArgumentException e) {
            // Its message may be the key.
            return new Answer.NotSent("a call that can't be written");
        } catch (IOException e) {
            return new Answer.Lost(e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.Lost("stopped while it was waited for");
        }
    }

    private Answer sendNow(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = http.send(request, BodyHandlers.ofInputStream());
        try (InputStream body = answer.body()) {
            byte[] bytes = body.readNBytes((int) LARGEST.toBytes() + 1);
            return bytes.length > LARGEST.toBytes()
                    ? new Answer.Lost("an answer of more than " + LARGEST.toMegabytes() + " MB")
                    : new Answer.Answered(answer.statusCode(), answer.headers(), json(bytes));
        }
    }

    private static JsonNode json(byte[] body) {
        try {
            JsonNode read = JSON.readTree(new String(body, UTF_8));
            return read == null ? MissingNode.getInstance() : read;
        } catch (JacksonException noJson) {
            return MissingNode.getInstance();
        }
    }
}
