package io.stickermill.history.path;

import io.swagger.v3.oas.annotations.Operation;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class PathController {

    private final PathOwners owners;

    PathController(PathOwners owners) {
        this.owners = owners;
    }

    @Operation(summary = "Says whose a path in storage is, or whether a UUID is a session's or a pack's")
    @GetMapping("/v1/paths")
    PathOwner owner(@RequestParam String path) {
        return owners.of(path);
    }
}
