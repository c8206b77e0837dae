package io.stickermill.console.view;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.stickermill.common.Json;
import io.stickermill.console.access.ActionLog;
import io.stickermill.console.access.SignIn;
import io.stickermill.operations.flow.FlowReader;
import io.stickermill.operations.flow.GroupFlow;
import io.stickermill.operations.replay.Position;
import io.stickermill.operations.replay.TopicReplay;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Consumer groups; their places moved back. Commands: {@code topics}, {@code replay TOPIC --group GROUP --from ..}. */
public final class GroupsView {

    private final FlowReader flows;
    private final Map<String, Object> broker;
    private final ActionLog actions;

    public GroupsView(FlowReader flows, Map<String, Object> broker, ActionLog actions) {
        this.flows = flows;
        this.broker = broker;
        this.actions = actions;
    }

    public void addTo(RoutesConfig routes) {
        routes.post("/api/groups/{group}/reset", this::reset);
    }

    /** A partition that a group reads. */
    record PlaceLook(int partition, @Nullable Long committed, long end, long lag) {}

    record ReadingLook(String topic, long lag, List<PlaceLook> places) {}

    record GroupLook(String id, String state, List<GroupFlow.Member> members, List<ReadingLook> readings) {}

    public Map<String, Object> list() throws InterruptedException {
        return Map.of(
                "groups",
                flows.look(false).groups().stream()
                        .map(group -> new GroupLook(
                                group.id(),
                                group.state(),
                                group.members(),
                                group.readings().stream().map(GroupsView::look).toList()))
                        .toList());
    }

    private static ReadingLook look(GroupFlow.Reading reading) {
        return new ReadingLook(
                reading.topic(),
                reading.lag(),
                reading.places().stream()
                        .map(place -> new PlaceLook(place.partition(), place.committed(), place.end(), place.lag()))
                        .toList());
    }

    private void reset(Context http) throws IOException, ExecutionException, InterruptedException {
        String group = http.pathParam("group");
        JsonNode wanted = Json.MAPPER.readTree(http.bodyAsBytes());
        String topic = wanted.path("topic").asText();
        String from = wanted.path("from").asText();
        try (TopicReplay replay = TopicReplay.plan(broker, topic, group, Position.parse(from), Optional.empty())) {
            if (!wanted.path("dryRun").asBoolean(true)) {
                replay.refuseWhatMayNotBe(wanted.path("sendAgain").asBoolean());
                replay.moveOffsets();
                actions.did(
                        SignIn.who(http),
                        "replay " + topic + " --group " + group + " --from " + from,
                        group,
                        replay.records() + " records are read once more");
            }
            http.json(Map.of(
                    "members",
                    replay.members(),
                    "records",
                    replay.records(),
                    "sendsToPeople",
                    replay.sendsToPeople(),
                    "ranges",
                    replay.ranges().stream()
                            .filter(range -> range.records() > 0)
                            .map(range -> Map.of(
                                    "partition",
                                    range.partition().partition(),
                                    "from",
                                    range.from(),
                                    "to",
                                    range.to(),
                                    "records",
                                    range.records()))
                            .toList()));
        }
    }
}
