package io.stickermill.gateway.person;

import io.stickermill.contracts.person.Keeper;
import io.stickermill.gateway.person.Forgets.Receipt;
import io.stickermill.gateway.session.Users;
import io.stickermill.platform.telegram.TelegramClient;
import io.stickermill.platform.web.Problems;
import io.stickermill.schemas.Ids;
import io.stickermill.schemas.Topics;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Forgets people for the operator, and shows what came of it. */
@RestController
@RequestMapping("/v1/forgets")
class ForgetController {

    private static final int MOST = 50;

    private final ForgetOrders orders;
    private final Forgets forgets;
    private final Users users;
    private final long botId;

    ForgetController(ForgetOrders orders, Forgets forgets, Users users, TelegramClient telegram) {
        this.orders = orders;
        this.forgets = forgets;
        this.users = users;
        this.botId = telegram.botId();
    }

    /**
     * A receipt. It names nobody.
     *
     * @param endedAt null while it goes on
     * @param topicsUntil the last day on which a record from before may still lie in a topic, UTC
     * @param removed what each service has removed: rows by their table, and objects, messages, sets
     * @param waitingFor services that are not done
     */
    record Shown(
            UUID id,
            Instant requestedAt,
            boolean sets,
            @Nullable Instant endedAt,
            LocalDate topicsUntil,
            SortedMap<String, Map<String, Long>> removed,
            Set<String> waitingFor) {

        static Shown of(Receipt receipt) {
            return new Shown(
                    receipt.id(),
                    receipt.requestedAt(),
                    receipt.sets(),
                    receipt.endedAt(),
                    lastDay(receipt.requestedAt()),
                    receipt.removed(),
                    Keeper.missing(receipt.removed().keySet()));
        }
    }

    /** The newest of them. */
    record ShownList(List<Shown> forgets) {}

    static LocalDate lastDay(Instant requestedAt) {
        return LocalDate.ofInstant(requestedAt.plus(Topics.longestStay()), ZoneOffset.UTC);
    }

    @Operation(summary = "Forgets a person, in all services; asked again meanwhile, it is the same one")
    @ApiResponse(responseCode = "202", description = "It is begun")
    @ApiResponse(responseCode = "409", description = "There is no key for it: STICKERMILL_FORGET_KEY")
    @ApiResponse(responseCode = "422", description = "That is no person's id")
    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    Shown forget(
            @Parameter(description = "Telegram id of the person") @RequestParam("telegram_id") long telegramId,
            @Parameter(description = "Whether their sticker sets at Telegram are deleted, too")
                    @RequestParam(defaultValue = "false")
                    boolean sets) {
        if (telegramId <= 0) {
            throw Problems.of(HttpStatus.UNPROCESSABLE_CONTENT, "telegram_id must be the id of a person, above 0.");
        }
        if (!forgets.isOn()) {
            throw Problems.of(
                    HttpStatus.CONFLICT,
                    "Nobody can be forgotten: set STICKERMILL_FORGET_KEY, the same for all services, and start them again.");
        }
        String language = users.language(Ids.user(botId, telegramId)).orElse("en");
        var ordered = orders.order(UUID.randomUUID(), telegramId, sets, language);
        ordered.published().join();
        return shown(ordered.id());
    }

    @Operation(summary = "Shows how far a forgetting is, and what went")
    @ApiResponse(responseCode = "200", description = "The receipt")
    @ApiResponse(responseCode = "404", description = "There is none")
    @GetMapping("/{id}")
    Shown shown(@PathVariable UUID id) {
        return forgets.receipt(id)
                .map(Shown::of)
                .orElseThrow(() -> Problems.of(HttpStatus.NOT_FOUND, "There is no forgetting " + id + "."));
    }

    /** Whose all things are, in every service. */
    record PersonId(UUID userId, long telegramId) {}

    @Operation(summary = "Tells the id that a person has here, whether or not anything of them is kept")
    @GetMapping("/person")
    PersonId person(@RequestParam("telegram_id") long telegramId) {
        return new PersonId(Ids.user(botId, telegramId), telegramId);
    }

    @Operation(summary = "Shows the newest forgettings")
    @GetMapping
    ShownList newest() {
        return new ShownList(forgets.receipts(MOST).stream().map(Shown::of).toList());
    }
}
