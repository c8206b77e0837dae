package io.stickermill.platform.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stickermill.platform.storage.StorageUnavailable;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.TransactionException;
import org.springframework.util.ClassUtils;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

/** Makes a problem detail (RFC 9457) of every error; none tells more of the inside than that something is away. */
@RestControllerAdvice
public final class Problems extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(Problems.class);
    private static final Duration SOON = Duration.ofSeconds(5);

    /** Names the field or parameter that is wrong. */
    static final String FIELD = "field";

    /**
     * An error to be thrown by a handler.
     *
     * @param detail says what is wrong and what to do about it
     */
    public static ErrorResponseException of(HttpStatus status, String detail) {
        return new ErrorResponseException(status, ProblemDetail.forStatusAndDetail(status, detail), null);
    }

    /**
     * An error that a filter answers, before any handler.
     *
     * @param detail as for {@link #of(HttpStatus, String)}, of characters that JSON takes as they are
     */
    public static void write(HttpServletResponse response, HttpStatus status, String detail) throws IOException {
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding(UTF_8);
        response.getWriter()
                .write("{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\"}"
                        .formatted(status.getReasonPhrase(), status.value(), detail));
    }

    /**
     * An error to be thrown by a handler: the same request may succeed later. A 429 or 503 that is thrown otherwise says five
     * seconds.
     *
     * @param after said as {@code Retry-After}, in whole seconds, rounded up
     * @param detail says what is wrong and what to do about it
     */
    public static ErrorResponseException later(HttpStatus status, Duration after, String detail) {
        ErrorResponseException error = of(status, detail);
        error.getHeaders().set(HttpHeaders.RETRY_AFTER, seconds(after));
        return error;
    }

    private static String seconds(Duration time) {
        return Long.toString(time.plusNanos(999_999_999).toSeconds());
    }

    /**
     * An error to be thrown by a handler, of one field or parameter.
     *
     * @param field as the caller names it
     * @param detail says what is wrong and what to do about it
     */
    public static ErrorResponseException of(HttpStatus status, String field, String detail) {
        ErrorResponseException error = of(status, detail);
        error.getBody().setProperty(FIELD, field);
        return error;
    }

    /** Nobody who is asked to come again is left without a time. */
    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception e, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        boolean comeAgain = status.isSameCodeAs(HttpStatus.SERVICE_UNAVAILABLE)
                || status.isSameCodeAs(HttpStatus.TOO_MANY_REQUESTS);
        HttpHeaders answered = headers;
        if (comeAgain && !headers.containsHeader(HttpHeaders.RETRY_AFTER)) {
            answered = new HttpHeaders(headers);
            answered.set(HttpHeaders.RETRY_AFTER, seconds(SOON));
        }
        return super.handleExceptionInternal(e, body, answered, status, request);
    }

    /** In the caller's words: what is to be sent, and not what our types are called. */
    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String name = e.getPropertyName() == null ? "A value" : e.getPropertyName();
        return answer(e, mustBe(name, e.getRequiredType()), headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return answer(e, unreadable(e.getCause()), headers, request);
    }

    private static ErrorResponseException unreadable(@Nullable Throwable cause) {
        if (cause instanceof UnrecognizedPropertyException unknown) {
            String known = unknown.getKnownPropertyIds().stream()
                    .map(Object::toString)
                    .sorted()
                    .collect(Collectors.joining(", "));
            return of(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    unknown.getPropertyName(),
                    "The body has a field \"" + unknown.getPropertyName() + "\", which is not known here; known are "
                            + known + ".");
        }
        if (cause instanceof MismatchedInputException mismatch
                && !mismatch.getPath().isEmpty()) {
            return mustBe(mismatch.getPath().getLast().getPropertyName(), mismatch.getTargetType());
        }
        return of(HttpStatus.BAD_REQUEST, "Send a body of JSON; what was sent can't be read as it.");
    }

    private static ErrorResponseException mustBe(String name, @Nullable Class<?> type) {
        return of(HttpStatus.BAD_REQUEST, name, name + " must be " + words(type) + ".");
    }

    private @Nullable ResponseEntity<Object> answer(
            Exception e, ErrorResponseException words, HttpHeaders headers, WebRequest request) {
        return handleExceptionInternal(e, words.getBody(), headers, words.getStatusCode(), request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleNoResourceFoundException(
            NoResourceFoundException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String detail = "There is no such path here; /v1/openapi.json lists all that there are.";
        return handleExceptionInternal(e, ProblemDetail.forStatusAndDetail(status, detail), headers, status, request);
    }

    private static String words(@Nullable Class<?> type) {
        if (type == null) {
            return "something else";
        }
        if (type.isEnum()) {
            return "one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(constant ->
                                    JsonMapper.shared().valueToTree(constant).asString())
                            .collect(Collectors.joining(", "));
        }
        if (type == UUID.class) {
            return "a UUID, such as 85aeab7b-6801-59dc-873c-d04a55d69539";
        }
        if (type == Instant.class) {
            return "a time, such as 2026-01-31T12:00:00Z";
        }
        if (type == LocalDate.class) {
            return "a date, such as 2026-01-31";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        return Number.class.isAssignableFrom(ClassUtils.resolvePrimitiveIfNecessary(type))
                ? "a whole number"
                : "something else";
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> anyOther(Exception e) {
        Throwable cause = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
        String away = away(cause);
        if (away != null) {
            log.warn("answered 503: {}", cause.toString());
            return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                    .header(HttpHeaders.RETRY_AFTER, seconds(SOON))
                    .body(ProblemDetail.forStatusAndDetail(
                            HttpStatus.SERVICE_UNAVAILABLE,
                            away + " can't be reached at the moment. Send the same request again in " + seconds(SOON)
                                    + " s; nothing is done twice."));
        }
        log.error("answered 500", e);
        return ResponseEntity.internalServerError()
                .body(ProblemDetail.forStatusAndDetail(
                        HttpStatus.INTERNAL_SERVER_ERROR,
                        "Something broke on our side; the service's log says what. Send the request again."));
    }

    private static @Nullable String away(Throwable cause) {
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (t instanceof StorageUnavailable) {
                return "The object storage";
            }
            if (t instanceof KafkaException || t instanceof org.springframework.kafka.KafkaException) {
                return "Kafka";
            }
            if (t instanceof DataAccessException || t instanceof TransactionException) {
                return "The database";
            }
        }
        return null;
    }
}
