package io.stickermill.generation.remote;

import io.stickermill.platform.web.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** For {@code ./stickermill generations sync} and {@code backfill previews}: each call does a part, for both may take long. */
@RestController
@RequestMapping("/v1/generations")
class RemoteSyncController {

    private static final int MOST = 50;

    private final RemoteSync sync;

    RemoteSyncController(RemoteSync sync) {
        this.sync = sync;
    }

    @Operation(
            operationId = "syncGenerations",
            summary = "Fetches pictures that remote models have made and that are not in storage",
            description =
                    "Of those ordered since a time, some at each call: go on with after = next until there is none.")
    @PostMapping("/sync")
    RemoteSync.Part pictures(
            @RequestParam Instant since,
            @RequestParam(required = false) @Nullable UUID after,
            @RequestParam(defaultValue = "20") int limit,
            @Parameter(description = "Changes nothing") @RequestParam(name = "dry_run", defaultValue = "false")
                    boolean dryRun) {
        return sync.pictures(since, after, checked(limit), dryRun);
    }

    @Operation(
            operationId = "makePreviews",
            summary = "Makes previews of remote models' pictures that are missing",
            description =
                    "Of those ordered since a time, some at each call: go on with after = next until there is none.")
    @PostMapping("/previews")
    RemoteSync.Part previews(
            @RequestParam Instant since,
            @RequestParam(required = false) @Nullable UUID after,
            @RequestParam(defaultValue = "20") int limit,
            @Parameter(description = "Changes nothing") @RequestParam(name = "dry_run", defaultValue = "false")
                    boolean dryRun) {
        return sync.previews(since, after, checked(limit), dryRun);
    }

    private static int checked(int limit) {
        if (limit < 1 || limit > MOST) {
            throw Problems.of(HttpStatus.BAD_REQUEST, "limit", "limit must be 1 to " + MOST);
        }
        return limit;
    }
}
