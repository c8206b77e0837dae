package io.stickermill.gateway.session;

import io.stickermill.platform.telegram.TelegramClient;
import io.stickermill.platform.web.Problems;
import io.stickermill.schemas.Ids;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
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

    UserController(Users users, TelegramClient telegram) {
        this.users = users;
        this.telegram = telegram;
    }

    /**
     * A person.
     *
     * @param id as every job names it, and history's addresses take it
     */
    record User(UUID id, long telegramId, String language) {}

    @Operation(summary = "Finds a person by their Telegram id")
    @ApiResponse(responseCode = "200", description = "The person has written to the bot")
    @ApiResponse(responseCode = "404", description = "Nobody with this id has written to the bot")
    @GetMapping("/v1/users")
    User user(@Parameter(example = "1001") @RequestParam(name = "telegram_id") long telegramId) {
        UUID id = Ids.user(telegram.botId(), telegramId);
        return users.language(id)
                .map(language -> new User(id, telegramId, language))
                .orElseThrow(() -> Problems.of(
                        HttpStatus.NOT_FOUND,
                        "Nobody with the Telegram id " + telegramId + " has written to the bot."));
    }
}
