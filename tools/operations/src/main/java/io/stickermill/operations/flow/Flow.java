package io.stickermill.operations.flow;

import java.util.List;
import java.util.Optional;

/** All topics by name, and all groups by id. */
public record Flow(List<TopicFlow> topics, List<GroupFlow> groups) {

    public Optional<GroupFlow> group(String id) {
        return groups.stream().filter(group -> group.id().equals(id)).findFirst();
    }
}
