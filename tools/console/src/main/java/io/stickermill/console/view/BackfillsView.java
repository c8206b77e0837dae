package io.stickermill.console.view;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.stickermill.console.access.ActionLog;
import io.stickermill.console.access.SignIn;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Backfills, through their service. Commands: {@code backfill runs|show|report|pause|resume|cancel}. */
public final class BackfillsView {

    private static final Set<String> STEERING = Set.of("pause", "resume", "cancel");

    private final Optional<ServiceApi> api;
    private final ActionLog actions;

    public BackfillsView(Optional<ServiceApi> api, ActionLog actions) {
        this.api = api;
        this.actions = actions;
    }

    public void addTo(RoutesConfig routes) {
        routes.get(
                "/api/backfills/{run}/report", http -> http.json(api().get("/v1/backfills/" + run(http) + "/report")));
        routes.post("/api/backfills/{run}/{how}", this::steer);
    }

    /** The newest runs. */
    public Map<String, Object> list() throws InterruptedException {
        return Map.of("runs", api().get("/v1/backfills"));
    }

    private void steer(Context http) throws InterruptedException {
        String how = http.pathParam("how");
        if (!STEERING.contains(how)) {
            throw new NoSuchElementException("A run can be paused, resumed and cancelled.");
        }
        UUID run = run(http);
        JsonNode after = api().post("/v1/backfills/" + run + "/" + how);
        actions.did(
                SignIn.who(http),
                "backfill " + how,
                run.toString(),
                "it is " + after.path("state").asText() + " now");
        http.json(after);
    }

    private static UUID run(Context http) {
        return UUID.fromString(http.pathParam("run"));
    }

    private ServiceApi api() {
        return api.orElseThrow(() -> new NoSuchElementException("No backfill-service was named."));
    }
}
