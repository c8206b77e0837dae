package io.stickermill.delivery.recovery;

import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** For {@code ./stickermill recover}. */
@RestController
class RecoveryController {

    private final LedgerRecovery ledger;

    RecoveryController(LedgerRecovery ledger) {
        this.ledger = ledger;
    }

    /** @param since a little before the time of the copy that the database was restored from */
    @Operation(summary = "Puts back what was sent and uploaded, after a copy of the database was restored")
    @PostMapping("/v1/recovery")
    LedgerRecovery.Recovered recover(@RequestParam Instant since) {
        return ledger.recover(since);
    }
}
