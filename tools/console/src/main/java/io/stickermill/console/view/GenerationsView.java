package io.stickermill.console.view;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Pictures that other people's models make, and what they cost. Commands: {@code generations list|show|costs}. */
public final class GenerationsView {

    private static final Set<String> WHICH = Set.of("all", "open", "failed");

    private static final int PAGE = 50;

    private static final int DAYS = 14;

    private final Optional<ServiceApi> history;

    public GenerationsView(Optional<ServiceApi> history) {
        this.history = history;
    }

    public void addTo(RoutesConfig routes) {
        routes.get("/api/generations/{id}/thumbnail", this::thumbnail);
    }

    /**
     * The newest, and the costs of two weeks.
     *
     * @param which all, open or failed
     */
    public Map<String, Object> list(String which) throws InterruptedException {
        if (!WHICH.contains(which)) {
            throw new IllegalArgumentException("Generations are shown all, open or failed.");
        }
        JsonNode newest = api().get("/v1/generations?limit=" + PAGE + "&which=" + which);
        return Map.of(
                "generations", newest.path("generations"), "costs", api().get("/v1/generations/costs?days=" + DAYS));
    }

    private void thumbnail(Context http) throws InterruptedException {
        UUID id = UUID.fromString(http.pathParam("id"));
        byte[] file = api().file("/v1/generations/" + id + "/thumbnail");
        Images.answer(http, Images.type(file).orElseThrow(() -> new NoSuchElementException("It is no picture.")), file);
    }

    private ServiceApi api() {
        return history.orElseThrow(() -> new NoSuchElementException("No history-service was named."));
    }
}
