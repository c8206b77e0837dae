package io.stickermill.platform.forget;

import io.stickermill.platform.person.Person;
import io.stickermill.platform.web.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.List;
import java.util.SortedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** For {@code ./stickermill forget}: what there is of a person, before and after. Asked by a body, for addresses are logged. */
@RestController
class PersonAuditController {

    private static final int MOST_WORDS = 20;

    private final PersonAudit audit;

    PersonAuditController(PersonAudit audit) {
        this.audit = audit;
    }

    /**
     * Whom to look for.
     *
     * @param words other words to look for, such as a name or a Telegram file id; null for none
     */
    record Asked(
            @Nullable UUID userId,
            @Nullable Long telegramId,
            @Nullable List<String> words) {}

    /** @param rows how many rows of each table have a trace; empty if there is none */
    record Traces(SortedMap<String, Long> rows) {}

    @Operation(summary = "Looks through all of the service's tables for traces of a person")
    @ApiResponse(responseCode = "200", description = "The tables that have one")
    @ApiResponse(responseCode = "422", description = "It is not said whose")
    @PostMapping("/v1/audits")
    Traces traces(@RequestBody Asked asked) {
        UUID userId = asked.userId();
        Long telegramId = asked.telegramId();
        List<String> words = asked.words() == null ? List.of() : asked.words();
        if (userId == null || telegramId == null || telegramId <= 0) {
            throw Problems.of(
                    HttpStatus.UNPROCESSABLE_CONTENT, "user_id and telegram_id must say whose traces are looked for.");
        }
        if (words.size() > MOST_WORDS) {
            throw Problems.of(HttpStatus.UNPROCESSABLE_CONTENT, "There may be " + MOST_WORDS + " words at most.");
        }
        return new Traces(audit.traces(new Person(userId, telegramId), words));
    }
}
