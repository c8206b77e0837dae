package io.stickermill.gateway.api;

import io.stickermill.gateway.session.Users;
import io.stickermill.platform.telegram.TelegramClient;
import io.stickermill.platform.web.Problems;
import io.stickermill.schemas.Ids;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.net.URI;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who somebody is here, for programs that know them by their Telegram id. */
@RestController
class UserController {

    private final Users users;
    private final TelegramClient telegram;
    private final IntakeSettings settings;

    UserController(Users users, TelegramClient telegram, IntakeSettings settings) {
        this.users = users;
        this.telegram = telegram;
        this.settings = settings;
    }

    /**
     * A person, or a group.
     *
     * @param id as every job names it, and history's addresses take it
     * @param stickersUrl where history lists their stickers
     */
    record User(
            UUID id,
            long telegramId,

            @Schema(allowableValues = {"en", "ru"}) String language,

            URI stickersUrl) {}

    @Operation(summary = "Finds a person, or a group, by their Telegram id")
    @ApiResponse(responseCode = "200", description = "They have written to the bot")
    @ApiResponse(responseCode = "404", description = "Nobody with this id has written to the bot")
    @GetMapping("/v1/users")
    User user(@Parameter(example = "1001") @RequestParam(name = "telegram_id") long telegramId) {
        UUID id = Ids.user(telegram.botId(), telegramId);
        return users.language(id)
                .map(language ->
                        new User(id, telegramId, language, settings.atHistory("/v1/users/" + id + "/stickers")))
                .orElseThrow(() -> Problems.of(
                        HttpStatus.NOT_FOUND,
                        "Nobody with the Telegram id " + telegramId + " has written to the bot."));
    }
}
