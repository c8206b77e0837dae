package io.stickermill.gateway.api;

import io.stickermill.contracts.style.StickerStyles;
import io.stickermill.contracts.style.StylePreset;
import io.stickermill.contracts.text.Emoji;
import io.stickermill.contracts.text.SetTitle;
import io.stickermill.gateway.body.ArrivingBody;
import io.stickermill.gateway.body.BytesInFlight;
import io.stickermill.platform.web.Problems;
import io.stickermill.schemas.GivenSticker;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.util.unit.DataSize;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Where programs ask for sticker sets. What becomes of them, history tells. */
@RestController
class StickerSetOrderController {

    /** {@link StickerSetOrders#MOST} stickers, each with the longest file id that Telegram has. */
    private static final DataSize LARGEST_JSON = DataSize.ofKilobytes(64);

    private final StickerSetOrders orders;
    private final IntakeSettings settings;
    private final OrderRefusals refusals;
    private final BytesInFlight inFlight;
    private final StickerStyles styles;
    private final JsonMapper json;

    StickerSetOrderController(
            StickerSetOrders orders,
            IntakeSettings settings,
            OrderRefusals refusals,
            BytesInFlight uploadsInFlight,
            StickerStyles styles,
            JsonMapper json) {
        this.orders = orders;
        this.settings = settings;
        this.refusals = refusals;
        this.inFlight = uploadsInFlight;
        this.styles = styles;
        this.json = json;
    }

    /** The form, for the API's description. */
    record SetForm(
            @ArraySchema(
                    minItems = 1,
                    maxItems = StickerSetOrders.MOST,
                    arraySchema = @Schema(description = "JPEG, PNG or WebP, at most 20 MB each and 100 MB together"),
                    schema = @Schema(type = "string", format = "binary"))
            List<String> photo,

            @Schema(
                    name = OrderForm.CHAT_ID,
                    description = "Telegram id of the person whose set it becomes; they have started the bot",
                    example = "1001")
            long chatId,

            @Schema(name = OrderForm.TITLE, description = "1 to 64 characters", example = "Our cat")
            String title,

            @Schema(name = OrderForm.STYLE, defaultValue = "none", example = "comic") @Nullable
            StylePreset style,

            @Schema(
                    name = OrderForm.OUTLINE,
                    description = "A white outline around each sticker",
                    defaultValue = "true")
            @Nullable
            Boolean outline,

            @Schema(
                    name = OrderForm.MODE,
                    allowableValues = {"cut_out", "card", "cut_out_anyway"},
                    defaultValue = "cut_out")
            @Nullable
            String mode) {}

    /** A set of stickers that there are. */
    record OfStickers(
            @Schema(description = "Telegram id of the person whose set it becomes", example = "1001") @Nullable
            Long chatId,

            @Schema(description = "1 to 64 characters", example = "Our cat") @Nullable
            String title,

            @Schema(description = "At most 120, in the order that they are to have") @Nullable
            List<Given> stickers) {}

    /** A sticker that there is. */
    record Given(
            @Nullable UUID stickerId,

            @Schema(description = "As history tells; not needed of a sticker that was sent within the last weeks")
            @Nullable
            String telegramFileId,

            @Schema(description = "One emoji that finds it; chosen where it is absent", example = "🐱") @Nullable
            String emoji) {}

    /** @param statusUrl where the set can be asked about */
    record AcceptedSet(
            UUID stickerSetId,
            @Schema(allowableValues = "accepted") String status,
            URI statusUrl) {}

    @Operation(
            operationId = "orderStickerSet",
            summary = "Makes a sticker set of photos, or of stickers that there are",
            description =
                    "Photos of which no sticker can be made are left out, and the set says why. The person hears of the"
                            + " set in their chat.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content = {
                                @Content(
                                        mediaType = MediaType.MULTIPART_FORM_DATA_VALUE,
                                        schema = @Schema(implementation = SetForm.class)),
                                @Content(
                                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                                        schema = @Schema(implementation = OfStickers.class))
                            }))
    @ApiResponse(
            responseCode = "202",
            description = "Accepted; the set is made by itself",
            headers =
                    @Header(
                            name = HttpHeaders.LOCATION,
                            description = "Where the set can be asked about",
                            schema = @Schema(type = "string", format = "uri")))
    @ApiResponse(responseCode = "408", description = "The request took longer than two minutes to arrive")
    @ApiResponse(responseCode = "409", description = "The idempotency key was used for another request")
    @ApiResponse(responseCode = "413", description = "The photos are too large")
    @ApiResponse(responseCode = "415", description = "A file is no JPEG, PNG or WebP")
    @ApiResponse(
            responseCode = "422",
            description = "The bot does not know the person; Telegram takes no such title; an option has no such value")
    @ApiResponse(responseCode = "403", description = "The operator has blocked the chat")
    @ApiResponse(responseCode = "402", description = "It costs more credits than the person has")
    @ApiResponse(
            responseCode = "429",
            description = "The chat has had its stickers of today: no part of the set is made")
    @ApiResponse(responseCode = "503", description = "Try the same request again after Retry-After seconds")
    @PostMapping(
            path = "/v1/sticker-sets",
            consumes = {MediaType.MULTIPART_FORM_DATA_VALUE, MediaType.APPLICATION_JSON_VALUE})
    ResponseEntity<AcceptedSet> order(
            @Parameter(
                            description = "1 to 200 visible ASCII characters; the same key is the same set",
                            required = true,
                            example = "set-4711")
                    @RequestHeader(name = IdempotencyKey.HEADER, required = false)
                    @Nullable
                    String key,
            @Parameter(hidden = true) HttpServletRequest request)
            throws IOException {
        String orderKey = IdempotencyKey.required(key, "set");
        MediaType type = MediaType.parseMediaType(request.getContentType());
        Placed placed =
                MediaType.APPLICATION_JSON.includes(type) ? ofStickers(orderKey, request) : ofPhotos(orderKey, request);
        return switch (placed) {
            case Placed.Accepted(UUID setId) -> {
                URI address = settings.atHistory("/v1/sticker-sets/" + setId);
                yield ResponseEntity.accepted().location(address).body(new AcceptedSet(setId, "accepted", address));
            }
            case Placed.Refused refused -> throw refusals.of(refused);
        };
    }

    private Placed ofPhotos(String key, HttpServletRequest request) throws IOException {
        DataSize largest = settings.largestSetRequest();
        try (var _ = inFlight.take(request.getContentLengthLong(), largest);
                var form = OrderForm.read(
                        request,
                        new ArrivingBody(request.getInputStream(), largest, settings.longestUpload()),
                        OrderForm.Shape.SET,
                        settings.largestPhoto())) {
            var wanted = new StickerSetOrders.Wanted(
                    key, person(OrderOptions.chat(form)), title(form.required(OrderForm.TITLE)));
            return orders.ofPhotos(wanted, form.photos(), OrderOptions.of(form, styles));
        }
    }

    private Placed ofStickers(String key, HttpServletRequest request) throws IOException {
        OfStickers asked = read(request);
        Long chatId = asked.chatId();
        if (chatId == null) {
            throw wrong(OrderForm.CHAT_ID, "chat_id is missing: the Telegram id of the person whose set it becomes.");
        }
        if (asked.title() == null) {
            throw wrong(OrderForm.TITLE, "title is missing.");
        }
        List<Given> stickers = asked.stickers();
        if (stickers == null || stickers.isEmpty() || stickers.size() > StickerSetOrders.MOST) {
            throw wrong("stickers", "stickers must name 1 to " + StickerSetOrders.MOST + " stickers.");
        }
        if (new HashSet<>(stickers.stream().map(Given::stickerId).toList()).size() < stickers.size()) {
            throw wrong("stickers", "stickers must name each sticker once.");
        }
        var wanted = new StickerSetOrders.Wanted(key, person(chatId), title(asked.title()));
        return orders.ofStickers(
                wanted, stickers.stream().map(StickerSetOrderController::given).toList());
    }

    private OfStickers read(HttpServletRequest request) throws IOException {
        byte[] body = new ArrivingBody(request.getInputStream(), LARGEST_JSON, settings.longestUpload()).readAllBytes();
        try {
            OfStickers asked = json.readValue(body, OfStickers.class);
            if (asked != null) {
                return asked;
            }
        } catch (JacksonException e) {
            throw new HttpMessageNotReadableException("no such JSON", e, new ServletServerHttpRequest(request));
        }
        throw Problems.of(HttpStatus.BAD_REQUEST, "Send a body of JSON; what was sent is null.");
    }

    private static GivenSticker given(Given sticker) {
        UUID id = sticker.stickerId();
        if (id == null) {
            throw wrong("sticker_id", "A sticker has no sticker_id.");
        }
        String file = sticker.telegramFileId();
        if (file != null && !file.matches("[A-Za-z0-9_-]{1,250}")) {
            throw wrong("telegram_file_id", "telegram_file_id of sticker " + id + " is none of Telegram's.");
        }
        String emoji = sticker.emoji();
        if (emoji != null && !Emoji.isOne(emoji)) {
            throw wrong("emoji", "emoji of sticker " + id + " must be one emoji.");
        }
        return new GivenSticker(id, file, emoji);
    }

    /** A set belongs to a person: a group's id is below zero. */
    private static long person(long chatId) {
        if (chatId <= 0) {
            throw wrong(
                    OrderForm.CHAT_ID,
                    "chat_id must be a person's own chat with the bot: a group can't own a sticker set.");
        }
        return chatId;
    }

    private static String title(String said) {
        try {
            return SetTitle.checked(said);
        } catch (IllegalArgumentException e) {
            throw wrong(OrderForm.TITLE, String.valueOf(e.getMessage()));
        }
    }

    private static ErrorResponseException wrong(String field, String detail) {
        return Problems.of(HttpStatus.UNPROCESSABLE_CONTENT, field, detail);
    }
}
