package io.stickermill.emulator.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.stickermill.emulator.store.Json;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * Providers of image models, each as its documents have it as far as it is used: what is not in them is refused. Their models are toys.
 * {@code GET /admin/providers/NAME} counts what was begun, which is what costs; {@code PUT} sets how long a picture takes and what goes wrong:
 * {@code {"seconds":2,"fault":"busy"}}.
 */
public final class ProviderStandIns {

    private final List<StandIn> all;

    /** @param secret that the calls of Replicate and KIE are signed with */
    public ProviderStandIns(String secret, Clock clock) {
        all = List.of(
                new ReplicateStandIn(secret, clock),
                new FalStandIn(clock),
                new KieStandIn(secret, clock),
                new GeminiStandIn(clock),
                new OpenAiStandIn(clock),
                new RemoveBgStandIn(clock));
    }

    /** Adds the routes {@code /NAME/..} and {@code /admin/providers/NAME}. */
    public void addTo(RoutesConfig routes) {
        for (StandIn provider : all) {
            provider.addTo(routes);
            String admin = "/admin/providers/" + provider.name();
            routes.get(admin, context -> StandIn.json(context, 200, state(provider)));
            routes.put(admin, context -> set(provider, context));
        }
    }

    private static void set(StandIn provider, Context context) throws IOException {
        JsonNode wanted = Json.MAPPER.readTree(context.body());
        String fault = wanted.path("fault").asText("");
        double seconds = wanted.path("seconds").asDouble(2);
        if (!fault.isEmpty() && !provider.faults().contains(fault) || !(seconds >= 0 && seconds <= 3600)) {
            StandIn.json(
                    context,
                    400,
                    Json.object()
                            .put("error", "fault must be one of " + provider.faults() + ", seconds from 0 to 3600"));
            return;
        }
        provider.behave(Duration.ofMillis((long) (1000 * seconds)), fault);
        StandIn.json(context, 200, state(provider));
    }

    private static ObjectNode state(StandIn provider) {
        ObjectNode state = Json.object().put("begun", provider.begun());
        provider.faults().forEach(state.putArray("faults")::add);
        return state;
    }
}
