package io.stickermill.gateway.api;

import io.stickermill.contracts.style.StylePreset;
import io.stickermill.gateway.admission.AdmissionRefusal;
import io.stickermill.gateway.body.ArrivingBody;
import io.stickermill.gateway.body.BytesInFlight;
import io.stickermill.gateway.session.AskedOptions;
import io.stickermill.platform.web.Problems;
import io.stickermill.schemas.StickerMode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Where programs ask for stickers. */
@RestController
class StickerOrderController {

    private static final Duration A_WHILE = Duration.ofMinutes(1);

    private final StickerOrders orders;
    private final IntakeSettings settings;
    private final Clock clock;
    private final BytesInFlight inFlight;

    StickerOrderController(StickerOrders orders, IntakeSettings settings, Clock clock) {
        this.orders = orders;
        this.settings = settings;
        this.clock = clock;
        this.inFlight = new BytesInFlight(settings.bytesInFlight());
    }

    /** The form, for the API's description. */
    record Form(
            @Schema(
                    name = OrderForm.PHOTO,
                    type = "string",
                    format = "binary",
                    description = "JPEG, PNG or WebP, at most 20 MB")
            String photo,

            @Schema(
                    name = OrderForm.CHAT_ID,
                    description = "Telegram id of the chat; somebody has written to the bot there",
                    example = "1001")
            long chatId,

            @Schema(name = OrderForm.STYLE, defaultValue = "none", example = "comic") @Nullable
            StylePreset style,

            @Schema(name = OrderForm.OUTLINE, description = "A white outline around the sticker", defaultValue = "true")
            @Nullable
            Boolean outline,

            @Schema(
                    name = OrderForm.TEXT,
                    description = "Text to set on the sticker, at most 200 characters as people count them",
                    example = "Monday")
            @Nullable
            String text,

            @Schema(
                    name = OrderForm.MODE,
                    description = "cut_out_anyway cuts something out even where nothing stands out",
                    allowableValues = {"cut_out", "card", "cut_out_anyway"},
                    defaultValue = "cut_out")
            @Nullable
            String mode) {}

    /** @param statusUrl where the job can be asked about */
    record Accepted(
            @Schema(example = "85aeab7b-6801-59dc-873c-d04a55d69539")
            UUID jobId,

            @Schema(allowableValues = "accepted") String status,

            URI statusUrl) {}

    @Operation(
            summary = "Makes a sticker of a photo and sends it to a chat",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.MULTIPART_FORM_DATA_VALUE,
                                            schema = @Schema(implementation = Form.class))))
    @ApiResponse(
            responseCode = "202",
            description = "Accepted; the job goes on by itself",
            headers =
                    @Header(
                            name = HttpHeaders.LOCATION,
                            description = "Where the job can be asked about",
                            schema = @Schema(type = "string", format = "uri")))
    @ApiResponse(responseCode = "408", description = "The request took longer than two minutes to arrive")
    @ApiResponse(responseCode = "409", description = "The idempotency key was used for another request")
    @ApiResponse(responseCode = "413", description = "The photo is too large")
    @ApiResponse(responseCode = "415", description = "The file is no JPEG, PNG or WebP")
    @ApiResponse(
            responseCode = "422",
            description =
                    "The bot does not know the chat; an option has no such value; the form has an unknown field, or one"
                            + " twice")
    @ApiResponse(responseCode = "403", description = "The operator has blocked the chat")
    @ApiResponse(responseCode = "429", description = "The chat has had its stickers of today")
    @ApiResponse(responseCode = "503", description = "Try the same request again after Retry-After seconds")
    @PostMapping(path = "/v1/stickers", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<Accepted> order(
            @Parameter(
                            description = "1 to 200 visible ASCII characters; the same key is the same job",
                            required = true,
                            example = "order-4711")
                    @RequestHeader(name = "Idempotency-Key", required = false)
                    @Nullable
                    String key,
            @Parameter(hidden = true) HttpServletRequest request)
            throws IOException {
        if (key == null || !key.matches("[\\x21-\\x7e]{1,200}")) {
            throw Problems.of(
                    HttpStatus.BAD_REQUEST,
                    "Send a header Idempotency-Key of 1 to 200 visible ASCII characters, one for each sticker that"
                            + " you want; sent again with the same key, a request is not done twice.");
        }
        try (var _ = inFlight.take(request.getContentLengthLong(), settings.largestRequest());
                var form = OrderForm.read(
                        request,
                        new ArrivingBody(request.getInputStream(), settings.largestRequest(), settings.longestUpload()),
                        settings.largestPhoto())) {
            return placed(order(key, form));
        }
    }

    private static StickerOrders.Order order(String key, OrderForm form) {
        long chatId = chat(form.required(OrderForm.CHAT_ID));
        String style = form.field(OrderForm.STYLE).orElse("none");
        String text = OrderText.of(form.field(OrderForm.TEXT).orElse(null));
        if (StylePreset.ofId(style).isEmpty()) {
            throw Problems.of(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "style must be one of "
                            + Arrays.stream(StylePreset.values())
                                    .map(StylePreset::id)
                                    .collect(Collectors.joining(", ")) + ".");
        }
        SpooledPhoto photo = form.photo();
        if (photo.length() == 0) {
            throw Problems.of(HttpStatus.UNPROCESSABLE_CONTENT, "The photo is empty.");
        }
        if (!ImageSignature.isKnown(photo.head(ImageSignature.LENGTH))) {
            throw Problems.of(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The photo must be a JPEG, PNG or WebP file.");
        }
        boolean outline = outline(form.field(OrderForm.OUTLINE).orElse("true"));
        StickerMode mode = mode(form.field(OrderForm.MODE).orElse("cut_out"));
        return new StickerOrders.Order(key, chatId, photo, new AskedOptions(style, outline, text, mode));
    }

    private ResponseEntity<Accepted> placed(StickerOrders.Order order) {
        return switch (orders.place(order)) {
            case StickerOrders.Placed.Accepted(UUID jobId) -> accepted(jobId);
            case StickerOrders.Placed.OtherBody(UUID jobId) ->
                throw Problems.of(
                        HttpStatus.CONFLICT,
                        "This Idempotency-Key was used for another request, job " + jobId
                                + ". Take a new key for a new sticker.");
            case StickerOrders.Placed.Busy() ->
                throw Problems.later(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        A_WHILE,
                        "An earlier try of this order is just being cleared away. Send the same request again in a minute.");
            case StickerOrders.Placed.NotNow(AdmissionRefusal refusal) -> throw notNow(refusal);
            case StickerOrders.Placed.UnknownChat() ->
                throw Problems.of(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "Nobody has written to the bot in chat " + order.chatId()
                                + ": a bot can't begin a chat. Have the person send /start first.");
        };
    }

    private ErrorResponseException notNow(AdmissionRefusal refusal) {
        return switch (refusal.reason()) {
            case PAUSED ->
                Problems.later(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        A_WHILE,
                        "No photos are taken just now. Send the same request again later.");
            case BLOCKED -> Problems.of(HttpStatus.FORBIDDEN, "No photos are taken for this chat.");
            case QUOTA ->
                Problems.later(
                        HttpStatus.TOO_MANY_REQUESTS,
                        untilMidnight(),
                        "This chat has had its " + refusal.quota()
                                + " stickers of today. Send the same request again after midnight, UTC.");
        };
    }

    private Duration untilMidnight() {
        Instant now = clock.instant();
        return Duration.between(now, now.truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS));
    }

    private ResponseEntity<Accepted> accepted(UUID jobId) {
        URI address = settings.atHistory("/v1/jobs/" + jobId);
        return ResponseEntity.accepted().location(address).body(new Accepted(jobId, "accepted", address));
    }

    private static long chat(String id) {
        try {
            return Long.parseLong(id.strip());
        } catch (NumberFormatException e) {
            throw Problems.of(HttpStatus.BAD_REQUEST, "chat_id must be a whole number, the chat's Telegram id.");
        }
    }

    private static boolean outline(String outline) {
        return switch (outline) {
            case "true", "on", "yes", "1" -> true;
            case "false", "off", "no", "0" -> false;
            default -> throw Problems.of(HttpStatus.UNPROCESSABLE_CONTENT, "outline must be true or false.");
        };
    }

    private static StickerMode mode(String mode) {
        return switch (mode) {
            case "cut_out" -> StickerMode.CUT_OUT;
            case "card" -> StickerMode.CARD;
            case "cut_out_anyway" -> StickerMode.CUT_OUT_ANYWAY;
            default ->
                throw Problems.of(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "mode must be cut_out, card or cut_out_anyway, not the word that was sent.");
        };
    }
}
