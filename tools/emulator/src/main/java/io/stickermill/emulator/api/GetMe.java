package io.stickermill.emulator.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

record GetMe(Bot bot) implements BotMethod {
    @Override
    public String name() {
        return "getMe";
    }

    @Override
    public Set<String> fields() {
        return Set.of();
    }

    @Override
    public JsonNode call(ApiRequest request) {
        return bot.json()
                .put("can_join_groups", true)
                .put("can_read_all_group_messages", false)
                .put("supports_inline_queries", true)
                .put("can_connect_to_business", false)
                .put("has_main_web_app", false);
    }
}
