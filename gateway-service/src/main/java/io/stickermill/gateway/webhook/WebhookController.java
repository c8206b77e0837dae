package io.stickermill.gateway.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.stickermill.gateway.body.ArrivingBody;
import io.stickermill.gateway.body.BytesInFlight;
import io.stickermill.gateway.update.UpdateIntake;
import io.stickermill.platform.telegram.RawUpdate;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where Telegram brings updates. */
@RestController
@ConditionalOnProperty(name = "stickermill.updates", havingValue = "webhook")
class WebhookController {

    static final String SECRET = "X-Telegram-Bot-Api-Secret-Token";

    private static final Logger log = LoggerFactory.getLogger(WebhookController.class);

    /** Below Telegram's own 60 s: it must hear that the update is to come again. */
    private static final Duration PUBLISH_TIMEOUT = Duration.ofSeconds(25);

    private static final Duration LONGEST_ARRIVAL = Duration.ofSeconds(20);

    /** So many of the largest bodies are in memory at once, each as bytes, text and tree; usual ones are a thousandth. */
    private static final int AT_ONCE = 4;

    private static final String COME_AGAIN_SECONDS = "3";

    private final byte[] secret;
    private final DataSize maxBody;
    private final BytesInFlight inFlight;
    private final UpdateIntake intake;

    WebhookController(WebhookSettings settings, UpdateIntake intake) {
        this.secret = settings.secret().getBytes(UTF_8);
        this.maxBody = settings.maxBody();
        this.inFlight = new BytesInFlight(DataSize.ofBytes(AT_ONCE * maxBody.toBytes()));
        this.intake = intake;
    }

    @PostMapping("/telegram/webhook")
    ResponseEntity<ProblemDetail> update(HttpServletRequest request) throws IOException, InterruptedException {
        String given = request.getHeader(SECRET);
        if (given == null || !MessageDigest.isEqual(secret, given.getBytes(UTF_8))) {
            return problem(HttpStatus.UNAUTHORIZED, "Telegram's secret token is missing or wrong.");
        }
        try (var _ = inFlight.take(request.getContentLengthLong(), maxBody)) {
            return update(new ArrivingBody(request.getInputStream(), maxBody, LONGEST_ARRIVAL).readAllBytes());
        }
    }

    private ResponseEntity<ProblemDetail> update(byte[] body) throws InterruptedException {
        Optional<RawUpdate> update = RawUpdate.of(new String(body, UTF_8));
        if (update.isEmpty()) {
            return problem(HttpStatus.BAD_REQUEST, "The body is not JSON.");
        }
        return update.get().id().isEmpty()
                ? problem(HttpStatus.BAD_REQUEST, "The body is not an update: it has no update_id.")
                : take(update.get());
    }

    private ResponseEntity<ProblemDetail> take(RawUpdate update) throws InterruptedException {
        try {
            intake.take(update).get(PUBLISH_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            return ResponseEntity.ok().build();
        } catch (ExecutionException | TimeoutException e) {
            log.warn("{} is not in Kafka yet; Telegram brings it again: {}", update, e.toString());
            return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                    .header(HttpHeaders.RETRY_AFTER, COME_AGAIN_SECONDS)
                    .body(ProblemDetail.forStatusAndDetail(
                            HttpStatus.SERVICE_UNAVAILABLE, "The update could not be kept; send it again."));
        }
    }

    private static ResponseEntity<ProblemDetail> problem(HttpStatus status, String detail) {
        return ResponseEntity.status(status).body(ProblemDetail.forStatusAndDetail(status, detail));
    }
}
