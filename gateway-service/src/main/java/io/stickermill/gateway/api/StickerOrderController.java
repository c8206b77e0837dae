package io.stickermill.gateway.api;

import io.stickermill.contracts.style.StickerStyles;
import io.stickermill.contracts.style.StylePreset;
import io.stickermill.gateway.body.ArrivingBody;
import io.stickermill.gateway.body.BytesInFlight;
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
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Where programs ask for stickers. */
@RestController
class StickerOrderController {

    private final StickerOrders orders;
    private final IntakeSettings settings;
    private final OrderRefusals refusals;
    private final BytesInFlight inFlight;
    private final StickerStyles styles;

    StickerOrderController(
            StickerOrders orders,
            IntakeSettings settings,
            OrderRefusals refusals,
            BytesInFlight uploadsInFlight,
            StickerStyles styles) {
        this.orders = orders;
        this.settings = settings;
        this.refusals = refusals;
        this.inFlight = uploadsInFlight;
        this.styles = styles;
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
    @ApiResponse(responseCode = "402", description = "It costs more credits than the person has")
    @ApiResponse(responseCode = "429", description = "The chat has had its stickers of today")
    @ApiResponse(responseCode = "503", description = "Try the same request again after Retry-After seconds")
    @PostMapping(path = "/v1/stickers", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<Accepted> order(
            @Parameter(
                            description = "1 to 200 visible ASCII characters; the same key is the same job",
                            required = true,
                            example = "order-4711")
                    @RequestHeader(name = IdempotencyKey.HEADER, required = false)
                    @Nullable
                    String key,
            @Parameter(hidden = true) HttpServletRequest request)
            throws IOException {
        String orderKey = IdempotencyKey.required(key, "sticker");
        try (var _ = inFlight.take(request.getContentLengthLong(), settings.largestRequest());
                var form = OrderForm.read(
                        request,
                        new ArrivingBody(request.getInputStream(), settings.largestRequest(), settings.longestUpload()),
                        OrderForm.Shape.STICKER,
                        settings.largestPhoto())) {
            return placed(new StickerOrders.Order(
                    orderKey, OrderOptions.chat(form), form.photo(), OrderOptions.of(form, styles)));
        }
    }

    private ResponseEntity<Accepted> placed(StickerOrders.Order order) {
        return switch (orders.place(order)) {
            case Placed.Accepted(UUID jobId) -> accepted(jobId);
            case Placed.Refused refused -> throw refusals.of(refused);
        };
    }

    private ResponseEntity<Accepted> accepted(UUID jobId) {
        URI address = settings.atHistory("/v1/jobs/" + jobId);
        return ResponseEntity.accepted().location(address).body(new Accepted(jobId, "accepted", address));
    }
}
