package io.stickermill.gateway.session;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a backfill would find in the sessions; history counts the rest. */
@RestController
class MissingSessionFilesController {

    private final SessionCache sessions;

    MissingSessionFilesController(SessionCache sessions) {
        this.sessions = sessions;
    }

    @Operation(summary = "Counts the sessions whose last sticker is not in storage")
    @GetMapping("/v1/sessions/missing")
    Missing missing() {
        return new Missing(sessions.withoutFile().entrySet().stream()
                .map(env -> new Source("sessions", env.getKey(), env.getValue(), env.getValue()))
                .toList());
    }

    record Missing(List<Source> sources) {}

    /**
     * One line of the count.
     *
     * @param recoverable of those, how many can be had from Telegram
     */
    record Source(@Schema(allowableValues = "sessions") String source, String env, long missing, long recoverable) {}
}
