package io.stickermill.history.missing;

import io.stickermill.history.missing.MissingFiles.Source;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class MissingController {

    private final MissingFiles files;

    MissingController(MissingFiles files) {
        this.files = files;
    }

    @Operation(summary = "Counts the stickers and pack sheets that are not in storage; sessions are the gateway's")
    @GetMapping("/v1/missing")
    Missing missing() {
        return new Missing(files.bySource());
    }

    record Missing(List<Source> sources) {}
}
